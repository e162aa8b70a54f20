import { shiftAt, type DaySchedule } from '../../domain/working-time.ts';
import { markDirty } from '../../store/detections.ts';
import type { Person } from '../../store/people.ts';
import type { SignalContext } from './signal-context.ts';

/** Where the person may be expected at `at`: the shift's store, other shifts' stores of the day, the own store. */
export function candidatePlaces(person: Person, schedules: readonly DaySchedule[], at: Date): string[] {
  const shift = shiftAt(schedules, at);
  const all = [
    shift?.placeId,
    person.storePlaceId,
    ...schedules.flatMap(({ shifts }) => shifts.map(({ placeId }) => placeId)),
  ];
  return [...new Set(all.flatMap((id) => id ?? []))];
}

/** New proof of presence has its shift judged again, also when it arrives late: it may clear somebody. */
export async function markAnchorShift({
  deps,
  person,
  at,
  receivedAt,
  schedules,
}: SignalContext): Promise<void> {
  const shift = shiftAt(schedules, at);
  const day = schedules.find(({ shifts }) => shifts.some(({ id }) => id === shift?.id))?.day;
  if (!shift || day === undefined) return;
  await markDirty({ personId: person.id, shiftId: shift.id, day, at: receivedAt });
  await deps.enqueue({ name: 'detect', personId: person.id });
}
