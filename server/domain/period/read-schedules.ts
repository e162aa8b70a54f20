import type { Period } from '../../contract/period.ts';
import type { Interval } from '../interval.ts';
import { overtimeBeside, workedThrough } from '../overtime.ts';
import { addDays, dayOf, instantOf } from '../time.ts';
import { PERIOD_OVERTIME, type DaySchedule, type Shift } from '../working-time.ts';

type Span = Readonly<{ start: string; end: string }>;

/**
 * The days with working time, in order. A shift belongs to the day it starts on in the person's zone; overtime is working time beside
 * the shifts and their breaks.
 */
export function readSchedules({ person, shifts, leaves }: Pick<Period, 'person' | 'shifts' | 'leaves'>) {
  const { id: personId, timeZone } = person;
  const overtime = leaves.filter(({ kind }) => kind === 'overtime').map(intervalOf);
  const regular = workedThrough(
    onceEach(shifts)
      .map(readShift)
      .filter((shift) => isSpan(shift)),
    overtime,
  );
  const added = overtimeBeside(regular, overtime).filter((span) => isSpan(span));
  const off = leaves.filter(({ kind }) => kind !== 'overtime');
  const ofKind = (kind: string, span: Interval) =>
    off
      .filter((leave) => leave.kind === kind)
      .map(intervalOf)
      .filter(
        ({ startAt, endAt }) =>
          startAt.getTime() < span.endAt.getTime() && endAt.getTime() > span.startAt.getTime(),
      );
  const byDay = new Map<string, Shift[]>();
  const put = (shift: Shift, day: string) => byDay.set(day, [...(byDay.get(day) ?? []), shift]);
  for (const shift of regular) put(shift, dayOf(shift.startAt, timeZone));
  for (const { after, ...span } of added)
    put(
      { id: `${PERIOD_OVERTIME}${span.startAt.toISOString()}`, ...span, breaks: [] },
      dayOf((after ?? span).startAt, timeZone),
    );
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, ofDay]): DaySchedule => {
      const sorted = ofDay.toSorted(
        (a, b) => a.startAt.getTime() - b.startAt.getTime() || a.endAt.getTime() - b.endAt.getTime(),
      );
      const plan = { personId, day, timeZone, shifts: sorted };
      if (off.length === 0) return { ...plan, leaves: [], trips: [] };
      const span = reachOf(plan);
      return { ...plan, leaves: ofKind('leave', span), trips: ofKind('trip', span) };
    });
}

const isSpan = ({ startAt, endAt }: Interval): boolean => startAt.getTime() < endAt.getTime();

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

function readShift({ placeId, breaks, ...span }: Period['shifts'][number]): Shift {
  const interval = intervalOf(span);
  return {
    id: interval.startAt.toISOString(),
    ...interval,
    breaks: breaks.map(intervalOf),
    ...(placeId !== undefined && { placeId }),
  };
}

/** Margins of the shifts belong to the day, so what touches them does too. */
const MARGIN_MS = 3_600_000;

/** The calendar day and its shifts: a trip of the evening is part of the day it follows. */
function reachOf({ day, timeZone, shifts }: Pick<DaySchedule, 'day' | 'timeZone' | 'shifts'>): Interval {
  const begins = shifts.map(({ startAt }) => startAt.getTime() - MARGIN_MS);
  const ends = shifts.map(({ endAt }) => endAt.getTime() + MARGIN_MS);
  return {
    startAt: new Date(Math.min(instantOf(day, '00:00', timeZone).getTime(), ...begins)),
    endAt: new Date(Math.max(instantOf(addDays(day, 1), '00:00', timeZone).getTime(), ...ends)),
  };
}

/** A span of ISO 8601 texts as instants. */
export const intervalOf = ({ start, end }: Span): Interval => ({
  startAt: new Date(start),
  endAt: new Date(end),
});
