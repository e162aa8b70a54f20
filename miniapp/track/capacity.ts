import type { Cell } from './cell.ts';
import { allOrNothing, keysOf } from './database.ts';
import type { OutboxDatabase, QueuedFix } from './database.ts';

/** 14 days of shifts at a reading a minute. */
export const MAX_FIXES = 20_000;
export const MAX_PHOTOS = 200;
/** From here on the person is told, while nothing has been dropped yet. */
const NEARLY_FULL = 0.8;
/** Readings at least this far apart are all that a stay of ten minutes needs. */
const THIN_MS = 240_000;

/**
 * Room on the phone for what waits. `short`: nearly used up, nothing is lost yet; `full`: points have been thinned, never punches;
 * `unkept`: a punch waits in this page alone; `page`: the browser keeps nothing, what waits is gone with the page.
 */
export type Space = 'enough' | 'short' | 'full' | 'unkept' | 'page';

/** Says in time that room is short, and thins the points once there are more than fit. */
export async function keepWithinCapacity(
  db: OutboxDatabase,
  personId: string,
  space: Cell<Space>,
): Promise<void> {
  if (space.get() === 'page' || space.get() === 'unkept') return;
  const count = await db.count('fixes', keysOf(personId));
  const wasTold = space.get() !== 'enough';
  if (count < MAX_FIXES * NEARLY_FULL) {
    if (wasTold && !(await isDeviceShort())) space.set('enough');
    else if (!wasTold && mustLook(db, count) && (await isDeviceShort())) space.set('short');
    return;
  }
  if (!wasTold) space.set('short');
  if (count < MAX_FIXES) return;
  space.set('full');
  await thinFixes(db, personId);
}

const looked = new WeakSet<OutboxDatabase>();

/** The browser is asked once in a page's life, and after each hundredth point. */
function mustLook(db: OutboxDatabase, count: number): boolean {
  const isFirst = !looked.has(db);
  looked.add(db);
  return isFirst || count % 100 === 0;
}

/** Whether one more photo fits; the punch is kept in any case. */
export async function hasRoomForPhoto(db: OutboxDatabase, personId: string): Promise<boolean> {
  return (await db.count('photos', keysOf(personId))) < MAX_PHOTOS;
}

/**
 * Lets go of points that stand closer than four minutes to the one kept before them, in the older half of the queue; where they stand
 * apart already, of every second one. The first and the last stay. Answers how many went.
 */
export async function thinFixes(db: OutboxDatabase, personId: string): Promise<number> {
  const tx = db.transaction(['fixes', 'refusals'], 'readwrite');
  const rows = await tx.objectStore('fixes').getAll(keysOf(personId));
  const older = rows.slice(0, Math.ceil(rows.length / 2));
  const close = tooClose(older);
  const gone = close.length >= older.length / 10 ? close : older.filter((_, n) => n % 2 === 1);
  await allOrNothing(tx, async () => {
    for (const { seq } of gone) await tx.objectStore('fixes').delete([personId, seq]);
    const known = (await tx.objectStore('refusals').get(personId)) ?? {};
    const thinned = (known['thinned'] ?? 0) + gone.length;
    await tx.objectStore('refusals').put({ ...known, thinned }, personId);
  });
  return gone.length;
}

export const isQuota = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError';

function tooClose(rows: readonly QueuedFix[]): QueuedFix[] {
  let keptMs = Number.NEGATIVE_INFINITY;
  return rows.filter(({ reading }) => {
    if (reading.capturedAtMs - keptMs < THIN_MS) return true;
    keptMs = reading.capturedAtMs;
    return false;
  });
}

/** What the browser says of its storage; nothing where it does not. */
async function isDeviceShort(): Promise<boolean> {
  const storage = (globalThis.navigator as Navigator | undefined)?.storage;
  const { usage = 0, quota = 0 } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota > 0 && usage / quota > NEARLY_FULL;
}
