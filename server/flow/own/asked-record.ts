import type { DataRequestBody } from '../../contract/data-request.ts';
import { notFound } from '../../errors.ts';
import type { AskedRecord } from '../../store/data-requests.ts';
import { findPhoto } from '../../store/photos.ts';
import type { Person } from '../../store/people.ts';
import { findPlaceNames } from '../../store/places.ts';
import { findPunch } from '../../store/punches.ts';
import { findVisit } from '../../store/visits.ts';

/** The one punch, visit or photo that a request is about, so that HR finds it without a guess; somebody else's does not exist. */
export async function findAskedRecord(
  { id: personId }: Person,
  { topic, recordId }: Pick<DataRequestBody, 'topic' | 'recordId'>,
): Promise<AskedRecord | undefined> {
  if (recordId === undefined) return undefined;
  const found = await findOne(topic, recordId);
  if (found?.personId !== personId) throw notFound('record');
  const { at, direction, placeId } = found;
  const placeName = placeId === undefined ? undefined : (await findPlaceNames([placeId])).get(placeId);
  return {
    id: recordId,
    at,
    ...(direction !== undefined && { direction }),
    ...(placeName !== undefined && { placeName }),
  };
}

type Found = Readonly<{ personId: string; at: Date; direction?: 'in' | 'out'; placeId?: string | undefined }>;

async function findOne(topic: DataRequestBody['topic'], id: string): Promise<Found | null> {
  if (topic === 'punch') {
    const punch = await findPunch(id);
    return punch && { ...punch, direction: punch.kind };
  }
  if (topic === 'visit') {
    const visit = await findVisit(id);
    return visit?.said === 'logged' ? { ...visit, at: visit.startAt, placeId: visit.customerId } : null;
  }
  const photo = await findPhoto(id);
  return photo && { ...photo, at: photo.capturedAt };
}
