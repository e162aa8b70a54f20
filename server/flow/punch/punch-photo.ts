import { forbidden, notFound } from '../../errors.ts';
import { findPerson } from '../../store/people.ts';
import { findPhotoOf, readPhoto, type Photo } from '../../store/photos.ts';
import { findPunch } from '../../store/punches.ts';
import { recordRead } from '../../store/reads.ts';
import type { Actor, Deps } from '../deps.ts';
import { findConfirmers } from './punch-confirmers.ts';

/** The photo of a punch for who confirms it, as long as the punch waits for the word; each look is one the person can see (R16). */
export async function lookAtPunchPhoto(
  deps: Deps,
  actor: Actor,
  punchId: string,
): Promise<Readonly<{ photo: Photo; jpeg: Buffer }>> {
  const [punch, manager] = await Promise.all([findPunch(punchId), findPerson(actor.personId)]);
  if (!punch) throw notFound('punch');
  if (!manager?.isActive || !(await findConfirmers(punch)).some(({ id }) => id === manager.id))
    throw forbidden('not_store_manager');
  const photo = punch.status === 'needs_confirmation' ? await findPhotoOf(punchId) : null;
  if (photo?.personId !== punch.personId) throw notFound('photo');
  const { personId } = punch;
  await recordRead({ personId, readerId: manager.id, what: 'photo', purpose: 'confirm', at: deps.now() });
  return { photo, jpeg: await readPhoto(photo) };
}
