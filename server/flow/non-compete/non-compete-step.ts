import type { Agreement } from '../../domain/non-compete/agreement.ts';
import { followMonitoring } from '../../domain/non-compete/monitoring.ts';
import { notFound } from '../../errors.ts';
import { findAgreement, saveAgreement, type AgreementRecord } from '../../store/non-compete-agreements.ts';
import type { Pending } from '../../store/pending.ts';
import type { Actor, Deps } from '../deps.ts';
import { auditLine, loadGround, staleVersion, type Ground } from './non-compete-parts.ts';

export async function loadAgreement(id: string): Promise<AgreementRecord> {
  const found = await findAgreement(id);
  if (!found) throw notFound('agreement');
  return found;
}

type Change = Readonly<{
  actor: Actor;
  version?: number;
  action: string;
  to?: string;
  why?: string;
  changes: Partial<Agreement>;
}>;

/** One change in one write: whatever it takes the ground from stops in the same document. */
export async function changeAgreement(
  deps: Pick<Deps, 'now' | 'enqueue'>,
  before: AgreementRecord,
  change: Change,
): Promise<AgreementRecord> {
  if (change.version !== undefined && change.version !== before.version) throw staleVersion();
  const ground = await loadGround(deps);
  const changed = { ...before, ...change.changes, version: before.version + 1 };
  const { next, pending } = agreementWork(changed, ground);
  const { actor, action, to, why } = change;
  const where = {
    collection: 'non_compete_agreements',
    id: before.id,
    version: next.version,
    personId: before.personId,
  };
  const audit = auditLine(where, {
    at: ground.at,
    actorId: actor.personId,
    action: `non_compete.${action}`,
    ...(to !== undefined && { to }),
    ...(why !== undefined && { why }),
  });
  const saved = await saveAgreement(before, next, [audit, ...pending]);
  if (!saved) throw staleVersion();
  await deps.enqueue({ name: 'relay' });
  return saved;
}

/** The agreement with its monitoring brought in line, and what that leaves to do. */
export function agreementWork(
  changed: AgreementRecord,
  ground: Ground,
): Readonly<{ next: AgreementRecord; pending: Pending[] }> {
  const { id, version, personId } = changed;
  const follow: Pending = { id: `${id}:${version}:follow`, kind: 'follow' };
  const monitoring = followMonitoring(changed, ground, ground.at);
  if (!monitoring) return { next: changed, pending: [follow] };
  const isOver = monitoring.state === 'stopped';
  const audit = auditLine(
    { collection: 'non_compete_agreements', id, version, personId },
    {
      at: ground.at,
      actorId: 'system',
      action: isOver ? 'non_compete.stop' : 'non_compete.narrow',
      to: monitoring.sources.join(' '),
      why: monitoring.stopReasons?.join(' ') ?? '',
      index: 1,
    },
  );
  const card: Pending[] = isOver ? [{ id: `${id}:${version}:card`, kind: 'card', slot: 'stopped' }] : [];
  return { next: { ...changed, monitoring }, pending: [audit, ...card, follow] };
}
