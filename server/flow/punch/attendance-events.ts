import type { AttendanceFlow, PlatformEvent } from '../../feishu/platform.ts';
import { saveAttendanceFlows } from '../../store/attendance-flows.ts';
import { findPersonByUserId } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import { pullDayOf } from '../pull/pull-punches.ts';
import { pullSchedule } from '../pull/pull-schedule.ts';

type DayChange = Extract<PlatformEvent, { kind: 'day_changed' }>;

/** A punch of somebody we know, made in the attendance system itself: kept with the platform's risk result. */
export async function handlePunch({ recordId, userId, ...flow }: AttendanceFlow): Promise<void> {
  const person = await findPersonByUserId(userId);
  if (person?.isActive) await saveAttendanceFlows([{ id: recordId, personId: person.id, ...flow }]);
}

/** Leave, a swapped shift or a correction: that person-day is read again at once. */
export async function handleDayChange(deps: Deps, { userId, day }: DayChange): Promise<void> {
  const person = await findPersonByUserId(userId);
  if (!person?.isActive) return;
  await pullSchedule(deps, { fromDay: day, toDay: day, people: [person] });
  await pullDayOf(deps, person, day);
}
