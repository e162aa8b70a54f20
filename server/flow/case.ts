import { createHash } from 'node:crypto';
import type { ExplainBody, VerifyBody } from '../contract/case.ts';
import { contactClock, decisionClock, explanationClock, verificationClock } from '../domain/case/clocks.ts';
import { isExplanationOver } from '../domain/case/name.ts';
import { addDays, dayOf } from '../domain/time.ts';
import { conflict } from '../errors.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findSchedules } from '../store/schedules.ts';
import { zoneOf } from './calendar.ts';
import { loadCase, stepCase } from './case-step.ts';
import type { Actor, Deps } from './deps.ts';
import { SYSTEM } from './deps.ts';

const ROSTER_DAYS = 11;

/** T0: the person gets the facts, HR gets the case under a pseudonym, and the contact clock starts. */
export async function publishCase(
  deps: Deps,
  record: CaseRecord,
  actor: Actor = SYSTEM,
): Promise<CaseRecord> {
  const clock = contactClock(deps.now());
  return stepCase(deps, record, {
    event: 'publish',
    actor,
    changes: { clock },
    cards: [{ slot: 'case-hr' }],
  });
}

/** HR writes to the person through the bot; somebody off duty is written to at the next shift start. */
export async function contactCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version?: number; note?: string },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const at = deps.now();
  const roster = await loadRoster(record, at);
  const from = roster.queuedUntil ?? at;
  const zone = await zoneOf(record);
  const explanation = explanationClock(from, roster.days, zone);
  const answered = record.explanation !== undefined;
  return stepCase(deps, record, {
    event: 'contact',
    actor,
    ...(input.version !== undefined && { version: input.version }),
    changes: {
      contact: {
        at,
        byId: actor.personId,
        ...(input.note !== undefined && { note: input.note }),
        ...(roster.queuedUntil && { queuedUntil: roster.queuedUntil }),
      },
      explanationDueAt: explanation.dueAt,
      clock: answered ? verificationClock(at, zone) : explanation,
    },
    cards: [{ slot: 'contact', ...(roster.queuedUntil && { notBefore: roster.queuedUntil }) }],
  });
}

/** The person answers; the same answer sent twice is one answer, and a case that moved meanwhile still takes it. */
export async function explainCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: ExplainBody },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { id, quickReason, text } = input.body;
  if (record.explanation && record.personId === actor.personId) return repeatedAnswer(record, input.body);
  const at = deps.now();
  const clock = record.state === 'contacted' ? verificationClock(at, await zoneOf(record)) : record.clock;
  return stepCase(deps, record, {
    event: 'explain',
    actor,
    changes: { explanation: { id, at, quickReason, text }, ...(clock && { clock }) },
  });
}

/** The period ended unanswered: silence proves nothing, HR verifies with what there is. */
export async function endExplanation(deps: Deps, record: CaseRecord): Promise<CaseRecord> {
  const clock = verificationClock(deps.now(), await zoneOf(record));
  return stepCase(deps, record, { event: 'end_explanation', actor: SYSTEM, changes: { clock } });
}

/** HR says what was found. Unsubstantiated or permitted closes the case at once. */
export async function verifyCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: VerifyBody },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, result, reason } = input.body;
  const at = deps.now();
  const step = {
    event: 'verify',
    actor,
    version,
    reason,
    against: result === 'substantiated',
  } as const;
  const verification = { at, byId: actor.personId, result, reason };
  if (result === 'substantiated') {
    const clock = decisionClock(at, await zoneOf(record));
    return stepCase(deps, record, { ...step, changes: { verification, clock } });
  }
  return stepCase(deps, record, {
    ...step,
    changes: { verification },
    followedBy: { event: 'close', changes: { outcome: result }, stopClock: true },
    cards: [{ slot: 'decision' }],
  });
}

/** Lane A: a talk, no penalty and no file entry; HR alone closes it. */
export async function talkCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version: number; reason: string },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  return stepCase(deps, record, {
    event: 'talk',
    actor,
    version: input.version,
    reason: input.reason,
    changes: { lane: 'A', outcome: 'talk' },
    stopClock: true,
    cards: [{ slot: 'decision' }],
  });
}

/** Case ids follow from the alert and its round, so that opening twice opens once. */
export function caseIdOf(alertId: string, round: number): string {
  return `c${createHash('sha256').update(`${alertId}#${round}`).digest('hex').slice(0, 23)}`;
}

/** What the sweep does for a case whose explanation period is over. */
export const mayEndExplanation = (record: CaseRecord, at: Date): boolean =>
  record.state === 'contacted' && record.clock?.kind === 'explanation' && isExplanationOver(record, at);

function repeatedAnswer(record: CaseRecord, body: ExplainBody): CaseRecord {
  const given = record.explanation;
  const same = given?.id === body.id && given.text === body.text && given.quickReason === body.quickReason;
  if (same) return record;
  throw conflict('already_explained', 'this case has another answer already');
}

/** The days the person works next, and the next shift start when nobody may be written to before. */
async function loadRoster(record: CaseRecord, at: Date): Promise<{ days: string[]; queuedUntil?: Date }> {
  const today = dayOf(at, record.timeZone);
  const schedules = await findSchedules(record.personId, today, addDays(today, ROSTER_DAYS));
  const working = schedules.filter(({ shifts }) => shifts.length > 0);
  const days = working.map(({ day }) => day);
  const isOnLeave = schedules.some(({ leaves }) =>
    leaves.some((leave) => leave.startAt <= at && at < leave.endAt),
  );
  if (days.includes(today) && !isOnLeave) return { days };
  const starts = working.flatMap(({ shifts }) => shifts.map(({ startAt }) => startAt));
  const isFree = (start: Date) =>
    !schedules.some(({ leaves }) => leaves.some((leave) => leave.startAt <= start && start < leave.endAt));
  const queuedUntil = starts.toSorted((a, b) => +a - +b).find((start) => start > at && isFree(start));
  return { days, ...(queuedUntil && { queuedUntil }) };
}
