import { addDays, dayOf } from '../domain/time.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import type { Deps } from './deps.ts';
import { pullSchedule } from './pull-schedule.ts';

/** Leave and shifts are corrected afterwards, and planned two weeks ahead. */
const BACK_DAYS = 3;
const AHEAD_DAYS = 14;

/** The days around now, as the attendance system has them. */
export async function pullUpcoming(deps: Deps): Promise<void> {
  const { timeZone } = await getOrgMapping();
  const today = dayOf(deps.now(), timeZone);
  await pullSchedule(deps, { fromDay: addDays(today, -BACK_DAYS), toDay: addDays(today, AHEAD_DAYS) });
}
