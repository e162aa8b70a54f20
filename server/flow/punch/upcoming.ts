import { addDays, dayOf } from '../../domain/time.ts';
import { AppError } from '../../errors.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPeople } from '../../store/people.ts';
import { findUnreadDays } from '../../store/unread-days.ts';
import type { Deps } from '../deps.ts';
import { noteHealth } from '../health.ts';
import { UNREAD_DAYS } from '../pull/pull-held.ts';
import { pullPunches } from '../pull/pull-punches.ts';
import { pullSchedule } from '../pull/pull-schedule.ts';

/** Leave and shifts are corrected afterwards, and planned two weeks ahead. */
const BACK_DAYS = 3;
const AHEAD_DAYS = 14;
const MOST_FIELDS = 5;

/** The days around now, as the attendance system has them, and what was punched there; administrators are told while it fails. */
export async function pullAttendance(deps: Deps): Promise<void> {
  try {
    await pullUpcoming(deps);
    await pullUnread(deps);
    try {
      await pullPunches(deps);
    } finally {
      await noteUnread(deps);
    }
    await noteHealth(deps, 'schedules', null);
  } catch (error) {
    if (error instanceof AppError) await noteHealth(deps, 'schedules', error);
    throw error;
  }
}

/** The days around now. */
export async function pullUpcoming(deps: Deps): Promise<void> {
  await pullSchedule(deps, await daysAround(deps));
}

async function daysAround(deps: Deps) {
  const today = dayOf(deps.now(), await getTimeZone());
  return { fromDay: addDays(today, -BACK_DAYS), toDay: addDays(today, AHEAD_DAYS) };
}

/** Days before those, of people of whom one could not be read: somebody may have put it right. */
async function pullUnread(deps: Deps): Promise<void> {
  const { fromDay } = await daysAround(deps);
  const [first, toDay] = [addDays(fromDay, -UNREAD_DAYS), addDays(fromDay, -2)];
  const found = await findUnreadDays('unread', { fromDay: first, toDay });
  const ids = [...new Set(found.map(({ personId }) => personId))];
  const people = (await findPeople(ids)).filter(({ isActive }) => isActive);
  const [since] = found.map(({ day }) => day);
  if (people.length > 0 && since !== undefined) await pullSchedule(deps, { people, fromDay: since, toDay });
}

/** Administrators are told of how many people something could not be read, and which field it is. */
async function noteUnread(deps: Deps): Promise<void> {
  const { fromDay, toDay } = await daysAround(deps);
  const span = { fromDay: addDays(fromDay, -UNREAD_DAYS), toDay };
  const [plans, punches] = [
    await findUnreadDays('unread', span),
    await findUnreadDays('unreadPunches', span),
  ];
  const held = [...plans, ...punches];
  const count = new Set(held.map(({ personId }) => personId)).size;
  const field = [...new Set(held.flatMap(({ fields }) => fields))].slice(0, MOST_FIELDS).join(', ');
  const fault = count > 0 ? new AppError('rows_unread', 502, { details: { count, field } }) : null;
  await noteHealth(deps, 'schedule-rows', fault);
}
