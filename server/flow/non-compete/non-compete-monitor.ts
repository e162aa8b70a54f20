import type { NonCompeteSource } from '../../contract/non-compete.ts';
import { followMonitoring, refuseStart } from '../../domain/non-compete/monitoring.ts';
import { conflict, forbidden } from '../../errors.ts';
import { readAll } from '../../store/page.ts';
import { listAgreements, saveAgreement, type AgreementRecord } from '../../store/non-compete-agreements.ts';
import { recordRead } from '../../store/reads.ts';
import type { Actor, Deps } from '../deps.ts';
import { loadGround, requireStaff } from './non-compete-parts.ts';
import { agreementWork, changeAgreement, loadAgreement } from './non-compete-step.ts';

/** HR lead starts it, for named sources and a purpose the person can read; refused with every reason while it may not run. */
export async function startMonitoring(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number; sources: readonly NonCompeteSource[]; purpose: string },
): Promise<AgreementRecord> {
  const agreement = await loadAgreement(input.id);
  requireStaff(actor, ['hr_lead'], agreement.personId);
  if (agreement.review?.byId === actor.personId) throw forbidden('is_reviewer');
  if (agreement.monitoring.state === 'running') throw conflict('already_running');
  const ground = await loadGround(deps);
  const sources = [...new Set(input.sources)];
  const reasons = refuseStart(agreement, sources, ground);
  if (reasons.length > 0) throw conflict('not_eligible', { reasons });
  const { purpose, version } = input;
  const started = await changeAgreement(deps, agreement, {
    actor,
    version,
    action: 'start',
    to: sources.join(' '),
    changes: {
      monitoring: { state: 'running', sources, startedAt: ground.at, startedById: actor.personId, purpose },
    },
  });
  const { personId } = agreement;
  await recordRead({
    personId,
    readerId: actor.personId,
    what: 'non_compete.monitor',
    purpose,
    at: ground.at,
  });
  return started;
}

/** A person stops it, at any time. */
export async function stopMonitoring(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number; reason: string },
): Promise<AgreementRecord> {
  const agreement = await loadAgreement(input.id);
  requireStaff(actor, ['hr', 'hr_lead', 'legal'], agreement.personId);
  const { monitoring } = agreement;
  if (monitoring.state !== 'running') throw conflict('not_running');
  const stopped = { state: 'stopped', sources: [], stoppedAt: deps.now(), stopReasons: ['manual'] } as const;
  return changeAgreement(deps, agreement, {
    actor,
    version: input.version,
    action: 'stop',
    why: input.reason,
    changes: { monitoring: { ...monitoring, ...stopped } },
  });
}

/** What the passing of time stops: a missed payment, the end of the term or of the authorisation. Safe to repeat. */
export async function followAgreements(deps: Deps): Promise<number> {
  const ground = await loadGround(deps);
  let stopped = 0;
  for (const agreement of await readAll(
    (page) => listAgreements({ running: true, ...page }),
    ({ createdAt, id }) => ({ at: createdAt, id }),
  )) {
    if (followMonitoring(agreement, ground, ground.at) === null) continue;
    const { next, pending } = agreementWork({ ...agreement, version: agreement.version + 1 }, ground);
    if (await saveAgreement(agreement, next, pending)) stopped += 1;
  }
  if (stopped > 0) await deps.enqueue({ name: 'relay' });
  return stopped;
}
