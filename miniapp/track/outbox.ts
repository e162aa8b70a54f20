import type { ConsentKind } from '../../server/contract/consent.ts';
import type { ItemReceipt, Punch } from '../../server/contract/ingest.ts';
import { stampNow } from './clock.ts';
import type { Clock } from './clock.ts';
import { createCell, touch } from './cell.ts';
import { createSharedChanges } from './shared-changes.ts';
import type { Cell } from './cell.ts';
import { isQuota, keepWithinCapacity, thinFixes } from './capacity.ts';
import type { Space } from './capacity.ts';
import { memories } from './memories.ts';
import { signalStore } from './signal-store.ts';
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

/** Another tab leaves a punch alone for this long while its own page looks for the location. */
const HOLD_MS = 30_000;
const ANSWERS_KEPT_MS = 7 * 86_400_000;

/** How much of a person's data still waits on this phone. */
export type Waiting = { fixes: number; punches: number; photos: number; signals: number };
export type NewPhoto = { id: string; capturedAtMs: number; bytes: ArrayBuffer; type: string };
export type Outbox = Awaited<ReturnType<typeof createOutbox>>;

/** Everything captured and not yet answered by the server; survives reload and restart. `changes` counts writes. */
export async function createOutbox({ clock, name = 'mingqin' }: { clock: Clock; name?: string }) {
  const db = await openOutboxDatabase(name);
  const { changes, close } = createSharedChanges(name);
  const install = await readInstall(db);
  const heldIds = new Set<string>();
  const space = createCell<Space>('enough');
  return {
    installId: install.installId,
    space,
    changes,
    close: () => {
      close();
      db.close();
    },
    isHeld: (id: string): boolean => heldIds.has(id),
    /** Held by this page, or by another one that still looks for the location. */
    isWaitingForPlace: ({ id, stamp, heldUntilMs = 0 }: QueuedPunch): boolean =>
      heldIds.has(id) || (stamp.pageId !== clock.pageId && heldUntilMs > clock.nowMs()),
    ...writes(db, clock, { changes, heldIds, space }),
    ...signalStore(db, clock, changes),
    ...memories(db),
    ...reads(db),
    ...settlements(db, clock, changes),
  };
}

function writes(
  db: OutboxDatabase,
  clock: Clock,
  { changes, heldIds, space }: { changes: Cell<number>; heldIds: Set<string>; space: Cell<Space> },
) {
  return {
    /** Takes the next seq and stores the fix, read at `monoMs`, in one transaction, so that two tabs never share a seq. */
    addFix: async (personId: string, reading: Reading, monoMs = clock.monoMs()): Promise<number> => {
      const stamp = { ...stampNow(clock), monoMs, capturedAtMs: reading.capturedAtMs };
      const add = () => addNumbered(db, { personId, reading, stamp });
      await keepWithinCapacity(db, personId, space);
      const seq = await add().catch(async (error: unknown) => {
        if (!isQuota(error)) throw error;
        space.set('full');
        await thinFixes(db, personId);
        return add();
      });
      touch(changes);
      return seq;
    },
    /** A punch and its photo are stored together or not at all. It is held until `releasePunch`, or for half a minute when the page dies. */
    addPunch: async (personId: string, punch: Omit<Punch, 'ageMs'>, photo?: NewPhoto): Promise<void> => {
      heldIds.add(punch.id);
      const stamp = { ...stampNow(clock), capturedAtMs: punch.capturedAtMs };
      const row = { personId, id: punch.id, punch, stamp, heldUntilMs: clock.nowMs() + HOLD_MS };
      const add = () => addPunchRow(db, row, photo);
      await add().catch(async (error: unknown) => {
        if (!isQuota(error)) throw error;
        space.set('full');
        await thinFixes(db, personId);
        await add();
      });
      touch(changes);
    },
    /** Lets a held punch go, with the location that was found meanwhile. */
    releasePunch: async (personId: string, id: string, location?: Punch['location']): Promise<void> => {
      const row = await db.get('punches', [personId, id]);
      if (row) {
        const { heldUntilMs: _over, ...free } = row;
        const punch = location ? { ...row.punch, location } : row.punch;
        await db.put('punches', { ...free, punch });
      }
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
      signals: await db.count('signals', keysOf(personId)),
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

async function addNumbered(
  db: OutboxDatabase,
  { personId, reading, stamp }: Omit<QueuedFix, 'seq'>,
): Promise<number> {
  const tx = db.transaction(['install', 'fixes'], 'readwrite');
  const held = await installIn(tx.objectStore('install').get('install'));
  await tx.objectStore('fixes').add({ personId, seq: held.nextSeq, reading, stamp });
  await tx.objectStore('install').put({ ...held, nextSeq: held.nextSeq + 1 }, 'install');
  await tx.done;
  return held.nextSeq;
}

async function addPunchRow(db: OutboxDatabase, row: QueuedPunch, photo?: NewPhoto): Promise<void> {
  const { personId, id: punchId } = row;
  const tx = db.transaction(['punches', 'photos'], 'readwrite');
  await tx.objectStore('punches').add(row);
  if (photo) await tx.objectStore('photos').add({ personId, punchId, ...photo });
  await tx.done;
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
  const tx = db.transaction(['fixes', 'punches', 'signals', 'alive'], 'readwrite');
  await tx.objectStore('fixes').delete(keysOf(personId));
  await tx.objectStore('alive').delete(personId);
  for (const row of await tx.objectStore('signals').getAll(keysOf(personId)))
    if (row.signal.kind === 'wifi' || row.signal.kind === 'gap')
      await tx.objectStore('signals').delete([personId, row.id]);
    else if (row.signal.kind === 'prompt') {
      const { location: _dropped, ...signal } = row.signal;
      await tx.objectStore('signals').put({ ...row, signal });
    }
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
