import { useEffect, useState } from 'react';
import { useCell } from '../parts/use-cell.ts';
import type { QueuedPunch, Refusals } from '../track/database.ts';
import type { Waiting } from '../track/outbox.ts';
import { useSession } from './session.ts';

export type Queue = { waiting: Waiting; punches: QueuedPunch[]; refusals: Refusals };
const EMPTY: Queue = { waiting: { fixes: 0, punches: 0, photos: 0 }, punches: [], refusals: {} };

/** What this phone still holds, kept current. */
export function useQueue(): Queue {
  const { outbox, me } = useSession();
  const change = useCell(outbox.changes);
  const [queue, setQueue] = useState(EMPTY);
  useEffect(() => {
    let stale = false;
    const read = async (): Promise<void> => {
      const [waiting, punches, refusals] = await Promise.all([
        outbox.waiting(me.personId),
        outbox.punches(me.personId),
        outbox.refusals(me.personId),
      ]);
      if (!stale) setQueue({ waiting, punches, refusals });
    };
    void read();
    return () => {
      stale = true;
    };
  }, [change, outbox, me.personId]);
  return queue;
}
