import { api, ApiError } from '../../api.ts';
import { draftsOf } from '../drafts.ts';
import type { Owner, PhoneSession } from '../session.ts';
import { visitQueueOf } from '../visit/visit-sync.ts';

type Session = Owner & Pick<PhoneSession, 'outbox' | 'sync'>;

/** What this phone has of the person and the server does not. */
export async function countUnsent(session: Session): Promise<number> {
  const { fixes, punches, photos, signals } = await session.outbox.waiting(session.me.personId);
  const visits = await (await visitQueueOf(session)).count().catch(() => 0);
  return fixes + punches + photos + signals + visits;
}

/**
 * Sends what waits, asks whether to go where that does not work, and leaves nothing to read on this phone. Without a network the sign-in
 * cannot be ended, and the person must know.
 */
export async function signOut(
  session: Session,
  maySkip: (unsent: number) => Promise<boolean>,
): Promise<'gone' | 'stays' | 'offline'> {
  const { outbox, sync, me } = session;
  const visits = await visitQueueOf(session);
  if ((await countUnsent(session)) > 0)
    await Promise.all([sync.flush({ urgent: true }), visits.flush()]).catch(() => undefined);
  const unsent = await countUnsent(session);
  // Nobody is asked to leave something behind where no sign-out can follow.
  if (unsent > 0 && (await isOffline())) return 'offline';
  if (unsent > 0 && !(await maySkip(unsent))) return 'stays';
  const fault = await api.logout().then(
    () => undefined,
    (error: unknown) => error,
  );
  // A sign-in that has ended already is no fault.
  if (fault !== undefined && !(fault instanceof ApiError && fault.status === 401)) return 'offline';
  await Promise.allSettled([outbox.forgetPerson(me.personId), visits.forget(), draftsOf(session).forget()]);
  return 'gone';
}

const isOffline = (): Promise<boolean> =>
  api.today(true).then(
    () => false,
    (error: unknown) => error instanceof ApiError && error.status === 0,
  );
