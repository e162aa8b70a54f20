import { isDeepStrictEqual } from 'node:util';
import { isEnded } from '../../../server/domain/case/case.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { listCases, type CaseRecord } from '../../../server/store/cases.ts';
import type { Company } from '../company.ts';

/** A rule by name, and whether it holds. */
type Rules = Readonly<Record<string, boolean>>;
const broken = (rules: Rules): string[] =>
  Object.entries(rules).flatMap(([name, holds]) => (holds ? [] : [name]));
const IN_FAVOUR: readonly string[] = [
  'withdrawn',
  'permitted',
  'unsubstantiated',
  'overturned',
  'revoked',
  'rejected',
];

/** What happened stays as it was written, each move begins where the last one ended, and what is over stays over. */
export function brokenByMove(before: CaseRecord, now: CaseRecord): string[] {
  const { history } = now;
  return broken({
    'what was written stays': isDeepStrictEqual(history.slice(0, before.history.length), before.history),
    'versions only rise': now.version >= before.version,
    'what is over stays over': !isEnded(before.state) || now.state === before.state,
    'each move begins where the last one ended': history.every(
      ({ from }, index) => index === 0 || from === undefined || from === history[index - 1]?.to,
    ),
  });
}

/** R5, R9, M14: who may have done what, and what must have come before. */
export const brokenIn = (record: CaseRecord): string[] => [
  ...broken(rulesOfTruth(record)),
  ...broken(rulesOfPenalty(record)),
  ...broken(rulesOfClocks(record)),
];

function rulesOfTruth({ personId, verification, explanationEndedAt }: CaseRecord): Rules {
  const isTrue = verification?.result === 'substantiated';
  const wasHeard = explanationEndedAt !== undefined && explanationEndedAt <= (verification?.at ?? 0);
  return {
    'heard before anything is found true': !isTrue || wasHeard,
    'nobody finds about themselves': verification?.byId !== personId,
  };
}

function rulesOfPenalty(record: CaseRecord): Rules {
  const { personId, proposal, decision, verification, appeal, execution, outcome = '' } = record;
  // 钱法务 leads the person, 王经理 is no approver: neither decides.
  const outside = [personId, proposal?.byId, verification?.byId, decision?.byId, 'boss', 'wang'];
  const isSigned = decision?.result === 'approved' && verification?.result === 'substantiated';
  return {
    'the second person alone decides': decision === undefined || decision.byId === 'zhou',
    'nothing is carried out unsigned': !execution || (isSigned && record.isTalkOnly !== true),
    'an appeal is decided by somebody new': !appeal?.decision || !outside.includes(appeal.decision.byId),
    'nothing stands of a case that came to nothing':
      !execution || !IN_FAVOUR.includes(outcome) || execution.revokedAt !== undefined,
  };
}

function rulesOfClocks({ state, clock, outcome, waits = [], unmaskAsk }: CaseRecord): Rules {
  const isOver = isEnded(state);
  return {
    'what is over has no deadline': !isOver || clock === undefined,
    'what runs has one': isOver || state === 'open' || clock !== undefined,
    'what is over says how': !isOver || outcome !== undefined,
    'nothing waits once it is over': !isOver || waits.every(({ endedAt }) => endedAt !== undefined),
    'no name is asked for once it is over': !isOver || unmaskAsk === undefined,
  };
}

/** Once the server had its minute: nothing is left to do, nobody is asked for nothing, alert and case agree, no name in a group. */
export async function brokenAtRest({ deps, recording }: Company): Promise<string[]> {
  const cases = await listCases({ limit: 5 });
  const due = cases
    .flatMap(({ pending }) => pending)
    .filter((work) => !('notBefore' in work) || work.notBefore === undefined || work.notBefore <= deps.now());
  const asked = cases.flatMap(({ state, approval, unmaskAsk }) => [
    ...(state === 'proposed' ? [approval?.instanceCode] : []),
    unmaskAsk?.instanceCode,
  ]);
  const waiting = recording.approvals.filter(({ instance }) => instance.status === 'PENDING');
  const lines = await Promise.all(cases.map(({ id }) => listAudit(`cases:${id}`)));
  return broken({
    'nothing is left to do': due.length === 0,
    'nobody is asked for nothing': waiting.every(({ instance }) => asked.includes(instance.instanceCode)),
    'every move is in the audit log once': cases.every(
      ({ history }, index) => history.length === lines[index]?.filter(isOfMove).length,
    ),
    'alert and case agree': await alertsAgree(cases),
    'no name in a group': recording
      .to('oc_pudong')
      .every((message) => !recording.textOf(message).includes('张导购')),
  });
}

/** That an approval was taken back after its penalty had been carried out moves no case. */
const isOfMove = ({ entry }: Awaited<ReturnType<typeof listAudit>>[number]): boolean =>
  entry.action !== 'case.approval_reverted';

async function alertsAgree(cases: readonly CaseRecord[]): Promise<boolean> {
  const alerts = await findAlerts('zhang', '2026-01-01', '2027-12-31');
  return alerts.every(({ caseId, status, exoneratedAt }) => {
    const own = cases.find(({ id }) => id === caseId);
    if (!own) return true;
    if (isEnded(own.state)) return status !== 'open';
    return status !== 'cleared' || exoneratedAt !== undefined;
  });
}
