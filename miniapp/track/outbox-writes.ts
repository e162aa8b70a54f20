import type { Punch } from '../../server/contract/ingest.ts';
import { isQuota, keepWithinCapacity, thinFixes } from './capacity.ts';
import type { Space } from './capacity.ts';
import { touch } from './cell.ts';
import type { Cell } from './cell.ts';
import { stampNow } from './clock.ts';
import type { Clock } from './clock.ts';
import type { OutboxDatabase, QueuedFix, QueuedPunch, Reading } from './database.ts';
import { installIn } from './outbox-install.ts';

/** Another tab leaves a punch alone for this long while its own page looks for the location. */
const HOLD_MS = 30_000;

export type NewPhoto = { id: string; capturedAtMs: number; bytes: ArrayBuffer; type: string };

/** What the phone takes in: a full store thins points and never loses a punch. */
export function writes(
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
