import { findPerson } from '../store/people.ts';
import { findPlace } from '../store/places.ts';
import { findPunch } from '../store/punches.ts';
import type { Deps } from './deps.ts';

/** One tap here is the attendance punch: writes a confirmed one to the platform's record, once by its id (M1). */
export async function writeAttendance(deps: Deps, punchId: string): Promise<void> {
  const punch = await findPunch(punchId);
  const person = punch && (await findPerson(punch.personId));
  if (!punch || !person || punch.status === 'declined') return;
  const place = punch.placeId === undefined ? null : await findPlace(punch.placeId);
  await deps.feishu.attendance.writePunches([
    {
      id: punch.id,
      userId: person.userId,
      at: punch.at,
      placeName: place?.name ?? '',
      comment: punch.note ?? '',
    },
  ]);
}
