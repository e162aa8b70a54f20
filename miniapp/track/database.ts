import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { ConsentKind } from '../../server/contract/consent.ts';
import type { Datum } from '../../server/contract/geo.ts';
import type { Fix, ItemReceipt, Punch } from '../../server/contract/ingest.ts';
import type { GapCause, Signal } from '../../server/contract/signal.ts';
import type { ConsentsView } from '../../server/contract/consent.ts';
import type { MeView, TodayView } from '../../server/contract/views.ts';
import type { Stamp } from './clock.ts';

/** A fix as read from the phone, before it has a seq. */
export type Reading = Omit<Fix, 'seq' | 'ageMs'> & { datum: Datum };

export type QueuedFix = { personId: string; seq: number; reading: Reading; stamp: Stamp };
export type QueuedPunch = {
  personId: string;
  id: string;
  punch: Omit<Punch, 'ageMs'>;
  stamp: Stamp;
  /** Device time until which other pages wait for the location. */
  heldUntilMs?: number;
};
export type QueuedPhoto = {
  personId: string;
  id: string;
  punchId: string;
  capturedAtMs: number;
  bytes: ArrayBuffer;
  type: string;
};
type WithoutAge<T> = T extends unknown ? Omit<T, 'ageMs'> : never;
export type NewSignal = WithoutAge<Signal>;
export type QueuedSignal = { personId: string; id: string; signal: NewSignal; stamp: Stamp };
/** When a person's last fix was kept, by the page life that did it, and what has come between since. */
export type Alive = { atMs: number; pageId: string; cause?: GapCause };
/** What the first screen showed last, for a start without a network. */
export type LastSeen = {
  me: MeView;
  today?: TodayView;
  consents?: ConsentsView;
  serverOffsetMs?: number;
  /** Of the sign-in that showed it. */
  mark?: string;
};
/** A sent punch and what the server said about it, kept for the screens until the server's own list shows it. */
export type AnsweredPunch = {
  personId: string;
  id: string;
  punch: QueuedPunch['punch'];
  receipt: ItemReceipt;
};

export type Install = { installId: string; nextSeq: number };
/** Items the server did not take, by code, for the person to see. */
export type Refusals = Record<string, number>;

interface OutboxSchema extends DBSchema {
  install: { key: string; value: Install };
  fixes: { key: [string, number]; value: QueuedFix };
  punches: { key: [string, string]; value: QueuedPunch };
  photos: { key: [string, string]; value: QueuedPhoto };
  results: { key: [string, string]; value: AnsweredPunch };
  refusals: { key: string; value: Refusals };
  withdrawals: { key: [string, string]; value: { personId: string; kind: ConsentKind } };
  signals: { key: [string, string]; value: QueuedSignal };
  alive: { key: string; value: Alive };
  lastSeen: { key: string; value: LastSeen };
}
export type OutboxDatabase = IDBPDatabase<OutboxSchema>;

/** Keys start with the person, so that two people on one phone never see or send each other's items. */
export function openOutboxDatabase(name: string): Promise<OutboxDatabase> {
  return openDB<OutboxSchema>(name, 2, {
    upgrade(db, before) {
      if (before < 1) createFirstStores(db);
      db.createObjectStore('signals', { keyPath: ['personId', 'id'] });
      db.createObjectStore('alive');
      db.createObjectStore('lastSeen');
    },
  });
}

function createFirstStores(db: OutboxDatabase): void {
  db.createObjectStore('install');
  db.createObjectStore('fixes', { keyPath: ['personId', 'seq'] });
  db.createObjectStore('punches', { keyPath: ['personId', 'id'] });
  db.createObjectStore('photos', { keyPath: ['personId', 'id'] });
  db.createObjectStore('results', { keyPath: ['personId', 'id'] });
  db.createObjectStore('refusals');
  db.createObjectStore('withdrawals', { keyPath: ['personId', 'kind'] });
}

/** Keys of one person whose UUIDv7 was made before `atMs`. */
export const idsBefore = (personId: string, atMs: number): IDBKeyRange => {
  const hex = atMs.toString(16).padStart(12, '0');
  return IDBKeyRange.bound([personId], [personId, `${hex.slice(0, 8)}-${hex.slice(8)}`]);
};

/** All keys of one person: an array key sorts after every string and number. */
export const keysOf = (personId: string): IDBKeyRange => IDBKeyRange.bound([personId], [personId, []]);

/** Writes all of it or nothing: what fails halfway takes the rest back. */
export async function allOrNothing(
  tx: { done: Promise<void>; abort: () => void },
  work: () => Promise<unknown>,
): Promise<void> {
  // Its own rejection says the same again.
  tx.done.catch(() => undefined);
  try {
    await work();
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // Already over.
    }
    throw error;
  }
  await tx.done;
}
