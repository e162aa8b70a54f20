import type { DaySchedule, Interval } from '../../domain/working-time.ts';
import type { UnreadRow } from '../../feishu/platform.ts';
import type { Person } from '../../store/people.ts';
import { findPlanned } from '../../store/schedules.ts';

/**
 * Days about which a row could not be read: shifts, leave and trips known before still stand beside what was read, so that work goes on,
 * and the day says that it may not be judged.
 */
export async function markUnread(
  people: readonly Person[],
  schedules: readonly DaySchedule[],
  rows: readonly UnreadRow[],
): Promise<DaySchedule[]> {
  if (rows.length === 0) return [...schedules];
  const userIdOf = new Map(people.map(({ id, userId }) => [id, userId]));
  const fieldsOf = ({ personId, day }: DaySchedule): string[] => {
    const own = rows.filter((row) => row.userId === userIdOf.get(personId));
    return [...new Set(own.filter((row) => (row.day ?? day) === day).map(({ field }) => field))].toSorted();
  };
  const marked = schedules.map((schedule) => ({ schedule, unread: fieldsOf(schedule) }));
  const keys = marked.filter(({ unread }) => unread.length > 0).map(({ schedule }) => keyOf(schedule));
  const before = new Map((await findPlanned(keys)).map((kept) => [keyOf(kept), kept]));
  return marked.map(({ schedule, unread }) =>
    unread.length === 0 ? schedule : { ...beside(schedule, before.get(keyOf(schedule))), unread },
  );
}

function beside(read: DaySchedule, before: DaySchedule | undefined): DaySchedule {
  if (!before) return read;
  return {
    ...read,
    shifts: read.shifts.length > 0 ? read.shifts : before.shifts,
    leaves: together(read.leaves, before.leaves),
    trips: together(read.trips, before.trips),
  };
}

const together = (read: readonly Interval[], before: readonly Interval[]): Interval[] => [
  ...new Map([...before, ...read].map((span) => [`${+span.startAt} ${+span.endAt}`, span])).values(),
];

const keyOf = ({ personId, day }: DaySchedule): string => `${personId}:${day}`;
