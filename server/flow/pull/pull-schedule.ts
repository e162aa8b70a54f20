import { overtimeBeside, workedThrough } from '../../domain/overtime.ts';
import { addDays, dayOf, instantOf, listDays } from '../../domain/time.ts';
import {
  COLLECTION_MARGIN_MIN,
  overtimeId,
  type DaySchedule,
  type Interval,
  type Shift,
} from '../../domain/working-time.ts';
import type { AttendanceSnapshot } from '../../feishu/platform.ts';
import { listPeople, type Person } from '../../store/people.ts';
import { findPlanned, saveSchedules } from '../../store/schedules.ts';
import type { Deps } from '../deps.ts';
import { rejudgeSchedules } from '../detect/rejudge.ts';
import { markUnread } from './pull-unread.ts';

const MARGIN_MS = COLLECTION_MARGIN_MIN * 60_000;
type Day = AttendanceSnapshot['days'][number];

/**
 * Takes shifts, breaks, overtime, leave and trips of every active person, or of `people`, over from the platform's attendance; days are
 * inclusive. The day before is written too: overtime after midnight goes on from its night shift.
 */
export async function pullSchedule(
  deps: Deps,
  { people: only, fromDay: firstDay, toDay }: { fromDay: string; toDay: string; people?: readonly Person[] },
): Promise<{ days: number }> {
  const people = only ?? (await listPeople()).filter(({ isActive }) => isActive);
  if (people.length === 0) return { days: 0 };
  const fromDay = addDays(firstDay, -1);
  const snapshot = await deps.feishu.attendance.fetchSchedules({
    userIds: people.map(({ userId }) => userId),
    fromDay: addDays(fromDay, -1),
    toDay: addDays(toDay, 1),
  });
  const range = { fromDay, toDay };
  const shiftsOf = byUser(snapshot.days);
  const absencesOf = byUser(snapshot.absences);
  const keepStores = await findStoresBefore(people, range);
  const read = people.flatMap((person) =>
    toSchedules(
      person,
      {
        days: shiftsOf.get(person.userId) ?? [],
        absences: (absencesOf.get(person.userId) ?? []).filter(({ startAt, endAt }) => startAt < endAt),
      },
      range,
    ).map((schedule) => keepStores(person, schedule)),
  );
  const schedules = await markUnread(people, read, snapshot.unread ?? []);
  await rejudgeSchedules(deps, schedules, range);
  await saveSchedules(schedules);
  return { days: schedules.length };
}

/** Gives shifts that had begun before their person was moved to another store the store they had. */
async function findStoresBefore(
  people: readonly Person[],
  range: Readonly<{ fromDay: string; toDay: string }>,
) {
  const moved = people.filter(({ storeSinceAt }) => storeSinceAt !== undefined);
  const ids = moved.flatMap(({ id }) => listDays(range).map((day) => `${id}:${day}`));
  const found = await findPlanned(ids);
  const keptOf = new Map(found.map((kept) => [`${kept.personId}:${kept.day}`, kept.shifts]));
  return ({ id, storeSinceAt }: Person, schedule: DaySchedule): DaySchedule => {
    const kept = keptOf.get(`${id}:${schedule.day}`) ?? [];
    const [any] = kept.filter(({ placeId }) => placeId !== undefined);
    if (!storeSinceAt || !any) return schedule;
    const shifts = schedule.shifts.map((shift) => {
      if (shift.placeId === undefined || shift.startAt >= storeSinceAt) return shift;
      const { placeId = shift.placeId } = kept.find((one) => one.id === shift.id) ?? any;
      return { ...shift, placeId };
    });
    return { ...schedule, shifts };
  };
}

/** One person's days in order; what lies around them only tells which day overtime belongs to. */
function toSchedules(
  person: Person,
  { days, absences }: Pick<AttendanceSnapshot, 'days' | 'absences'>,
  range: Readonly<{ fromDay: string; toDay: string }>,
): DaySchedule[] {
  const { id: personId, timeZone } = person;
  const overtime = absences.filter(({ kind }) => kind === 'overtime').map(spanOf);
  const planned = workedThrough(
    days.flatMap((one) => toShifts(person, one)),
    overtime,
  );
  const added = overtimeBeside(planned, overtime).map(({ after, ...span }) => ({
    ...span,
    day: after?.day ?? dayOf(span.startAt, timeZone),
    breaks: [],
  }));
  return listDays(range).map((day) => {
    const isOfDay = (shift: Readonly<{ day: string }>): boolean => shift.day === day;
    const shifts = [
      ...planned.filter(isOfDay).map(({ day: _day, ...shift }): Shift => shift),
      ...added
        .filter(isOfDay)
        .map(({ day: _day, ...shift }, n): Shift => ({ id: overtimeId(day, n), ...shift })),
    ].toSorted((a, b) => +a.startAt - +b.startAt || +a.endAt - +b.endAt);
    const span: Interval = {
      startAt: earliest([instantOf(day, '00:00', timeZone), ...shifts.map(({ startAt }) => startAt)]),
      endAt: latest([instantOf(addDays(day, 1), '00:00', timeZone), ...shifts.map(({ endAt }) => endAt)]),
    };
    const touching = (kind: 'leave' | 'trip') =>
      absences.filter((absence) => absence.kind === kind && touches(absence, span)).map(spanOf);
    return { personId, day, timeZone, shifts, leaves: touching('leave'), trips: touching('trip') };
  });
}

const spanOf = ({ startAt, endAt }: Interval): Interval => ({ startAt, endAt });

function toShifts(
  { timeZone: ownZone, storePlaceId }: Person,
  { day, shiftId, periods, rests, timeZone = ownZone }: Day,
): (Shift & Readonly<{ day: string }>)[] {
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
    return [{ day, id: `${day}:${shiftId}:${n}`, startAt, endAt, breaks, ...place }];
  });
}

function touches(absence: Interval, span: Interval): boolean {
  return +absence.startAt <= +span.endAt + MARGIN_MS && +absence.endAt >= +span.startAt - MARGIN_MS;
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
