import { useEffect, useState } from 'react';
import { useCell } from '../parts/use-cell.ts';
import type { AnsweredPunch, QueuedPunch, Refusals } from '../track/database.ts';
import type { Waiting } from '../track/outbox.ts';
import { useSession } from './session.ts';

export type Queue = {
  waiting: Waiting;
  punches: QueuedPunch[];
  answered: AnsweredPunch[];
  refusals: Refusals;
};
const EMPTY: Queue = {
  waiting: { fixes: 0, punches: 0, photos: 0, signals: 0 },
  punches: [],
  answered: [],
  refusals: {},
};

/** What this phone still holds, kept current. */
export function useQueue(): Queue {
  const { outbox, me } = useSession();
  const change = useCell(outbox.changes);
  const [queue, setQueue] = useState(EMPTY);
  useEffect(() => {
    let stale = false;
    const read = async (): Promise<void> => {
      const [waiting, punches, answered, refusals] = await Promise.all([
        outbox.waiting(me.personId),
        outbox.punches(me.personId),
        outbox.answeredPunches(me.personId),
        outbox.refusals(me.personId),
      ]);
      if (!stale) setQueue({ waiting, punches, answered, refusals });
    };
    void read();
    return () => {
      stale = true;
    };
  }, [change, outbox, me.personId]);
  return queue;
}
