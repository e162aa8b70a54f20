import type { RecordToPut } from '../../contract/records.ts';
import { said } from '../../contract/texts/record-faults.ts';
import { isWithin } from '../../domain/interval.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { collectionWindows } from '../../domain/working-time.ts';
import type { FieldFault } from '../../errors.ts';
import { findSchedules } from '../../store/schedules.ts';
import type { Known } from './record-references.ts';

type Kept = Readonly<{ put: RecordToPut; notices: readonly FieldFault[] }>;

/** A proof of presence outside working time keeps its time only, as a punch does: where a person is then is not held (R1). */
export async function withoutOffHoursPlace(put: RecordToPut, known: Known): Promise<Kept> {
  if (put.kind !== 'anchors' || put.record.placeId === undefined) return { put, notices: [] };
  const { placeId: _place, ...record } = put.record;
  const person = await known.person(record.employeeNo);
  const at = new Date(record.at);
  if (person && (await isWorking(person, at))) return { put, notices: [] };
  return { put: { ...put, record }, notices: [{ field: 'placeId', ...said('placeOffHours') }] };
}

async function isWorking(
  { id, timeZone }: Readonly<{ id: string; timeZone: string }>,
  at: Date,
): Promise<boolean> {
  const day = dayOf(at, timeZone);
  // A shift may have begun the day before, and its margin before midnight.
  const schedules = await findSchedules(id, addDays(day, -1), addDays(day, 1));
  return schedules.flatMap((schedule) => collectionWindows(schedule)).some((window) => isWithin(at, window));
}
