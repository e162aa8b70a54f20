import type { ConsentKind } from '../../server/contract/consent.ts';
import type { ItemReceipt, Punch } from '../../server/contract/ingest.ts';
import { stampNow } from './clock.ts';
import type { Clock } from './clock.ts';
import { createCell } from './cell.ts';
import type { Cell } from './cell.ts';
import { idsBefore, keysOf, openOutboxDatabase } from './database.ts';
import type {
  AnsweredPunch,
  Install,
  OutboxDatabase,
  QueuedFix,
  QueuedPhoto,
  QueuedPunch,
  Reading,
  Refusals,
} from './database.ts';

const ANSWERS_KEPT_MS = 7 * 86_400_000;

/** How much of a person's data still waits on this phone. */
export type Waiting = { fixes: number; punches: number; photos: number };
export type NewPhoto = { id: string; capturedAtMs: number; bytes: ArrayBuffer; type: string };
export type Outbox = Awaited<ReturnType<typeof createOutbox>>;

/** Everything captured and not yet answered by the server; survives reload and restart. `changes` counts writes. */
export async function createOutbox({ clock, name = 'mingqin' }: { clock: Clock; name?: string }) {
  const db = await openOutboxDatabase(name);
  const changes = createCell(0);
  const install = await readInstall(db);
  const heldIds = new Set<string>();
  return {
    installId: install.installId,
    changes,
    close: () => db.close(),
    isHeld: (id: string): boolean => heldIds.has(id),
    ...writes(db, clock, { changes, heldIds }),
    ...reads(db),
    ...settlements(db, clock, changes),
  };
}

const touch = (changes: Cell<number>): void => changes.set(changes.get() + 1);

function writes(
  db: OutboxDatabase,
  clock: Clock,
  { changes, heldIds }: { changes: Cell<number>; heldIds: Set<string> },
) {
  return {
    /** Takes the next seq and stores the fix in one transaction, so that two tabs never share a seq. */
    addFix: async (personId: string, reading: Reading): Promise<number> => {
      const stamp = { ...stampNow(clock), capturedAtMs: reading.capturedAtMs };
      const tx = db.transaction(['install', 'fixes'], 'readwrite');
      const held = await installIn(tx.objectStore('install').get('install'));
      await tx.objectStore('fixes').add({ personId, seq: held.nextSeq, reading, stamp });
      await tx.objectStore('install').put({ ...held, nextSeq: held.nextSeq + 1 }, 'install');
      await tx.done;
      touch(changes);
      return held.nextSeq;
    },
    /** A punch and its photo are stored together or not at all. It is held until `releasePunch`, or until the page dies. */
    addPunch: async (personId: string, punch: Omit<Punch, 'ageMs'>, photo?: NewPhoto): Promise<void> => {
      heldIds.add(punch.id);
      const stamp = { ...stampNow(clock), capturedAtMs: punch.capturedAtMs };
      const tx = db.transaction(['punches', 'photos'], 'readwrite');
      await tx.objectStore('punches').add({ personId, id: punch.id, punch, stamp });
      if (photo) await tx.objectStore('photos').add({ personId, punchId: punch.id, ...photo });
      await tx.done;
      touch(changes);
    },
    /** Lets a held punch go, with the location that was found meanwhile. */
    releasePunch: async (personId: string, id: string, location?: Punch['location']): Promise<void> => {
      const row = location && (await db.get('punches', [personId, id]));
      if (row) await db.put('punches', { ...row, punch: { ...row.punch, location } });
      heldIds.delete(id);
      touch(changes);
    },
    /** Stops collection at once, also offline: queued data of that kind goes, the withdrawal itself is queued. */
    withdraw: async (personId: string, kind: ConsentKind): Promise<void> => {
      await db.put('withdrawals', { personId, kind });
      if (kind === 'location') await dropLocations(db, personId);
      if (kind === 'photo') await db.delete('photos', keysOf(personId));
      touch(changes);
    },
    endWithdrawal: async (personId: string, kind: ConsentKind): Promise<void> => {
      await db.delete('withdrawals', [personId, kind]);
      touch(changes);
    },
  };
}

function reads(db: OutboxDatabase) {
  return {
    nextFixes: (personId: string, limit: number): Promise<QueuedFix[]> =>
      db.getAll('fixes', keysOf(personId), limit),
    punches: (personId: string): Promise<QueuedPunch[]> => db.getAll('punches', keysOf(personId)),
    /** Photos whose punch the server already has. */
    readyPhotos: async (personId: string): Promise<QueuedPhoto[]> => {
      const waiting = new Set((await db.getAll('punches', keysOf(personId))).map((row) => row.id));
      return (await db.getAll('photos', keysOf(personId))).filter((photo) => !waiting.has(photo.punchId));
    },
    withdrawals: async (personId: string): Promise<ConsentKind[]> =>
      (await db.getAll('withdrawals', keysOf(personId))).map((row) => row.kind),
    waiting: async (personId: string): Promise<Waiting> => ({
      fixes: await db.count('fixes', keysOf(personId)),
      punches: await db.count('punches', keysOf(personId)),
      photos: await db.count('photos', keysOf(personId)),
    }),
    answeredPunches: (personId: string): Promise<AnsweredPunch[]> => db.getAll('results', keysOf(personId)),
    refusals: async (personId: string): Promise<Refusals> => (await db.get('refusals', personId)) ?? {},
  };
}

function settlements(db: OutboxDatabase, clock: Clock, changes: Cell<number>) {
  return {
    /** Removes answered fixes and counts what was not taken, in one transaction; goes on above the server's seq. */
    settleFixes: async (
      personId: string,
      seqs: readonly number[],
      news: { refused: Refusals; maxSeq: number },
    ) => {
      const tx = db.transaction(['install', 'fixes', 'refusals'], 'readwrite');
      for (const seq of seqs) await tx.objectStore('fixes').delete([personId, seq]);
      const known = (await tx.objectStore('refusals').get(personId)) ?? {};
      await tx.objectStore('refusals').put(addUp(known, news.refused), personId);
      const held = await installIn(tx.objectStore('install').get('install'));
      const nextSeq = Math.max(held.nextSeq, news.maxSeq + 1);
      await tx.objectStore('install').put({ ...held, nextSeq }, 'install');
      await tx.done;
      touch(changes);
    },
    settlePunch: async (personId: string, id: string, receipt: ItemReceipt) => {
      const tx = db.transaction(['punches', 'results'], 'readwrite');
      const row = await tx.objectStore('punches').get([personId, id]);
      if (row) await tx.objectStore('results').put({ personId, id, punch: row.punch, receipt });
      await tx.objectStore('punches').delete([personId, id]);
      await tx.objectStore('results').delete(idsBefore(personId, clock.nowMs() - ANSWERS_KEPT_MS));
      await tx.done;
      touch(changes);
    },
    settlePhoto: async (personId: string, id: string, refused: Refusals) => {
      const tx = db.transaction(['photos', 'refusals'], 'readwrite');
      await tx.objectStore('photos').delete([personId, id]);
      const known = (await tx.objectStore('refusals').get(personId)) ?? {};
      await tx.objectStore('refusals').put(addUp(known, refused), personId);
      await tx.done;
      touch(changes);
    },
    dropFixes: async (personId: string) => {
      await db.delete('fixes', keysOf(personId));
      touch(changes);
    },
    dropPhotos: async (personId: string) => {
      await db.delete('photos', keysOf(personId));
      touch(changes);
    },
  };
}

async function readInstall(db: OutboxDatabase): Promise<Install> {
  const tx = db.transaction('install', 'readwrite');
  const held = await tx.store.get('install');
  const install = held ?? { installId: crypto.randomUUID(), nextSeq: 0 };
  if (!held) await tx.store.put(install, 'install');
  await tx.done;
  return install;
}

/** Made when the outbox opened; absent only when the browser wiped the store under a living page. */
async function installIn(read: Promise<Install | undefined>): Promise<Install> {
  const held = await read;
  if (!held) throw new Error('install is missing');
  return held;
}

async function dropLocations(db: OutboxDatabase, personId: string): Promise<void> {
  const tx = db.transaction(['fixes', 'punches'], 'readwrite');
  await tx.objectStore('fixes').delete(keysOf(personId));
  for (const row of await tx.objectStore('punches').getAll(keysOf(personId))) {
    const { location: _dropped, ...punch } = row.punch;
    await tx.objectStore('punches').put({ ...row, punch });
  }
  await tx.done;
}

function addUp(known: Refusals, more: Refusals): Refusals {
  const sum = { ...known };
  for (const [code, count] of Object.entries(more)) sum[code] = (sum[code] ?? 0) + count;
  return sum;
}
