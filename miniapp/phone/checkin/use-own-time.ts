import { useEffect, useState } from 'react';
import { serverOffsetMs } from '../../api.ts';
import { useCell } from '../../parts/use-cell.ts';
import { ownTimeOf } from '../../track/own-time.ts';
import type { OwnTimeState } from '../../track/own-time.ts';
import { useSession } from '../session.ts';

/** The day's windows, rest and session as the person's own word has them now. */
export function useOwnTime(): OwnTimeState | undefined {
  const { outbox, me, today } = useSession();
  const view = useCell(today);
  const change = useCell(outbox.changes);
  const [own, setOwn] = useState<OwnTimeState>();
  useEffect(() => {
    let stale = false;
    if (!view) return undefined;
    const read = async (): Promise<void> => {
      const queued = await outbox.ownSignals(me.personId);
      if (!stale) setOwn(ownTimeOf(view, queued, serverOffsetMs() ?? 0));
    };
    void read();
    return () => {
      stale = true;
    };
  }, [view, change, outbox, me.personId]);
  return own;
}
