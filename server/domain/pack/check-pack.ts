import { MANIFEST, ManifestSchema, SIGNATURE, type Manifest } from '../../contract/evidence-pack.ts';
import { checkAuditFile } from './check-audit-file.ts';
import { checkPapers } from './check-papers.ts';
import { checkVerdict } from './check-verdict.ts';
import { textOf, type PackFault, type PackFiles, type PackTools } from './pack-files.ts';

/**
 * Everything that is wrong with a pack: files that are missing, altered or not of it, a signature or a chain that does not hold, a verdict
 * that does not follow from the data, a letter or delivery the chain does not know. `keyId` is the key the reader expects, from whoever vouches for the installation.
 */
export function checkPack(files: PackFiles, tools: PackTools, keyId?: string): PackFault[] {
  const manifest = readManifest(files);
  if ('why' in manifest) return [manifest];
  const faults = [
    ...checkSignature(files, manifest, { tools, keyId }),
    ...checkFiles(files, manifest, tools),
  ];
  // Data that is not what was signed proves nothing, whatever follows from it.
  if (faults.length > 0) return faults;
  return [...checkAuditFile(files, tools), ...checkPapers(files, tools), ...checkVerdict(files, manifest)];
}

function readManifest(files: PackFiles): Manifest | PackFault {
  try {
    return ManifestSchema.parse(JSON.parse(textOf(files, MANIFEST)));
  } catch {
    return { what: MANIFEST, why: files.has(MANIFEST) ? 'is no manifest of this format' : 'is missing' };
  }
}

function checkSignature(
  files: PackFiles,
  { publicKeyPem, keyId }: Manifest,
  { tools, keyId: expected }: { tools: PackTools; keyId: string | undefined },
): PackFault[] {
  if (!files.has(SIGNATURE)) return [{ what: SIGNATURE, why: 'is missing' }];
  try {
    const signature = textOf(files, SIGNATURE);
    const isWhole = /^[A-Za-z0-9+/]{86}==\n$/.test(signature) && isCanonical(signature.trim());
    if (!isWhole) return [{ what: SIGNATURE, why: 'is no signature' }];
    if (!tools.isSignedBy(publicKeyPem, textOf(files, MANIFEST), signature.trim()))
      return [{ what: MANIFEST, why: 'does not match its signature' }];
    if (tools.keyIdOf(publicKeyPem) !== keyId) return [{ what: MANIFEST, why: 'names another key' }];
  } catch {
    return [{ what: MANIFEST, why: 'holds no usable key' }];
  }
  if (expected !== undefined && expected !== keyId)
    return [{ what: MANIFEST, why: `is signed by ${keyId}, not by ${expected}` }];
  return [];
}

/** The last character before `==` carries four bits that no byte uses: they have to be zero. */
const isCanonical = (base64: string): boolean => 'AQgw'.includes(base64.charAt(85));

function checkFiles(files: PackFiles, manifest: Manifest, { sha256 }: PackTools): PackFault[] {
  const faults: PackFault[] = [];
  const known = new Set([MANIFEST, SIGNATURE]);
  for (const { name, bytes, sha256: expected } of manifest.files) {
    known.add(name);
    const content = files.get(name);
    if (!content) faults.push({ what: name, why: 'is missing' });
    else if (content.byteLength !== bytes || sha256(content) !== expected)
      faults.push({ what: name, why: 'has been altered' });
  }
  for (const name of files.keys())
    if (!known.has(name)) faults.push({ what: name, why: 'is not of this pack' });
  return faults;
}
