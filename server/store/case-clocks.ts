import type { CaseState, ReminderStep } from '../contract/case.ts';
import type { Case, CaseMove } from '../domain/case/case.ts';
import type { Deadlines } from '../domain/case/deadlines.ts';
import type { CaseTurn } from '../domain/case/whose-turn.ts';
import { Cases, type CaseDoc, type CaseRecord } from './cases.ts';
import type { Pending } from './pending.ts';

/** The first deadline of any running clock after `after`. */
export async function findNextDeadline(after: Date): Promise<Date | null> {
  const query = Cases.findOne({ 'clock.dueAt': { $gt: after } });
  const next = await query.sort({ 'clock.dueAt': 1 }).lean<CaseDoc>();
  return next?.clock?.dueAt ?? null;
}

/** Notes deadlines derived anew, if the case still is as it was, deadlines and all; nobody moved it, so its version stays. */
export async function saveDeadlines(
  { id, version, clock }: Case,
  deadlines: Deadlines,
  { rows, pending }: Readonly<{ rows: readonly CaseMove[]; pending: readonly Pending[] }>,
): Promise<void> {
  const pushed = {
    ...(rows.length > 0 && { history: { $each: [...rows] } }),
    ...(pending.length > 0 && { pending: { $each: [...pending] } }),
  };
  await Cases.updateOne(
    { _id: id, version, 'clock.dueAt': clock?.dueAt ?? null },
    { $set: deadlines, ...(Object.keys(pushed).length > 0 && { $push: pushed }) },
  );
}

/**
 * Queues one reminder of the running clock; its slot names the clock and the step, so that each is sent once. `others` go with it, and
 * what was sent before catches up.
 */
export async function saveReminder(
  { clock, id }: CaseRecord,
  step: ReminderStep,
  others: readonly string[] = [],
): Promise<void> {
  if (!clock) return;
  const slots = [`clock:${clock.kind}:${+clock.dueAt}:${step}`, ...others];
  const pending: Pending[] = [
    ...slots.map((slot) => ({ id: `${id}:${slot}`, kind: 'card', slot }) as const),
    { id: `${id}:${slots[0]}:refresh`, kind: 'refresh' },
  ];
  await Cases.updateOne(
    { _id: id, 'clock.kind': clock.kind, 'clock.dueAt': clock.dueAt, 'clock.reminded': { $ne: step } },
    { $push: { 'clock.reminded': step, pending: { $each: pending } } },
  );
}

/** Of every case under way what says whose turn it is. */
export async function findTurns(states: readonly CaseState[]): Promise<CaseTurn[]> {
  const shown = {
    personId: 1,
    state: 1,
    clock: 1,
    publishAt: 1,
    'approval.approverIds': 1,
    'unmaskAsk.approverIds': 1,
    'appeal.deciderIds': 1,
  } as const;
  return Cases.find({ state: { $in: [...states] } }, shown).lean<CaseTurn[]>();
}

/** Which of these cases stand in one of the states. */
export async function findCasesIn(
  ids: readonly string[],
  states: readonly CaseState[],
): Promise<Set<string>> {
  const query = Cases.find({ _id: { $in: [...ids] }, state: { $in: [...states] } }, { _id: 1 });
  return new Set((await query.lean<{ _id: string }[]>()).map(({ _id }) => _id));
}
