import { PackAuditSchema, type PackAudit } from '../../contract/evidence-pack.ts';
import { linkHash } from '../audit/chain.ts';
import { checkpointText } from '../audit/checkpoint.ts';
import { leafNode, rootThrough } from '../audit/merkle.ts';
import { textOf, type PackFault, type PackFiles, type PackTools } from './pack-files.ts';

const FILE = 'audit.json';

/** Whether every link holds, stands in order and leads up to the signed checkpoint. */
export function checkAuditFile(files: PackFiles, tools: PackTools): PackFault[] {
  let audit: PackAudit;
  try {
    audit = PackAuditSchema.parse(JSON.parse(textOf(files, FILE)));
  } catch {
    return [{ what: FILE, why: 'is no list of audit links' }];
  }
  const { checkpoint, publicKeyPem, links } = audit;
  const text = checkpointText({ ...checkpoint, at: new Date(checkpoint.at) });
  const faults: PackFault[] = [];
  const isSigned = tools.isSignedBy(publicKeyPem, text, checkpoint.signature);
  if (!isSigned || tools.keyIdOf(publicKeyPem) !== checkpoint.keyId)
    faults.push({ what: `${FILE} checkpoint ${checkpoint.size}`, why: 'does not match its signature' });
  let before = 0;
  for (const { path, ...link } of links) {
    const what = `${FILE} link ${link.seq}`;
    if (link.seq <= before) faults.push({ what, why: 'stands out of order' });
    before = link.seq;
    if (linkHash(link, tools.sha256) !== link.hash) faults.push({ what, why: 'does not match its hash' });
    const place = { node: leafNode(link.hash, tools.sha256), index: link.seq - 1, size: checkpoint.size };
    if (rootThrough(path, place, tools.sha256) !== checkpoint.root)
      faults.push({ what, why: 'is not under the signed checkpoint' });
  }
  return faults;
}
