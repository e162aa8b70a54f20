import { openDB } from 'idb';
import type { DBSchema } from 'idb';
import type { ConsentKind } from '../../server/contract/consent.ts';
import type { Visit, VisitDetails, VisitsToday } from '../../server/contract/visit.ts';
import { ApiError } from '../api.ts';
import type { myApi } from '../my-api.ts';
import { createCell } from './cell.ts';
import { ageOf, seenNow } from './clock.ts';
import type { Clock, Stamp } from './clock.ts';

/** What waits to be sent about visits, in the order it was said; `seq` is the order of one phone. */
export type VisitItem = { seq: number; personId: string; visitId: string } & (
  | { kind: 'log'; visit: Omit<Visit, 'ageMs'>; stamp: Stamp }
  | { kind: 'details'; details: VisitDetails }
  | { kind: 'photo'; photoId: string; capturedAtMs: number; bytes: ArrayBuffer }
);
/** `isSent`: the server has it, and no list that shows it has come yet. */
export type ShownVisitItem = VisitItem & { isSent?: boolean };
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
  let sent: ShownVisitItem[] = [];

  const isOwn = (item: NewVisitItem | VisitItem): item is VisitItem =>
    item.personId === personId && 'seq' in item;
  const items = async (): Promise<VisitItem[]> => (await db.getAll('items')).filter(isOwn);
  /** Alone: photos are large. */
  const first = async (): Promise<VisitItem | undefined> => {
    let cursor = await db.transaction('items').store.openCursor();
    while (cursor && !isOwn(cursor.value)) cursor = await cursor.continue();
    return cursor && isOwn(cursor.value) ? cursor.value : undefined;
  };
  const settle = async (item: VisitItem, isRefused: boolean): Promise<void> => {
    if (isRefused) await db.put('refused', ((await db.get('refused', personId)) ?? 0) + 1, personId);
    else sent.push({ ...item, ...(item.kind === 'photo' && { bytes: new ArrayBuffer(0) }), isSent: true });
    await db.delete('items', item.seq);
    touch();
  };
  const sendAll = async (): Promise<boolean> => {
    for (let item = await first(); item; item = await first()) {
      const fate = await send(deps, item);
      if (fate === 'later') return false;
      await settle(item, fate === 'refused');
    }
    return true;
  };
  return {
    changes,
    items,
    /** What a list from the server may not show yet. */
    unseen: async (): Promise<ShownVisitItem[]> => [...sent, ...(await items())],
    /** How much has been sent and not been seen in a list since. */
    sent: (): number => sent.length,
    /** A list that was asked for when so much had been sent is here. */
    forgetSent: (count: number): void => {
      sent = sent.slice(count);
    },
    count: async (): Promise<number> => (await items()).length,
    refused: async (): Promise<number> => (await db.get('refused', personId)) ?? 0,
    /** The person has seen how many were. */
    forgetRefused: async (): Promise<void> => {
      await db.delete('refused', personId);
      touch();
    },
    /** What clocks have shown by now, for a visit that begins now. */
    seenNow: async () =>
      seenNow(
        deps.clock,
        (await items()).flatMap((item) => (item.kind === 'log' ? [item.stamp] : [])),
      ),
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
    /** A withdrawal counts here before the server has heard of it (R3). */
    withdraw: async (kind: ConsentKind): Promise<void> => {
      const tx = db.transaction('items', 'readwrite');
      for (const item of (await tx.store.getAll()).filter(isOwn)) {
        if (kind === 'photo' && item.kind === 'photo') await tx.store.delete(item.seq);
        if (kind !== 'location' || item.kind !== 'log') continue;
        const { location: _dropped, ...visit } = item.visit;
        await tx.store.put({ ...item, visit });
      }
      await tx.done;
      touch();
    },
    /** Who signs out leaves no names of customers behind; what waits stays theirs. */
    forget: (): Promise<void> => db.delete('lists', personId),
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

/**
 * The server understood and said no in its own words; anything else is tried again, by a newer page if this one is old. A file may be too
 * large for a proxy too.
 */
function isForGood(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { status, code } = error;
  const isOwnWord = !code.startsWith('http_') || status === 413;
  return (
    isOwnWord &&
    status >= 400 &&
    status < 500 &&
    ![401, 408, 429].includes(status) &&
    code !== 'page_outdated'
  );
}
