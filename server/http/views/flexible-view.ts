import type { FlexibleAction, FlexibleDay, FlexibleView } from '../../contract/flexible.ts';
import { wallClock } from '../../domain/expected-days.ts';
import { plannedShifts } from '../../domain/flexible-hours.ts';
import { hoursOf, type FlexedDay } from '../../domain/flexed-days.ts';
import type { DaySchedule } from '../../domain/working-time.ts';
import type { FlexibleShift } from '../../store/flexible-shifts.ts';
import { askedView } from './asked-view.ts';

/** `region`: manages the region of the person without having been asked, and reads the hours without a word of why. */
export type FlexibleReader = 'subject' | 'hr' | 'asked' | 'region';

/** `today` is the day where the person is. */
export function flexibleView(
  stored: FlexibleShift,
  { reader, today }: Readonly<{ reader: FlexibleReader; today: string }>,
): FlexibleView {
  const request = reader === 'region' ? withoutWords(stored) : stored;
  const { id, version, weekdays, startTime, endTime, fromDay, toDay, lastDay, reason, note } = request;
  const { status, endedAt } = request;
  return {
    id,
    version,
    weekdays: [...weekdays],
    startTime,
    endTime,
    fromDay,
    toDay,
    lastDay,
    ...(reason !== undefined && { reason }),
    ...(note !== undefined && { note }),
    status,
    isOver: status === 'approved' && lastDay < today,
    ...askedView(request),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    actions: actionsFor(request, reader, today),
  };
}

function withoutWords(request: FlexibleShift): FlexibleShift {
  const { reason: _why, note: _note, comment: _answer, endReason: _end, answers, ...hours } = request;
  return { ...hours, answers: answers.map(({ comment: _said, ...answer }) => answer) };
}

function actionsFor(
  { status, lastDay }: FlexibleShift,
  reader: FlexibleReader,
  today: string,
): FlexibleAction[] {
  const mayEnd = status === 'approved' && lastDay > today;
  if (reader === 'hr') return mayEnd ? ['end'] : [];
  if (reader !== 'subject') return [];
  if (status === 'pending') return ['withdraw'];
  return mayEnd ? ['stop'] : [];
}

/** One day before and after, on the wall clock. */
export function flexedDayView({ before, after, isExpected }: FlexedDay): FlexibleDay {
  return {
    day: before.day,
    before: shiftsOf(before),
    after: shiftsOf(after),
    beforeHours: hoursOf(before),
    afterHours: hoursOf(after),
    isExpected,
  };
}

function shiftsOf(schedule: DaySchedule): FlexibleDay['before'] {
  const clock = (at: Date): string => wallClock(at, schedule.day, schedule.timeZone);
  return plannedShifts(schedule).map(({ startAt, endAt, breaks }) => ({
    from: clock(startAt),
    to: clock(endAt),
    breaks: breaks.map((rest) => ({ from: clock(rest.startAt), to: clock(rest.endAt) })),
  }));
}
