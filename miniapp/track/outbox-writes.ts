import type { Punch } from '../../server/contract/ingest.ts';
import { isQuota, keepWithinCapacity, thinFixes } from './capacity.ts';
import type { Space } from './capacity.ts';
import { touch } from './cell.ts';
import type { Cell } from './cell.ts';
import { seenNow, stampNow } from './clock.ts';
import type { Clock } from './clock.ts';
import { allOrNothing, keysOf } from './database.ts';
import type { OutboxDatabase, QueuedFix, QueuedPunch, Reading } from './database.ts';
import { installIn } from './outbox-install.ts';
import type { Unkept } from './unkept.ts';

/** Another tab leaves a punch alone for this long while its own page looks for the location. */
export const HOLD_MS = 30_000;

type Parts = { changes: Cell<number>; heldIds: Set<string>; space: Cell<Space>; unkept: Unkept };
export type NewPhoto = { id: string; capturedAtMs: number; bytes: ArrayBuffer; type: string };

/** What became of a punch: stored with its photo, stored without because that did not fit, or in this page alone. */
export type Kept = 'whole' | 'no_photo' | 'page';

/** What the phone takes in: a full store thins points and never loses a punch. */
export function writes(db: OutboxDatabase, clock: Clock, { changes, heldIds, space, unkept }: Parts) {
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
    /**
     * Stored with its photo where both fit; a photo never costs the punch, and a storage that takes nothing leaves it in this page.
     * It is held until `releasePunch`, or for half a minute when the page dies.
     */
    addPunch: async (personId: string, punch: Omit<Punch, 'ageMs'>, photo?: NewPhoto): Promise<Kept> => {
      heldIds.add(punch.id);
      const stamp = { ...stampNow(clock), capturedAtMs: punch.capturedAtMs };
      const stored = await db.getAll('punches', keysOf(personId)).catch((): QueuedPunch[] => []);
      const waiting = unkept.punchesOver(stored, personId).map((row) => row.stamp);
      const said = { ...punch, ...seenNow(clock, waiting) };
      const row = { personId, id: punch.id, punch: said, stamp, heldUntilMs: clock.nowMs() + HOLD_MS };
      const kept = await keepPunch(db, row, photo, () => space.set('full'));
      if (kept === 'page') {
        unkept.add(withoutPhoto(row));
        space.set('unkept');
      }
      touch(changes);
      return kept;
    },
    /** Lets a held punch go, with the location that was found meanwhile. */
    releasePunch: async (personId: string, id: string, location?: Punch['location']): Promise<void> => {
      const row = unkept.get(id) ?? (await db.get('punches', [personId, id]));
      if (row) {
        const { heldUntilMs: _over, ...free } = row;
        const found = { ...free, punch: location ? { ...row.punch, location } : row.punch };
        const isStored = !unkept.has(id) && (await fits(() => db.put('punches', found)));
        if (!isStored) unkept.add(found);
      }
      heldIds.delete(id);
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
  await allOrNothing(tx, async () => {
    await tx.objectStore('punches').add(row);
    if (photo) await tx.objectStore('photos').add({ personId, punchId, ...photo });
  });
}

async function keepPunch(
  db: OutboxDatabase,
  row: QueuedPunch,
  photo: NewPhoto | undefined,
  onFull: () => void,
): Promise<Kept> {
  const whole = () => addPunchRow(db, row, photo);
  if (await fits(whole)) return 'whole';
  onFull();
  await thinFixes(db, row.personId).catch(() => undefined);
  if (await fits(whole)) return 'whole';
  return photo && (await fits(() => addPunchRow(db, withoutPhoto(row)))) ? 'no_photo' : 'page';
}

/** Browsers name a full disk in more than one way. */
const fits = (write: () => Promise<unknown>): Promise<boolean> =>
  write().then(
    () => true,
    () => false,
  );

function withoutPhoto(row: QueuedPunch): QueuedPunch {
  const { photoId: _gone, ...punch } = row.punch;
  return { ...row, punch };
}
