import type { ShiftOverlap } from '../../contract/declaration.ts';
import type { DeclaredHours } from '../../domain/declared-hours.ts';
import { ROSTER_DAYS } from '../../domain/policy/declaration.ts';
import { overlapsWithShifts } from '../../domain/policy/shift-overlaps.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import type { Person } from '../../store/people.ts';
import { findSchedules } from '../../store/schedules.ts';
import type { Deps } from '../deps.ts';

/** Where declared hours meet the shifts that are planned from today on: told to the person, and to whoever answers; it refuses nothing. */
export async function findOverlaps(
  deps: Deps,
  { id, timeZone }: Person,
  declared: DeclaredHours,
): Promise<ShiftOverlap[]> {
  const today = dayOf(deps.now(), timeZone);
  const schedules = await findSchedules(id, today, addDays(today, ROSTER_DAYS));
  return overlapsWithShifts(declared, { schedules, timeZone });
}
