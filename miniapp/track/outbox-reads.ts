import type { ConsentKind } from '../../server/contract/consent.ts';
import { keysOf } from './database.ts';
import type { AnsweredPunch, OutboxDatabase, QueuedFix, QueuedPhoto, QueuedPunch } from './database.ts';
import type { Queue } from './queue.ts';

/** How much of a person's data still waits on this phone. */
export type Waiting = { fixes: number; punches: number; photos: number; signals: number };

/** What waits, and what the server said of what went. */
export function reads(db: OutboxDatabase) {
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
    /** All of it as of one moment: nothing is counted as sent and listed as waiting at once. */
    queue: async (personId: string): Promise<Queue> => {
      const tx = db.transaction(['fixes', 'punches', 'photos', 'signals', 'results', 'refusals']);
      const keys = keysOf(personId);
      const [fixes, punches, photos, signals, answered, refusals] = await Promise.all([
        tx.objectStore('fixes').count(keys),
        tx.objectStore('punches').getAll(keys),
        tx.objectStore('photos').count(keys),
        tx.objectStore('signals').count(keys),
        tx.objectStore('results').getAll(keys),
        tx.objectStore('refusals').get(personId),
      ]);
      const waiting = { fixes, punches: punches.length, photos, signals };
      return { waiting, punches, answered, refusals: refusals ?? {} };
    },
  };
}
