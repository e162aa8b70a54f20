import { isWithin, mergeIntervals, subtractIntervals, widenInterval, type Interval } from './interval.ts';
import { dayOf } from './time.ts';

export type { Interval } from './interval.ts';

/**
 * One attendance shift of one person; breaks lie inside it, a rest the person took also in its margins. `placeId` is the store it is
 * worked at, if any. `isSession`: the person started and ended it, so nothing before or after belongs to it.
 */
export type Shift = Readonly<
  Interval & { id: string; breaks: readonly Interval[]; placeId?: string; isSession?: boolean }
>;

/** Everything that decides working time of one person on one calendar day of `timeZone`. */
export type DaySchedule = Readonly<{
  personId: string;
  /** YYYY-MM-DD in `timeZone`: the day a shift starts on; a shift may end after midnight. */
  day: string;
  timeZone: string;
  shifts: readonly Shift[];
  leaves: readonly Interval[];
  /** Business trips: working time, but away from the usual places. */
  trips: readonly Interval[];
  /** What of it the platform gave in no readable shape: whether the person had to work then, nobody can tell. */
  unread?: readonly string[];
  /** The same of what was punched in the platform's attendance, and what it made of the day. */
  unreadPunches?: readonly string[];
}>;

/** Whether something about the day could not be read: it says nothing against anybody. */
export const isUnread = ({ unread, unreadPunches }: DaySchedule): boolean =>
  unread !== undefined || unreadPunches !== undefined;

/** Minutes before and after a shift in which fixes may exist (trust R1): arriving and leaving belong to work. */
export const COLLECTION_MARGIN_MIN = 15;

/** Id of a shift that is approved overtime: the `n`-th of its day. */
export const overtimeId = (day: string, n: number): string => `${day}:overtime:${n}`;
/** How the ids of approved overtime begin that is read from a period. */
export const PERIOD_OVERTIME = 'overtime-';
/** Whether a shift is approved overtime, stored or read from a period: working time, but nobody has to punch for it. */
export const isOvertime = ({ id }: Pick<Shift, 'id'>): boolean =>
  id.includes(':overtime:') || id.startsWith(PERIOD_OVERTIME);

/** Whether a fix may be kept, or why not; see admitFix. */
export type Admission = 'ok' | 'no_shift' | 'on_break' | 'on_leave' | 'off_hours';

/**
 * The only time in which a fix may exist (trust R1): the shift and its margin, without breaks and leave. A shift that begins or
 * ends on leave or on a break has no margin on that side. Trips neither add nor remove time.
 */
export function collectionWindows(schedule: DaySchedule, marginMin = COLLECTION_MARGIN_MIN): Interval[] {
  const off = offTime([schedule]);
  const windows = schedule.shifts.flatMap((shift) => withMargin(shift, off, marginMin));
  return subtractIntervals(windows, off);
}

/** The time from which on fixes of a day may exist. */
export function collectionSpan({ shifts }: DaySchedule): Interval {
  const marginMs = COLLECTION_MARGIN_MIN * 60_000;
  return {
    startAt: new Date(Math.min(...shifts.map(({ startAt }) => startAt.getTime())) - marginMs),
    endAt: new Date(Math.max(...shifts.map(({ endAt }) => endAt.getTime())) + marginMs),
  };
}

/** Working time of one day, or of one of its shifts: no margin, no breaks, no leave. */
export function workIntervals(schedule: DaySchedule, shift?: Shift): Interval[] {
  return subtractIntervals(shift ? [shift] : schedule.shifts, offTime([schedule]));
}

/** The shift `at` belongs to: the one it lies in, else the nearest one whose margin it lies in. */
export function shiftAt(
  schedules: readonly DaySchedule[],
  at: Date,
  marginMin = COLLECTION_MARGIN_MIN,
): Shift | null {
  return shiftFinder(schedules, marginMin)(at);
}

/** As shiftAt, prepared once for many instants. */
export function shiftFinder(
  schedules: readonly DaySchedule[],
  marginMin = COLLECTION_MARGIN_MIN,
): (at: Date) => Shift | null {
  const reaches = schedules
    .flatMap((schedule) => schedule.shifts)
    .map((shift) => {
      const margin = marginOf(shift, marginMin);
      return { shift, reach: widenInterval(shift, margin, margin) };
    });
  return (at) => {
    const near = reaches
      .filter(({ reach }) => isWithin(at, reach))
      .map(({ shift }) => shift)
      .toSorted((a, b) => distanceMs(a, at) - distanceMs(b, at) || a.startAt.getTime() - b.startAt.getTime());
    return near.find((shift) => isWithin(at, shift)) ?? near[0] ?? null;
  };
}

/**
 * Whether a fix taken at `at` may be kept, given all schedules of the person around that time (trust R1).
 * `no_shift`: no working time is known on that day; `off_hours`: it is known and lies elsewhere.
 */
export function admitFix(schedules: readonly DaySchedule[], at: Date): Admission {
  return admissionIn(schedules)(at);
}

/** As admitFix, prepared once for many instants. */
export function admissionIn(schedules: readonly DaySchedule[]): (at: Date) => Admission {
  const shifts = schedules.flatMap((schedule) => schedule.shifts);
  const findShift = shiftFinder(schedules);
  const leaves = mergeIntervals(schedules.flatMap((schedule) => schedule.leaves));
  const breaks = mergeIntervals(shifts.flatMap((shift) => shift.breaks));
  const windows = mergeIntervals(schedules.flatMap((schedule) => collectionWindows(schedule)));
  return (at) => {
    if (!findShift(at)) return worksOnDayOf(schedules, at) ? 'off_hours' : 'no_shift';
    if (covers(leaves, at)) return 'on_leave';
    if (covers(breaks, at)) return 'on_break';
    return covers(windows, at) ? 'ok' : 'off_hours';
  };
}

function worksOnDayOf(schedules: readonly DaySchedule[], at: Date): boolean {
  return schedules.some(({ day, timeZone, shifts }) => shifts.length > 0 && day === dayOf(at, timeZone));
}

function offTime(schedules: readonly DaySchedule[]): Interval[] {
  return mergeIntervals(
    schedules.flatMap(({ shifts, leaves }) => [...leaves, ...shifts.flatMap(({ breaks }) => breaks)]),
  );
}

function withMargin(shift: Shift, off: readonly Interval[], marginMin: number): Interval[] {
  const worked = subtractIntervals([shift], off);
  const first = worked[0];
  const last = worked.at(-1);
  if (!first || !last) return [];
  const before = first.startAt.getTime() === shift.startAt.getTime() ? marginOf(shift, marginMin) : 0;
  const after = last.endAt.getTime() === shift.endAt.getTime() ? marginOf(shift, marginMin) : 0;
  return [widenInterval({ startAt: first.startAt, endAt: last.endAt }, before, after)];
}

const marginOf = ({ isSession }: Shift, marginMin: number): number => (isSession ? 0 : marginMin);

function covers(intervals: readonly Interval[], at: Date): boolean {
  return intervals.some((interval) => isWithin(at, interval));
}

function distanceMs(shift: Shift, at: Date): number {
  return Math.max(0, shift.startAt.getTime() - at.getTime(), at.getTime() - shift.endAt.getTime());
}
