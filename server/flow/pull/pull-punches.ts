import { z } from 'zod';
import { dayOf } from '../../domain/time.ts';
import { saveAttendanceDays } from '../../store/attendance-days.ts';
import { saveAttendanceFlows } from '../../store/attendance-flows.ts';
import { listStaff, type Person } from '../../store/people.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import type { Deps } from '../deps.ts';
import { CLOCK_SKEW_MS } from '../is-recent.ts';

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
  const untilAt = new Date(Math.min(+toAt, +fromAt + LONGEST_MS));
  const flows = await pullFlows(deps, staff, { fromAt, toAt: untilAt });
  const days = await pullDays(deps, staff, { fromAt, toAt: untilAt });
  await saveSetting(CURSOR_KEY, untilAt);
  return { flows, days };
}

type Window = Readonly<{ fromAt: Date; toAt: Date }>;

async function pullFlows(deps: Deps, staff: readonly Person[], window: Window): Promise<number> {
  const ids = new Map(staff.map(({ id, userId }) => [userId, id]));
  const found = await deps.feishu.attendance.fetchFlows({ userIds: [...ids.keys()], ...window });
  const known = found.flatMap(({ recordId, userId, ...flow }) => {
    const personId = ids.get(userId);
    return personId === undefined ? [] : [{ id: recordId, personId, ...flow }];
  });
  await saveAttendanceFlows(known);
  return known.length;
}

/** The results of the days the window touches, in the zone of each person. */
export async function pullDays(deps: Deps, people: readonly Person[], window: Window): Promise<number> {
  let count = 0;
  for (const timeZone of new Set(people.map((person) => person.timeZone))) {
    const own = people.filter((person) => person.timeZone === timeZone);
    const ids = new Map(own.map(({ id, userId }) => [userId, id]));
    const found = await deps.feishu.attendance.fetchDays({
      userIds: [...ids.keys()],
      fromDay: dayOf(window.fromAt, timeZone),
      toDay: dayOf(window.toAt, timeZone),
    });
    const known = found.flatMap(({ userId, ...day }) => {
      const personId = ids.get(userId);
      return personId === undefined ? [] : [{ personId, ...day }];
    });
    await saveAttendanceDays(known, deps.now());
    count += known.length;
  }
  return count;
}

async function findCursor(standard: Date): Promise<Date> {
  return z.coerce
    .date()
    .catch(standard)
    .parse(await getSetting(CURSOR_KEY));
}
