import type { ItemReceipt } from '../../contract/ingest.ts';
import type { Person } from '../../store/people.ts';
import { findPhoto, insertPhoto } from '../../store/photos.ts';
import { markVisitPhoto } from '../../store/visits.ts';
import { findErased } from '../own/erased.ts';
import { hadAgreedAt, requireConsent } from '../policy/consent.ts';
import type { Deps } from '../deps.ts';
import { receiptOf, reencode, takenAt } from '../ingest/photo.ts';
import { sha256 } from '../secret/secret.ts';
import { ownVisit } from './visit.ts';

/** Takes the photo of a logged visit: with consent only, re-encoded without metadata (R22), once by its id; the first one stays. */
export async function takeVisitPhoto(
  deps: Deps,
  person: Person,
  upload: Readonly<{ visitId: string; id: string; capturedAtMs: number; bytes: Uint8Array }>,
): Promise<ItemReceipt> {
  const { visitId, id, capturedAtMs, bytes } = upload;
  const history = await requireConsent(person.id, 'photo');
  const sourceSha256 = sha256(bytes);
  const known = await findPhoto(id);
  if (known) {
    const receipt = receiptOf(known, person, { id, sourceSha256 });
    // The first time may have been cut off before the visit knew of it.
    if (receipt.status === 'duplicate') await markVisitPhoto(known.punchId);
    return receipt;
  }
  const visit = await ownVisit(person, visitId);
  const receivedAt = deps.now();
  const { startAt, source } = visit;
  // A suggested visit was noted by our clock, when the person said yes to it.
  const said = source === 'phone' ? visit.capturedAt : startAt;
  const capturedAt = takenAt(capturedAtMs, { at: startAt, capturedAt: said }, receivedAt);
  if (![startAt, capturedAt].every((at) => hadAgreedAt(history, at)))
    return { id, index: 0, status: 'rejected', code: 'no_consent' };
  if ((await findErased(person, 'photo'))(capturedAt, { recordId: id }))
    return { id, index: 0, status: 'rejected', code: 'erased' };
  if (visit.hasPhoto) return { id, index: 0, status: 'rejected', code: 'has_photo' };
  const { jpeg, ...look } = await reencode(bytes);
  const photo = {
    id,
    personId: person.id,
    punchId: visitId,
    capturedAt,
    receivedAt,
    sourceSha256,
    sha256: sha256(jpeg),
    ...look,
  };
  if (!(await insertPhoto(photo, jpeg))) return receiptOf(await findPhoto(id), person, { id, sourceSha256 });
  await markVisitPhoto(visitId);
  return { id, index: 0, status: 'created' };
}
