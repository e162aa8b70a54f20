import { z } from 'zod';
import { instantOf } from '../../domain/time.ts';
import type { UnreadRow } from '../../feishu/platform.ts';
import { saveAttendanceDays } from '../../store/attendance-days.ts';
import { saveAttendanceFlows } from '../../store/attendance-flows.ts';
import { listStaff, type Person } from '../../store/people.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import type { Deps } from '../deps.ts';
import { CLOCK_SKEW_MS } from '../is-recent.ts';
import { daysOf, holdPunches, readHeldAgain, type Window } from './pull-held.ts';

const CURSOR_KEY = 'attendance-pulled-until';
const HOUR_MS = 3_600_000;
/** The first pull looks back a day; each later one overlaps the last by two hours, for punches that reached the platform late. */
const FIRST_MS = 24 * HOUR_MS;
const OVERLAP_MS = 2 * HOUR_MS;
/** A server that stood still for longer catches up by days, one window a run. */
const LONGEST_MS = 7 * 24 * HOUR_MS;

/**
 * Takes over what was punched in the attendance system itself, and what it made of each day, from where the last pull ended. The cursor
 * moves only when the whole window was read and kept: a pull that breaks off is repeated.
 */
export async function pullPunches(deps: Deps): Promise<{ flows: number; days: number }> {
  const staff = await listStaff();
  const toAt = deps.now();
  const first = new Date(+toAt - FIRST_MS);
  const kept = await findCursor(first);
  // Read up to a moment still to come: the clock had run ahead and was set right, and nobody knows since when.
  const cursor = +kept - +toAt < CLOCK_SKEW_MS ? kept : first;
  const fromAt = new Date(+cursor - OVERLAP_MS);
  const window = { fromAt, toAt: new Date(Math.min(+toAt, +fromAt + LONGEST_MS)) };
  const flows = await pullFlows(deps, staff, window);
  const days = await pullDays(deps, staff, window);
  // Before the cursor moves on: what could not be read is not forgotten.
  await holdPunches(staff, [...flows.unread, ...days.unread], window);
  await saveSetting(CURSOR_KEY, window.toAt);
  await readHeldAgain(deps, async (people, held) => {
    const again = [await pullFlows(deps, people, held), await pullDays(deps, people, held)];
    return again.flatMap(({ unread }) => unread);
  });
  return { flows: flows.count, days: days.count };
}

type Pulled = Readonly<{ count: number; unread: readonly UnreadRow[] }>;

async function pullFlows(deps: Deps, people: readonly Person[], window: Window): Promise<Pulled> {
  const ids = new Map(people.map(({ id, userId }) => [userId, id]));
  const found = await deps.feishu.attendance.fetchFlows({ userIds: [...ids.keys()], ...window });
  const known = found.flows.flatMap(({ recordId, userId, ...flow }) => {
    const personId = ids.get(userId);
    return personId === undefined ? [] : [{ id: recordId, personId, ...flow }];
  });
  await saveAttendanceFlows(known);
  return { count: known.length, unread: found.unread };
}

/** One person's day has changed: its results are read anew. */
export async function pullDayOf(deps: Deps, person: Person, day: string): Promise<void> {
  const noon = instantOf(day, '12:00', person.timeZone);
  const window = { fromAt: noon, toAt: noon };
  await holdPunches([person], (await pullDays(deps, [person], window)).unread, window);
}

/** The results of the days the window touches, in the zone of each person. */
async function pullDays(deps: Deps, people: readonly Person[], window: Window): Promise<Pulled> {
  let count = 0;
  const unread: UnreadRow[] = [];
  for (const timeZone of new Set(people.map((person) => person.timeZone))) {
    const own = people.filter((person) => person.timeZone === timeZone);
    const ids = new Map(own.map(({ id, userId }) => [userId, id]));
    const found = await deps.feishu.attendance.fetchDays({
      userIds: [...ids.keys()],
      ...daysOf(window, timeZone),
    });
    const known = found.days.flatMap(({ userId, ...day }) => {
      const personId = ids.get(userId);
      return personId === undefined ? [] : [{ personId, ...day }];
    });
    await saveAttendanceDays(known, deps.now());
    count += known.length;
    unread.push(...found.unread);
  }
  return { count, unread };
}

async function findCursor(standard: Date): Promise<Date> {
  return z.coerce
    .date()
    .catch(standard)
    .parse(await getSetting(CURSOR_KEY));
}
