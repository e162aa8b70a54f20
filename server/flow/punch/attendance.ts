import { findPeople } from '../../store/people.ts';
import { findPlaceNames } from '../../store/places.ts';
import { findPunchesById } from '../../store/punches.ts';
import type { Deps } from '../deps.ts';

/** One tap here is the attendance punch: writes a confirmed one to the platform's record, once by its id (M1). */
export async function writeAttendance(deps: Deps, punchId: string): Promise<void> {
  await writeAttendances(deps, [punchId]);
}

/** The same for many at once; when it fails, any part of them may have been written. */
export async function writeAttendances(deps: Deps, punchIds: readonly string[]): Promise<void> {
  const punches = (await findPunchesById(punchIds)).filter(({ status }) => status !== 'declined');
  const people = await findPeople([...new Set(punches.map(({ personId }) => personId))]);
  const userIds = new Map(people.map(({ id, userId }) => [id, userId]));
  const placeIds = [...new Set(punches.flatMap(({ placeId }) => placeId ?? []))];
  const names = await findPlaceNames(placeIds);
  const rows = punches.flatMap(({ id, personId, at, placeId, note }) => {
    const userId = userIds.get(personId);
    return userId === undefined
      ? []
      : [{ id, userId, at, placeName: names.get(placeId ?? '') ?? '', comment: note ?? '' }];
  });
  if (rows.length > 0) await deps.feishu.attendance.writePunches(rows);
}
