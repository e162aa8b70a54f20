import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { Visit, VisitDetails, VisitsToday } from '../../../server/contract/visit.ts';
import { serverOffsetMs } from '../../api.ts';
import { myApi } from '../../my-api.ts';
import { stampNow } from '../../track/clock.ts';
import type { Reading } from '../../track/database.ts';
import type { VisitItem, VisitQueue } from '../../track/visit-queue.ts';
import { useSession } from '../session.ts';
import { visitQueueOf } from './visit-sync.ts';

export type VisitState = Readonly<{
  list?: VisitsToday;
  waiting: readonly VisitItem[];
  refused: number;
  /** The list is the last one this phone saw. */
  isOld: boolean;
}>;

/** Today's visits as the server has them, with what this phone has not sent yet; kept current. */
export function useVisits() {
  const session = useSession();
  const queue = useRef<VisitQueue>(undefined);
  const [state, setState] = useState<VisitState>({ waiting: [], refused: 0, isOld: false });

  const refresh = useCallback(async (): Promise<void> => {
    const held = (queue.current ??= await visitQueueOf(session));
    const read = async (fresh?: VisitsToday): Promise<void> => {
      const [waiting, refused, kept] = await Promise.all([held.items(), held.refused(), held.list()]);
      const list = fresh ?? kept;
      setState({ ...(list ? { list } : {}), waiting, refused, isOld: fresh === undefined });
    };
    await held.flush();
    const fresh = await myApi.visitsToday().catch(() => undefined);
    if (fresh) await held.keepList(fresh);
    await read(fresh);
  }, [session]);

  useEffect(() => {
    const onOnline = (): void => void refresh();
    void refresh();
    window.addEventListener('online', onOnline);
    return () => window.removeEventListener('online', onOnline);
  }, [refresh]);

  const log = async (
    customerId: string,
    details: Pick<Visit, 'purpose'>,
    reading?: Reading,
  ): Promise<string> => {
    const held = (queue.current ??= await visitQueueOf(session));
    const stamp = stampNow(session.clock);
    const id = uuidv7();
    const visit = {
      id,
      customerId,
      capturedAtMs: stamp.capturedAtMs,
      ...details,
      ...(reading ? { location: locationOf(reading) } : {}),
    };
    await held.add({ kind: 'log', personId: session.me.personId, visitId: id, visit, stamp });
    await refresh();
    return id;
  };
  const describe = async (visitId: string, details: Omit<VisitDetails, 'editedAtMs'>): Promise<void> => {
    const held = (queue.current ??= await visitQueueOf(session));
    const editedAtMs = session.clock.nowMs() + (serverOffsetMs() ?? 0);
    const item = { kind: 'details', visitId, details: { ...details, editedAtMs } } as const;
    await held.add({ ...item, personId: session.me.personId });
    await refresh();
  };
  const addPhoto = async (visitId: string, bytes: ArrayBuffer): Promise<void> => {
    const held = (queue.current ??= await visitQueueOf(session));
    const item = {
      kind: 'photo',
      visitId,
      photoId: uuidv7(),
      capturedAtMs: session.clock.nowMs(),
      bytes,
    } as const;
    await held.add({ ...item, personId: session.me.personId });
    await refresh();
  };
  return { state, refresh, log, describe, addPhoto };
}

export type Visits = ReturnType<typeof useVisits>;

const locationOf = ({ lng, lat, accuracyM, datum }: Reading) => ({ lng, lat, accuracyM, datum });
