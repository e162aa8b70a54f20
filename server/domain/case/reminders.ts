import type { ReminderStep } from '../../contract/case.ts';
import { isWorkday, lastOfficeDay, lastOfficeTime, nextOfficeTime } from '../calendar.ts';
import { dayOf } from '../time.ts';
import type { Clock } from './case.ts';
import type { ClockZone } from './clocks.ts';

const MIN_MS = 60_000;
/** Shares of a clock's time at which it is reminded of (product M14). */
const HALF = 0.5;
const MOST = 0.8;
const order: readonly ReminderStep[] = ['half', 'most', 'due', 'urgent'];

/** How reminders are timed: minutes after the deadline for the urgent one, and where people are at work. */
type ReminderRule = Readonly<{ urgentAfterMin: number; zone: ClockZone }>;

/**
 * The instants at which a clock is reminded of, in order: at half of its time, at 80 %, when it is due, and urgently after that. The
 * deadline never moves, but reminders keep to working hours. A warning waits until people are at work again, or comes before they leave
 * when that would be too late. A deadline on a free day is warned of on the last working day before, and its passing is told when people
 * are back.
 */
export function reminderMoments(
  { startedAt, dueAt }: Clock,
  { urgentAfterMin, zone }: ReminderRule,
): readonly Readonly<{ step: ReminderStep; at: Date }>[] {
  const shareAt = (share: number): Date => new Date(+startedAt + share * (+dueAt - +startedAt));
  const first = nextOfficeTime(startedAt, zone);
  const warnAt = (wished: Date): Date => {
    const next = nextOfficeTime(wished, zone);
    if (next < dueAt) return next;
    const last = lastOfficeTime(wished, zone);
    return last > first ? last : first;
  };
  const isFree = !isWorkday(dayOf(dueAt, zone.timeZone), zone.overrides).workday;
  const most = shareAt(MOST);
  const lastDayAt = isFree ? lastOfficeDay(dueAt, zone) : most;
  const overdueAt = nextOfficeTime(dueAt, zone);
  const halfAt = warnAt(shareAt(HALF));
  const mostAt = warnAt(lastDayAt > most ? lastDayAt : most);
  return [
    { step: 'half', at: halfAt },
    { step: 'most', at: mostAt > halfAt ? mostAt : halfAt },
    { step: 'due', at: overdueAt },
    { step: 'urgent', at: nextOfficeTime(new Date(+overdueAt + urgentAfterMin * MIN_MS), zone) },
  ];
}

/**
 * The one reminder to send now: the latest that is due, unless it or a later one was sent. Reminders that were missed are not sent
 * afterwards, so that nobody gets three messages at once.
 */
export function reminderDue(clock: Clock, at: Date, rule: ReminderRule): ReminderStep | null {
  const due = reminderMoments(clock, rule).findLast((moment) => moment.at <= at);
  if (!due) return null;
  const sent = (clock.reminded ?? []).map((step) => order.indexOf(step));
  return sent.some((index) => index >= order.indexOf(due.step)) ? null : due.step;
}
