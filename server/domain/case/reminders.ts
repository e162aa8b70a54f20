import type { ReminderStep } from '../../contract/case.ts';
import type { Clock } from './case.ts';

const MIN_MS = 60_000;
/** Shares of a clock's time at which it is reminded of (product M14). */
const HALF = 0.5;
const MOST = 0.8;
const order: readonly ReminderStep[] = ['half', 'most', 'due', 'urgent'];

/** The instants a clock is reminded of at, in order: half, 80 %, when it is due, and later urgently. */
export function reminderMoments(
  { startedAt, dueAt }: Clock,
  urgentAfterMin: number,
): readonly Readonly<{ step: ReminderStep; at: Date }>[] {
  const lengthMs = +dueAt - +startedAt;
  return [
    { step: 'half', at: new Date(+startedAt + HALF * lengthMs) },
    { step: 'most', at: new Date(+startedAt + MOST * lengthMs) },
    { step: 'due', at: dueAt },
    { step: 'urgent', at: new Date(+dueAt + urgentAfterMin * MIN_MS) },
  ];
}

/**
 * The one reminder to send now: the latest whose time has come, unless it or a later one is out. What was slept through is not made up
 * for by three messages at once.
 */
export function reminderDue(clock: Clock, at: Date, urgentAfterMin: number): ReminderStep | null {
  const due = reminderMoments(clock, urgentAfterMin).findLast((moment) => moment.at <= at);
  if (!due) return null;
  const sent = (clock.reminded ?? []).map((step) => order.indexOf(step));
  return sent.some((index) => index >= order.indexOf(due.step)) ? null : due.step;
}

/** The next instant after `at` at which this clock has to be looked at. */
export function nextReminderAt(clock: Clock, urgentAfterMin: number): Date | null {
  const sent = Math.max(-1, ...(clock.reminded ?? []).map((step) => order.indexOf(step)));
  return reminderMoments(clock, urgentAfterMin)[sent + 1]?.at ?? null;
}
