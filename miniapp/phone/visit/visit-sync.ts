import { serverOffsetMs } from '../../api.ts';
import { myApi } from '../../my-api.ts';
import { createVisitQueue } from '../../track/visit-queue.ts';
import type { VisitQueue } from '../../track/visit-queue.ts';
import type { Owner, PhoneSession } from '../session.ts';

const queues = new Map<string, Promise<VisitQueue>>();

/** The one queue of this person on this page. */
export function visitQueueOf({ me, clock }: Owner): Promise<VisitQueue> {
  const known = queues.get(me.personId);
  if (known) return known;
  const made = createVisitQueue({ api: myApi, clock, personId: me.personId, serverOffsetMs });
  queues.set(me.personId, made);
  return made;
}

const AGAIN_MS = 30_000;

/** Sends what was left on this phone, at the start and whenever the network comes back. */
export function keepVisitsSynced(session: PhoneSession): () => void {
  const flush = (): void => void visitQueueOf(session).then((queue) => queue.flush());
  flush();
  window.addEventListener('online', flush);
  const timer = setInterval(flush, AGAIN_MS);
  return () => {
    window.removeEventListener('online', flush);
    clearInterval(timer);
  };
}
