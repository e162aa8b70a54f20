import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { Visit, VisitDetails, VisitsToday } from '../../../server/contract/visit.ts';
import { serverNowMs } from '../../api.ts';
import { myApi } from '../../my-api.ts';
import { stampNow } from '../../track/clock.ts';
import type { NewVisitItem, ShownVisitItem } from '../../track/visit-queue.ts';
import { dayIn } from '../company-day.ts';
import { useSession } from '../session.ts';
import { listFor } from './visit-rows.ts';
import { visitQueueOf } from './visit-sync.ts';

export type VisitState = Readonly<{
  list?: VisitsToday;
  waiting: readonly ShownVisitItem[];
  refused: number;
  /** The list is the last one this phone saw. */
  isOld: boolean;
}>;

type Unowned<T> = T extends unknown ? Omit<T, 'personId'> : never;

/** Today's visits as the server has them, with what this phone has not sent yet; kept current. */
export function useVisits() {
  const session = useSession();
  const { me, clock } = session;
  const [state, setState] = useState<VisitState>({ waiting: [], refused: 0, isOld: false });
  const asked = useRef(0);

  /** What this phone knows, at once; `isOld` once the server was asked in vain. */
  const show = useCallback(
    async (fresh?: VisitsToday, isOld = false): Promise<void> => {
      const held = await visitQueueOf(session);
      if (fresh) await held.keepList(fresh);
      const [waiting, refused, kept] = await Promise.all([held.unseen(), held.refused(), held.list()]);
      const list = fresh ?? listFor(kept, dayIn(me.timeZone));
      setState((before) => ({
        ...(list ? { list } : {}),
        waiting,
        refused,
        isOld: isOld || (!fresh && before.isOld),
      }));
    },
    [session, me.timeZone],
  );
  const refresh = useCallback(async (): Promise<void> => {
    const mine = ++asked.current;
    const held = await visitQueueOf(session);
    await held.flush();
    const sent = held.sent();
    const fresh = await myApi.visitsToday().catch(() => undefined);
    if (fresh) held.forgetSent(sent);
    // An answer that was overtaken knows less than what is shown.
    if (mine === asked.current) await show(fresh, fresh === undefined);
  }, [session, show]);

  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void refresh().catch(() => undefined);
    };
    void show().catch(() => undefined);
    look();
    window.addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [refresh, show]);

  /** Kept and shown before it is sent: a weak signal must not hold anybody up. */
  const add = async (item: Unowned<NewVisitItem>): Promise<void> => {
    await (await visitQueueOf(session)).add({ ...item, personId: me.personId });
    await show();
    void refresh().catch(() => undefined);
  };
  /** The time is that of the tap; `locate` may take a moment. */
  const log = async (
    customerId: string,
    details: Pick<Visit, 'purpose'>,
    locate: () => Promise<Visit['location']>,
  ): Promise<void> => {
    const stamp = stampNow(clock);
    const seen = await (await visitQueueOf(session)).seenNow();
    const [id, location] = [uuidv7(), await locate()];
    const { capturedAtMs } = stamp;
    const visit = { id, customerId, capturedAtMs, ...seen, ...details, ...(location ? { location } : {}) };
    await add({ kind: 'log', visitId: id, visit, stamp });
  };
  const describe = (visitId: string, details: Omit<VisitDetails, 'editedAtMs'>): Promise<void> =>
    add({ kind: 'details', visitId, details: { ...details, editedAtMs: serverNowMs() } });
  const addPhoto = (visitId: string, bytes: ArrayBuffer): Promise<void> =>
    add({ kind: 'photo', visitId, photoId: uuidv7(), capturedAtMs: clock.nowMs(), bytes });
  const forgetRefused = async (): Promise<void> => {
    await (await visitQueueOf(session)).forgetRefused();
    await show();
  };
  return { state, refresh, log, describe, addPhoto, forgetRefused };
}

export type Visits = ReturnType<typeof useVisits>;
