import type { UnmaskBody } from '../../contract/case.ts';
import { conflict } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPeopleWithRole, type Person } from '../../store/people.ts';
import { recordRead } from '../../store/reads.ts';
import { codeOf } from '../approval/approval.ts';
import { isTakenBack, type ApprovalAnswer, type ApprovalEnd } from '../approval/approval-topic.ts';
import { loadCase, mayStep, stepCase } from './case-step.ts';
import { SYSTEM, type Actor, type Deps } from '../deps.ts';
import { pickApprover } from '../approval/pick-approver.ts';
import { isInLine } from './reporting-line.ts';

const HOUR_MS = 3_600_000;

/** HR asks to see whose case it is, for a purpose and at most a day; a second person consents in the chat (trust R8, R12). */
export async function askUnmask(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: UnmaskBody },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, purpose, hours } = input.body;
  codeOf(deps, 'unmask');
  const approver = pickApprover(await findUnmaskApprovers(record.personId, actor.personId), record.id);
  if (!approver) throw conflict('no_approver');
  const requestId = `${record.id}-${record.version + 1}-name`;
  const who = { byId: actor.personId, approverIds: [approver.id] };
  return stepCase(deps, record, {
    event: 'ask_unmask',
    actor,
    version,
    reason: purpose,
    changes: { unmaskAsk: { requestId, at: deps.now(), purpose, hours, ...who } },
    approval: 'unmask',
  });
}

/** The second person consented: the name is open until the hours are over, and the person's ledger says so beforehand. */
export async function openName(
  deps: Deps,
  record: CaseRecord,
  { decider, comment }: Exclude<ApprovalAnswer, { result: 'ended' }>,
): Promise<void> {
  const { unmaskAsk: ask } = record;
  if (ask?.instanceCode === undefined) return;
  const at = deps.now();
  const { requestId, purpose, hours, byId: askedById, instanceCode } = ask;
  const read = { personId: record.personId, readerId: askedById, what: 'case.name', purpose, at };
  // A look without its entry may not be: an entry without its look may.
  await recordRead(read, requestId);
  const untilAt = new Date(+at + hours * HOUR_MS);
  await stepCase(deps, record, {
    event: 'unmask',
    actor: {
      personId: decider.id,
      roles: decider.roles,
      leadsSubject: await isInLine(decider, record.personId),
    },
    ...(comment !== '' && { reason: comment }),
    changes: { unmask: { at, askedById, byId: decider.id, purpose, untilAt, instanceCode } },
  });
}

/** The second person declined; the case stays as it is. */
export async function declineName(
  deps: Deps,
  record: CaseRecord,
  { decider, comment }: Exclude<ApprovalAnswer, { result: 'ended' }>,
): Promise<void> {
  await stepCase(deps, record, {
    event: 'end_unmask',
    actor: { personId: decider.id, roles: decider.roles },
    reason: `unmask_declined ${comment}`.trim(),
  });
}

/** A request that ended by itself leaves the case as it is, with the reason. */
export async function endAsk(deps: Deps, record: CaseRecord, reason: ApprovalEnd): Promise<void> {
  if (mayStep(deps, record, 'end_unmask', SYSTEM))
    await stepCase(deps, record, { event: 'end_unmask', actor: SYSTEM, reason });
}

/** A consent that was taken back closes the name at once. */
export async function closeName(deps: Deps, record: CaseRecord, reason: ApprovalEnd): Promise<void> {
  const { unmask } = record;
  const at = deps.now();
  if (!isTakenBack(reason) || !unmask || at >= unmask.untilAt || !mayStep(deps, record, 'end_unmask', SYSTEM))
    return;
  const changes = { unmask: { ...unmask, untilAt: at } };
  await stepCase(deps, record, { event: 'end_unmask', actor: SYSTEM, reason, changes });
}

/** HR leads first, else lawyers: neither who asks nor the subject, nor anybody in one line with the subject. */
export async function findUnmaskApprovers(subjectId: string, askerId: string): Promise<Person[]> {
  for (const role of ['hr_lead', 'legal'] as const) {
    const others = (await findPeopleWithRole(role)).filter(({ id }) => id !== askerId && id !== subjectId);
    const inLine = await Promise.all(others.map((person) => isInLine(person, subjectId)));
    const free = others.filter((_, index) => inLine[index] === false);
    if (free.length > 0) return free;
  }
  return [];
}
