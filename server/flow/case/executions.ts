import type { Execution } from '../../contract/view-sanction.ts';
import { standingMeasures } from '../../domain/case/standing-measures.ts';
import { addDays, instantOf } from '../../domain/time.ts';
import { listExecuted, type ExecutedCase } from '../../store/case-history.ts';
import { findPeople } from '../../store/people.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { recordRead } from '../../store/reads.ts';
import type { Actor, Deps } from '../deps.ts';

/**
 * Penalties carried out, made milder or taken back on days from `fromDay` to `toDay`: nothing is sent anywhere by itself (product M15).
 * Each look is in the ledger.
 */
export async function listExecutions(
  deps: Deps,
  actor: Actor,
  { fromDay, toDay }: Readonly<{ fromDay: string; toDay: string }>,
): Promise<Execution[]> {
  const timeZone = await getTimeZone();
  const from = instantOf(fromDay, '00:00', timeZone);
  const to = instantOf(addDays(toDay, 1), '00:00', timeZone);
  const records = (await listExecuted(from, to)).filter((record) => isNewsIn(record, from, to));
  const look = { readerId: actor.personId, what: 'case.execution', at: deps.now() };
  await Promise.all(
    records.map(({ personId, caseNo }) =>
      recordRead({ ...look, personId, purpose: `case.execution ${caseNo}` }),
    ),
  );
  const ids = records.flatMap(({ personId, decision }) => [personId, decision?.byId ?? '']);
  const people = new Map((await findPeople(ids)).map((person) => [person.id, person]));
  const nameOf = (id: string | undefined): string => people.get(id ?? '')?.name ?? '';
  return records.map((record) =>
    toExecution(record, {
      employeeNo: people.get(record.personId)?.employeeNo ?? '',
      decidedBy: nameOf(record.decision?.byId),
    }),
  );
}

function toExecution(
  { caseNo, execution, proposal, appeal }: ExecutedCase,
  who: Pick<Execution, 'employeeNo' | 'decidedBy'>,
): Execution {
  const { deductionFen, fineFen, pay, agreement } = proposal?.sanction ?? {};
  const own = standingMeasures({ proposal, execution, appeal });
  const changedAt = changeOf(execution, appeal);
  return {
    caseNo,
    ...who,
    executedAt: execution?.at.toISOString() ?? '',
    decisionId: execution?.decisionId ?? '',
    measures: own.join(' '),
    deductionFen: own.includes('performance_deduction') ? (deductionFen ?? 0) : 0,
    deductionMonth: own.includes('performance_deduction') ? (pay?.month ?? '') : '',
    fineFen: own.includes('fine') ? (fineFen ?? 0) : 0,
    agreement: agreement ?? '',
    changedAt: changedAt?.toISOString() ?? '',
    revokedAt: execution?.revokedAt?.toISOString() ?? '',
  };
}

/** An appeal that left the penalty as it was, or was over before it was carried out, is no news for payroll. */
function isNewsIn({ execution, appeal }: ExecutedCase, from: Date, to: Date): boolean {
  const news = [execution?.at, execution?.revokedAt, changeOf(execution, appeal)];
  return news.some((at) => at !== undefined && at >= from && at < to);
}

/** When an appeal made milder what had been carried out. */
function changeOf(execution: ExecutedCase['execution'], appeal: ExecutedCase['appeal']): Date | undefined {
  const decision = appeal?.decision;
  const isChange = decision?.changedTo !== undefined && !execution?.revokedAt;
  return isChange && execution && decision.at > execution.at ? decision.at : undefined;
}
