import { addDays, dayOf } from '../../domain/time.ts';
import { AppError } from '../../errors.ts';
import type { UnreadRow } from '../../feishu/platform.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPeople } from '../../store/people.ts';
import { findUnreadPeople } from '../../store/schedules.ts';
import type { Deps } from '../deps.ts';
import { noteHealth } from '../health.ts';
import { pullPunches } from '../pull/pull-punches.ts';
import { pullSchedule } from '../pull/pull-schedule.ts';

/** Leave and shifts are corrected afterwards, and planned two weeks ahead. */
const BACK_DAYS = 3;
const AHEAD_DAYS = 14;
/** Days that could not be read are read again for as long: what is older is judged no more. */
const UNREAD_DAYS = 45;
const MOST_FIELDS = 5;

/** The days around now, as the attendance system has them, and what was punched there; administrators are told while it fails. */
export async function pullAttendance(deps: Deps): Promise<void> {
  try {
    await noteUnread(deps, [...(await pullUpcoming(deps)), ...(await pullUnread(deps))]);
    await pullPunches(deps);
    await noteHealth(deps, 'schedules', null);
  } catch (error) {
    if (error instanceof AppError) await noteHealth(deps, 'schedules', error);
    throw error;
  }
}

/** The days around now; what of them could not be read. */
export async function pullUpcoming(deps: Deps): Promise<readonly UnreadRow[]> {
  const { fromDay, toDay } = await daysAround(deps);
  return (await pullSchedule(deps, { fromDay, toDay })).unread;
}

async function daysAround(deps: Deps) {
  const today = dayOf(deps.now(), await getTimeZone());
  return { fromDay: addDays(today, -BACK_DAYS), toDay: addDays(today, AHEAD_DAYS) };
}

/** Days before those, of people of whom one could not be read: somebody may have put it right. */
async function pullUnread(deps: Deps): Promise<readonly UnreadRow[]> {
  const { fromDay } = await daysAround(deps);
  const [first, toDay] = [addDays(fromDay, -UNREAD_DAYS), addDays(fromDay, -2)];
  const found = await findUnreadPeople(first, toDay);
  const people = (await findPeople(found.map(({ personId }) => personId))).filter(({ isActive }) => isActive);
  const [since] = found.map(({ day }) => day).toSorted();
  if (people.length === 0 || since === undefined) return [];
  return (await pullSchedule(deps, { people, fromDay: since, toDay })).unread;
}

/** Administrators are told of how many people something could not be read, and which field it is. */
async function noteUnread(deps: Deps, rows: readonly UnreadRow[]): Promise<void> {
  const count = new Set(rows.map(({ userId }) => userId)).size;
  const field = [...new Set(rows.map((row) => row.field))].slice(0, MOST_FIELDS).join(', ');
  const fault = count > 0 ? new AppError('rows_unread', 502, { details: { count, field } }) : null;
  await noteHealth(deps, 'schedule-rows', fault);
}
