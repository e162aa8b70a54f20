import { openDB } from 'idb';
import type { DBSchema } from 'idb';
import type { Visit, VisitDetails, VisitsToday } from '../../server/contract/visit.ts';
import { ApiError } from '../api.ts';
import type { myApi } from '../my-api.ts';
import { createCell } from './cell.ts';
import { ageOf } from './clock.ts';
import type { Clock, Stamp } from './clock.ts';

/** What waits to be sent about visits, in the order it was said; `seq` is the order of one phone. */
export type VisitItem = { seq: number; personId: string; visitId: string } & (
  | { kind: 'log'; visit: Omit<Visit, 'ageMs'>; stamp: Stamp }
  | { kind: 'details'; details: VisitDetails }
  | { kind: 'photo'; photoId: string; capturedAtMs: number; bytes: ArrayBuffer }
);
type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
export type NewVisitItem = WithoutSeq<VisitItem>;

interface VisitSchema extends DBSchema {
  items: { key: number; value: NewVisitItem | VisitItem };
  lists: { key: string; value: VisitsToday };
  refused: { key: string; value: number };
}
type SendApi = Pick<typeof myApi, 'sendVisits' | 'describeVisit' | 'sendVisitPhoto'>;
type QueueDeps = {
  api: SendApi;
  clock: Clock;
  personId: string;
  serverOffsetMs: () => number | undefined;
  name?: string;
};
export type VisitQueue = Awaited<ReturnType<typeof createVisitQueue>>;

/** Visits survive reload and restart like punches; each leaves the phone once the server has answered for it. */
export async function createVisitQueue(deps: QueueDeps) {
  const { personId, name = 'mingqin-visits' } = deps;
  const db = await openDB<VisitSchema>(name, 1, {
    upgrade(made) {
      made.createObjectStore('items', { keyPath: 'seq', autoIncrement: true });
      made.createObjectStore('lists');
      made.createObjectStore('refused');
    },
  });
  const changes = createCell(0);
  const touch = (): void => changes.set(changes.get() + 1);
  let sending: Promise<boolean> | undefined;

  const items = async (): Promise<VisitItem[]> =>
    (await db.getAll('items')).filter(
      (item): item is VisitItem => item.personId === personId && 'seq' in item,
    );
  const settle = async (item: VisitItem, isRefused: boolean): Promise<void> => {
    if (isRefused) await db.put('refused', ((await db.get('refused', personId)) ?? 0) + 1, personId);
    await db.delete('items', item.seq);
    touch();
  };
  const sendAll = async (): Promise<boolean> => {
    for (let [item] = await items(); item; [item] = await items()) {
      const fate = await send(deps, item);
      if (fate === 'later') return false;
      await settle(item, fate === 'refused');
    }
    return true;
  };
  return {
    changes,
    items,
    refused: async (): Promise<number> => (await db.get('refused', personId)) ?? 0,
    add: async (item: NewVisitItem): Promise<void> => {
      await db.add('items', item);
      touch();
    },
    /** Sends what waits, in order; false when something has to wait. One run at a time. */
    flush: (): Promise<boolean> => {
      sending ??= sendAll().finally(() => {
        sending = undefined;
      });
      return sending;
    },
    keepList: (list: VisitsToday): Promise<unknown> => db.put('lists', list, personId),
    list: (): Promise<VisitsToday | undefined> => db.get('lists', personId),
    close: () => db.close(),
  };
}

type Fate = 'done' | 'refused' | 'later';

async function send(deps: QueueDeps, item: VisitItem): Promise<Fate> {
  try {
    if (item.kind === 'log') return await sendLog(deps, item);
    if (item.kind === 'details') await deps.api.describeVisit(item.visitId, item.details);
    else {
      const blob = new Blob([item.bytes], { type: 'image/jpeg' });
      await deps.api.sendVisitPhoto(item.visitId, {
        id: item.photoId,
        capturedAtMs: item.capturedAtMs,
        blob,
      });
    }
    return 'done';
  } catch (error) {
    return isForGood(error) ? 'refused' : 'later';
  }
}

async function sendLog(
  { api, clock, serverOffsetMs }: QueueDeps,
  { visit, stamp }: Extract<VisitItem, { kind: 'log' }>,
): Promise<Fate> {
  const offset = serverOffsetMs();
  const { receipts } = await api.sendVisits({
    sentAtMs: clock.nowMs(),
    ...(offset === undefined ? {} : { serverOffsetMs: offset }),
    visits: [{ ...visit, ...ageOf(stamp, clock) }],
  });
  const [receipt] = receipts;
  if (!receipt) return 'later';
  return receipt.status === 'rejected' || receipt.status === 'conflict' ? 'refused' : 'done';
}

/** The server understood and said no; anything else is tried again. */
function isForGood(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status >= 400 &&
    error.status < 500 &&
    ![401, 408, 429].includes(error.status)
  );
}
