import type { PackAudit } from '../../contract/evidence-pack.ts';
import { conflict } from '../../errors.ts';
import { listAuditOf } from '../../store/audit.ts';
import { findCheckpointOver, listSigningKeys } from '../../store/audit-checkpoints.ts';
import { proveLink, signCheckpoint } from '../audit/audit-checkpoint.ts';
import type { Deps } from '../deps.ts';

/** The audit links about some subjects, each with its way up to one signed checkpoint. */
export async function auditPart(deps: Deps, subjects: readonly string[]): Promise<PackAudit> {
  const links = await listAuditOf(subjects);
  await signCheckpoint(deps);
  const checkpoint = await findCheckpointOver(links.at(-1)?.seq ?? 1);
  const key = (await listSigningKeys()).find(({ keyId }) => keyId === checkpoint?.keyId);
  if (!checkpoint || !key) throw conflict('audit_broken');
  const proven: PackAudit['links'] = [];
  for (const { _id, seq, entry, prevHash, hash } of links)
    proven.push({
      id: _id,
      seq,
      entry: JSON.parse(JSON.stringify(entry)),
      prevHash,
      hash,
      path: await proveLink(seq, checkpoint.size),
    });
  return {
    checkpoint: { ...checkpoint, at: checkpoint.at.toISOString() },
    publicKeyPem: key.publicKeyPem,
    links: proven,
  };
}
