import { addDays, dayOf } from '../../domain/time.ts';
import { AppError } from '../../errors.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { Deps } from '../deps.ts';
import { noteHealth } from '../health.ts';
import { pullPunches } from '../pull/pull-punches.ts';
import { pullSchedule } from '../pull/pull-schedule.ts';

/** Leave and shifts are corrected afterwards, and planned two weeks ahead. */
const BACK_DAYS = 3;
const AHEAD_DAYS = 14;

/** The days around now, as the attendance system has them, and what was punched there; administrators are told while it fails. */
export async function pullAttendance(deps: Deps): Promise<void> {
  try {
    await pullUpcoming(deps);
    await pullPunches(deps);
    await noteHealth(deps, 'schedules', null);
  } catch (error) {
    if (error instanceof AppError) await noteHealth(deps, 'schedules', error);
    throw error;
  }
}

/** The days around now. */
export async function pullUpcoming(deps: Deps): Promise<void> {
  const timeZone = await getTimeZone();
  const today = dayOf(deps.now(), timeZone);
  await pullSchedule(deps, { fromDay: addDays(today, -BACK_DAYS), toDay: addDays(today, AHEAD_DAYS) });
}
