import { intersectIntervals, type Interval } from './interval.ts';
import { COLLECTION_MARGIN_MIN, type DaySchedule, type Shift } from './working-time.ts';

/**
 * Working time and rest that the person starts and ends: a work session where no shift is planned, a 小休 inside a shift or session.
 * While it runs, `endAt` is the moment at which it would end by itself.
 */
export type OwnTime = Readonly<
  Interval & {
    id: string;
    kind: 'session' | 'rest';
    personId: string;
    /** YYYY-MM-DD in `timeZone`: the day it starts on. */
    day: string;
    timeZone: string;
    /** Set when the person ended it; absent while it runs or ran out. */
    endedAt?: Date;
  }
>;

/** The schedules with sessions as shifts of their own and rests as breaks: everything that asks for working time sees both. */
export function withOwnTime(schedules: readonly DaySchedule[], own: readonly OwnTime[]): DaySchedule[] {
  const sessions = own.filter(({ kind }) => kind === 'session');
  const rests = own.filter(({ kind }) => kind === 'rest');
  const known = new Set(schedules.map(({ day }) => day));
  const added = sessions
    .filter(({ day }, n) => !known.has(day) && sessions.findIndex((one) => one.day === day) === n)
    .map(({ personId, day, timeZone }) => ({ personId, day, timeZone, shifts: [], leaves: [], trips: [] }));
  return [...schedules, ...added]
    .map((schedule) => ({
      ...schedule,
      shifts: [...schedule.shifts, ...sessions.filter(({ day }) => day === schedule.day).map(shiftOf)].map(
        (shift) => withRests(shift, rests),
      ),
    }))
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** A session has no margin: it begins and ends where the person said. */
const shiftOf = ({ id, startAt, endAt }: OwnTime): Shift => ({
  id: `session:${id}`,
  startAt,
  endAt,
  breaks: [],
  isSession: true,
});

/**
 * A rest that outlasts the shift takes the margin with it: who rests at the end of a shift is not followed home. One that is taken in the
 * margin counts as well.
 */
function withRests(shift: Shift, rests: readonly OwnTime[]): Shift {
  const marginMs = COLLECTION_MARGIN_MIN * 60_000;
  const reach = { startAt: new Date(+shift.startAt - marginMs), endAt: new Date(+shift.endAt + marginMs) };
  const own = intersectIntervals(rests, [shift.isSession ? shift : reach]);
  return own.length === 0 ? shift : { ...shift, breaks: [...shift.breaks, ...own] };
}
