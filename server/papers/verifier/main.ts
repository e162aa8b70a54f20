import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { MANIFEST, ManifestSchema, type PackVerdict } from '../../contract/evidence-pack.ts';
import { checkPack } from '../../domain/pack/check-pack.ts';
import { readZip } from '../zip.ts';
import { checkZip } from './check-bytes.ts';
import { nodeTools } from './tools.ts';

/** `node verify.mjs [PACK.zip or its unpacked folder] [--key KEYID]`: exit 0 holds, 1 does not, 2 usage. */
process.exitCode = run(process.argv.slice(2));

function run(args: string[]): number {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { key: { type: 'string' } },
      allowPositionals: true,
    });
    return check(positionals[0] ?? import.meta.dirname, values.key);
  } catch (error) {
    say(process.stderr, error instanceof Error ? error.message : String(error));
    return 2;
  }
}

function say(stream: NodeJS.WriteStream, line: string): void {
  stream.write(`${line}\n`);
}

function check(target: string, expected: string | undefined): number {
  const bytes = statSync(target).isDirectory() ? null : readFileSync(target);
  const files = bytes ? readZip(bytes).files : readFolder(target);
  const faults = bytes ? checkZip(bytes, expected) : checkPack(files, nodeTools, expected);
  for (const { what, why } of faults) say(process.stdout, `FAULT ${what}: ${why}`);
  if (faults.length === 0) tell(files, expected);
  return faults.length === 0 ? 0 : 1;
}

function tell(files: ReadonlyMap<string, Uint8Array>, expected: string | undefined): void {
  const manifest = ManifestSchema.parse(JSON.parse(new TextDecoder().decode(files.get(MANIFEST))));
  say(
    process.stdout,
    `OK ${manifest.caseNo}, made ${manifest.madeAt}: ${manifest.files.length} files, hashes and audit chain hold`,
  );
  for (const verdict of manifest.verdicts) say(process.stdout, verdictLine(verdict));
  say(process.stdout, `Signed with key ${manifest.keyId}.`);
  if (expected === undefined)
    say(process.stdout, 'Compare it with the key the company has told you, or pass it as --key.');
}

/** What was recomputed just now; the check would have failed if it were not what the manifest says. */
function verdictLine({ detector, judgedBy, included, recomputed }: PackVerdict): string {
  const what = `${detector} version ${judgedBy}`;
  return {
    same: `${what}: the recorded verdict follows from the data: recomputed here, it is the same.`,
    other_version: `NOTE ${what}: the detector included is version ${included}: the verdict cannot be recomputed here.`,
    differs: `NOTE ${what}: recomputed here, it is not the same: the data have changed since it was recorded.`,
    no_data: `NOTE ${what}: the data it was computed from are no longer kept: it was not recomputed.`,
    no_detector: `NOTE ${what}: a lead or a rule of the company's own, made by no detector: nothing to recompute.`,
  }[recomputed];
}

function readFolder(folder: string): Map<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}
