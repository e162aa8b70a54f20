import { mergeIntervals, subtractIntervals } from '../../domain/interval.ts';
import { addDays, dayOf, instantOf } from '../../domain/time.ts';
import {
  COLLECTION_MARGIN_MIN,
  overtimeId,
  type DaySchedule,
  type Interval,
  type Shift,
} from '../../domain/working-time.ts';
import type { AttendanceSnapshot } from '../../feishu/platform.ts';
import { listPeople, type Person } from '../../store/people.ts';
import { saveSchedules } from '../../store/schedules.ts';
import type { Deps } from '../deps.ts';
import { rejudgeSchedules } from '../detect/rejudge.ts';

const MARGIN_MS = COLLECTION_MARGIN_MIN * 60_000;
type Day = AttendanceSnapshot['days'][number];

/** Takes shifts, breaks, overtime, leave and trips of every active person, or of `people`, over from the platform's attendance; days are inclusive. */
export async function pullSchedule(
  deps: Deps,
  { people: only, ...range }: { fromDay: string; toDay: string; people?: readonly Person[] },
): Promise<{ days: number }> {
  const people = only ?? (await listPeople()).filter(({ isActive }) => isActive);
  if (people.length === 0) return { days: 0 };
  const userIds = people.map(({ userId }) => userId);
  const snapshot = await deps.feishu.attendance.fetchSchedules({ userIds, ...range });
  const days = listDays(range);
  const shiftsOf = byUser(snapshot.days);
  const absencesOf = byUser(snapshot.absences);
  const schedules = people.flatMap((person) => {
    const own = shiftsOf.get(person.userId) ?? [];
    const absences = absencesOf.get(person.userId) ?? [];
    return days.map((day) =>
      toSchedule(
        person,
        day,
        own.filter((one) => one.day === day),
        absences,
      ),
    );
  });
  await rejudgeSchedules(deps, schedules, range);
  await saveSchedules(schedules);
  return { days: schedules.length };
}

// oxlint-disable-next-line eslint/max-params -- one person-day is exactly these four
function toSchedule(
  person: Person,
  day: string,
  own: readonly Day[],
  absences: AttendanceSnapshot['absences'],
): DaySchedule {
  const { id: personId, timeZone } = person;
  const planned = own.flatMap((one) => toShifts(person, one));
  const shifts = [...planned, ...toOvertime({ day, timeZone, planned }, absences)];
  const span: Interval = {
    startAt: earliest([instantOf(day, '00:00', timeZone), ...shifts.map(({ startAt }) => startAt)]),
    endAt: latest([instantOf(addDays(day, 1), '00:00', timeZone), ...shifts.map(({ endAt }) => endAt)]),
  };
  const touching = (kind: 'leave' | 'trip') =>
    absences
      .filter((absence) => absence.kind === kind && absence.startAt < absence.endAt && touches(absence, span))
      .map(({ startAt, endAt }) => ({ startAt, endAt }));
  return { personId, day, timeZone, shifts, leaves: touching('leave'), trips: touching('trip') };
}

/** Approved overtime of the day it begins on, as far as no shift covers it: working time like any other. */
function toOvertime(
  { day, timeZone, planned }: { day: string; timeZone: string; planned: readonly Shift[] },
  absences: AttendanceSnapshot['absences'],
): Shift[] {
  const spans = absences
    .filter(
      (one) => one.kind === 'overtime' && dayOf(one.startAt, timeZone) === day && one.startAt < one.endAt,
    )
    .map(({ startAt, endAt }) => ({ startAt, endAt }));
  return subtractIntervals(mergeIntervals(spans), planned).map((span, n) => ({
    ...span,
    id: overtimeId(day, n),
    breaks: [],
  }));
}

function toShifts(
  { timeZone: ownZone, storePlaceId }: Person,
  { day, shiftId, periods, rests, timeZone = ownZone }: Day,
): Shift[] {
  const at = (clock: string): Date => instantOf(day, clock, timeZone);
  return periods.flatMap(({ start, end }, n) => {
    const startAt = at(start);
    const endAt = at(end);
    if (startAt >= endAt) return [];
    const breaks = rests
      .map((rest) => ({
        startAt: latest([at(rest.start), startAt]),
        endAt: earliest([at(rest.end), endAt]),
      }))
      .filter((rest) => rest.startAt < rest.endAt);
    const place = storePlaceId === undefined ? {} : { placeId: storePlaceId };
    return [{ id: `${day}:${shiftId}:${n}`, startAt, endAt, breaks, ...place }];
  });
}

function touches(absence: Interval, span: Interval): boolean {
  return +absence.startAt <= +span.endAt + MARGIN_MS && +absence.endAt >= +span.startAt - MARGIN_MS;
}

function listDays({ fromDay, toDay }: { fromDay: string; toDay: string }): string[] {
  const days: string[] = [];
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) days.push(day);
  return days;
}

function byUser<T extends { userId: string }>(items: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const own = found.get(item.userId);
    if (own) own.push(item);
    else found.set(item.userId, [item]);
  }
  return found;
}

const earliest = (dates: readonly Date[]): Date => new Date(Math.min(...dates.map(Number)));
const latest = (dates: readonly Date[]): Date => new Date(Math.max(...dates.map(Number)));
