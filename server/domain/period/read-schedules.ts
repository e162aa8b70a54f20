import type { Period } from '../../contract/period.ts';
import { subtractIntervals, type Interval } from '../interval.ts';
import { dayOf } from '../time.ts';
import { PERIOD_OVERTIME, type DaySchedule, type Shift } from '../working-time.ts';

type Span = Readonly<{ start: string; end: string }>;

/**
 * The days with working time, in order. A shift belongs to the day it starts on in the person's zone; overtime is working time beside
 * the shifts and their breaks.
 */
export function readSchedules({ person, shifts, leaves }: Pick<Period, 'person' | 'shifts' | 'leaves'>) {
  const { id: personId, timeZone } = person;
  const overtime = leaves.filter(({ kind }) => kind === 'overtime').map(intervalOf);
  const regular = onceEach(shifts).map((shift) => readShift(shift, overtime));
  const worked = [...regular, ...overtimeShifts(regular, overtime)].filter(
    ({ startAt, endAt }) => startAt.getTime() < endAt.getTime(),
  );
  const ofKind = (kind: string, span: Interval) =>
    leaves
      .filter((leave) => leave.kind === kind)
      .map(intervalOf)
      .filter(
        ({ startAt, endAt }) =>
          startAt.getTime() < span.endAt.getTime() && endAt.getTime() > span.startAt.getTime(),
      );
  const byDay = new Map<string, Shift[]>();
  for (const shift of worked) {
    const day = dayOf(continuedBy(shift, regular).startAt, timeZone);
    byDay.set(day, [...(byDay.get(day) ?? []), shift]);
  }
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, ofDay]): DaySchedule => {
      const sorted = ofDay.toSorted(
        (a, b) => a.startAt.getTime() - b.startAt.getTime() || a.endAt.getTime() - b.endAt.getTime(),
      );
      const span = reachOf(sorted);
      return {
        personId,
        day,
        timeZone,
        shifts: sorted,
        leaves: ofKind('leave', span),
        trips: ofKind('trip', span),
      };
    });
}

/** Milliseconds between a shift and overtime that goes on from it: a meal. */
export const OVERTIME_PAUSE_MS = 3_600_000;

/** The shift that overtime goes on from, though midnight lies between; else the shift itself. */
function continuedBy(shift: Shift, regular: readonly Shift[]): Shift {
  if (!shift.id.startsWith(PERIOD_OVERTIME)) return shift;
  const pauseMs = ({ endAt }: Shift) => shift.startAt.getTime() - endAt.getTime();
  return regular.find((one) => pauseMs(one) >= 0 && pauseMs(one) <= OVERTIME_PAUSE_MS) ?? shift;
}

/** The shifts without those that stand there twice. */
function onceEach(shifts: Period['shifts']): Period['shifts'] {
  const byTime = new Map<string, Period['shifts'][number]>();
  for (const shift of shifts) {
    const key = `${Date.parse(shift.start)} ${Date.parse(shift.end)}`;
    const known = byTime.get(key);
    if (!known || (known.placeId === undefined && shift.placeId !== undefined)) byTime.set(key, shift);
  }
  return [...byTime.values()];
}

function readShift(
  { placeId, breaks, ...span }: Period['shifts'][number],
  overtime: readonly Interval[],
): Shift {
  const interval = intervalOf(span);
  return {
    id: interval.startAt.toISOString(),
    ...interval,
    breaks: subtractIntervals(breaks.map(intervalOf), overtime),
    ...(placeId !== undefined && { placeId }),
  };
}

function overtimeShifts(regular: readonly Shift[], overtime: readonly Interval[]): Shift[] {
  return subtractIntervals(overtime, regular).map((interval) => ({
    id: `${PERIOD_OVERTIME}${interval.startAt.toISOString()}`,
    ...interval,
    breaks: [],
  }));
}

/** Margins of the shifts belong to the day, so what touches them does too. */
const MARGIN_MS = 3_600_000;

function reachOf(shifts: readonly Shift[]): Interval {
  return {
    startAt: new Date(Math.min(...shifts.map(({ startAt }) => startAt.getTime())) - MARGIN_MS),
    endAt: new Date(Math.max(...shifts.map(({ endAt }) => endAt.getTime())) + MARGIN_MS),
  };
}

/** A span of ISO 8601 texts as instants. */
export const intervalOf = ({ start, end }: Span): Interval => ({
  startAt: new Date(start),
  endAt: new Date(end),
});
