import type { ConsentKind } from '../../server/contract/consent.ts';
import { keysOf } from './database.ts';
import type { AnsweredPunch, OutboxDatabase, QueuedFix, QueuedPhoto, QueuedPunch } from './database.ts';
import type { Queue } from './queue.ts';
import type { Unkept } from './unkept.ts';

/** How much of a person's data still waits on this phone. */
export type Waiting = { fixes: number; punches: number; photos: number; signals: number };

/** What waits, and what the server said of what went. */
export function reads(db: OutboxDatabase, unkept: Unkept) {
  const punches = async (personId: string): Promise<QueuedPunch[]> =>
    unkept.punchesOver(await db.getAll('punches', keysOf(personId)), personId);
  return {
    nextFixes: (personId: string, limit: number): Promise<QueuedFix[]> =>
      db.getAll('fixes', keysOf(personId), limit),
    punches,
    /** Whether only this page has it. */
    isUnkept: (id: string): boolean => unkept.has(id),
    /** Photos whose punch the server already has. */
    readyPhotos: async (personId: string): Promise<QueuedPhoto[]> => {
      const waiting = new Set((await db.getAll('punches', keysOf(personId))).map((row) => row.id));
      return (await db.getAll('photos', keysOf(personId))).filter((photo) => !waiting.has(photo.punchId));
    },
    withdrawals: async (personId: string): Promise<ConsentKind[]> =>
      (await db.getAll('withdrawals', keysOf(personId))).map((row) => row.kind),
    waiting: async (personId: string): Promise<Waiting> => ({
      fixes: await db.count('fixes', keysOf(personId)),
      punches: (await punches(personId)).length,
      photos: await db.count('photos', keysOf(personId)),
      signals: await db.count('signals', keysOf(personId)),
    }),
    answeredPunches: async (personId: string): Promise<AnsweredPunch[]> =>
      unkept.answersOver(await db.getAll('results', keysOf(personId)), personId),
    /** All of it as of one moment: nothing is counted as sent and listed as waiting at once. */
    queue: async (personId: string): Promise<Queue> => {
      const tx = db.transaction(['fixes', 'punches', 'photos', 'signals', 'results', 'refusals']);
      const keys = keysOf(personId);
      const [fixes, stored, photos, signals, answers, refusals] = await Promise.all([
        tx.objectStore('fixes').count(keys),
        tx.objectStore('punches').getAll(keys),
        tx.objectStore('photos').count(keys),
        tx.objectStore('signals').count(keys),
        tx.objectStore('results').getAll(keys),
        tx.objectStore('refusals').get(personId),
      ]);
      const queued = unkept.punchesOver(stored, personId);
      const answered = unkept.answersOver(answers, personId);
      const waiting = { fixes, punches: queued.length, photos, signals };
      return { waiting, punches: queued, answered, refusals: refusals ?? {} };
    },
  };
}
