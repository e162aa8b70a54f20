import type { CaseActor } from '../../domain/case/guard.ts';
import type { CaseRecord } from '../../store/cases.ts';
import type { Deps } from '../deps.ts';
import { freshDecisionSlot } from './case-revert.ts';
import { loadCase, stepCase } from './case-step.ts';
import { waitsEnded } from './case-wait.ts';

/**
 * A penalty whose ground has fallen is taken back, before it is carried out or at any time after, also of a case that is closed. Only a
 * person does so, with a reason that the person of the case reads in a message of its own.
 */
export async function revokePenalty(
  deps: Deps,
  actor: CaseActor,
  input: Readonly<{ caseId: string; version: number; reason: string }>,
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, reason } = input;
  const at = deps.now();
  return stepCase(deps, record, {
    event: 'revoke',
    actor,
    version,
    reason,
    changes: {
      outcome: 'revoked',
      revocation: { at, byId: actor.personId, reason },
      ...(record.execution && { execution: { ...record.execution, revokedAt: at } }),
      ...waitsEnded(record, at),
    },
    cards: [{ slot: freshDecisionSlot(record) }],
  });
}
