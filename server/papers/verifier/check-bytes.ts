import { MANIFEST, ManifestSchema, SIGNATURE } from '../../contract/evidence-pack.ts';
import { checkPack } from '../../domain/pack/check-pack.ts';
import type { PackFault } from '../../domain/pack/pack-files.ts';
import { fileAt, readZip } from '../zip.ts';
import { nodeTools } from './tools.ts';

/** Everything wrong with a pack as one ZIP; its own bytes and the order of its files count too. */
export function checkZip(bytes: Uint8Array, keyId?: string): PackFault[] {
  const { files, strayAt } = readZip(bytes);
  const faults = files.size === 0 ? [] : checkPack(files, nodeTools, keyId);
  if (strayAt !== null) {
    const near = fileAt(files, strayAt);
    const what = near === undefined ? `ZIP byte ${strayAt}` : `ZIP byte ${strayAt}, at ${near}`;
    return [...faults, { what, why: 'is not as it was written' }];
  }
  return faults.length === 0 ? checkOrder(files) : faults;
}

/** The signed manifest lists the files in the order they were written in. */
function checkOrder(files: ReadonlyMap<string, Uint8Array>): PackFault[] {
  const manifest = ManifestSchema.parse(JSON.parse(new TextDecoder().decode(files.get(MANIFEST))));
  const expected = [MANIFEST, SIGNATURE, ...manifest.files.map(({ name }) => name)];
  const stray = [...files.keys()].find((name, at) => name !== expected[at]);
  return stray === undefined ? [] : [{ what: stray, why: 'stands out of order' }];
}
