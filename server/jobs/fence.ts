import { randomUUID } from 'node:crypto';
import type { Job as AgendaJob } from 'agenda';
import { ObjectId, type Db } from 'mongodb';

type QueueDoc = {
  _id: ObjectId;
  name: string;
  data?: unknown;
  lockedAt?: Date | null;
  lastModifiedBy?: string;
  runId?: string;
  attempts?: number;
};
export type Fence = Readonly<{
  run: (queued: AgendaJob, rule: RunRule, work: () => Promise<void>) => Promise<void>;
  /** Gives back what this worker still holds, jobs waiting in its local queue too. */
  releaseOwn: () => Promise<number>;
}>;
export type RunRule = Readonly<{ lockMs: number; isRecurring: boolean }>;

/** Runs that start this often without success are parked: a job that kills its worker would loop for ever (the queue counts no crashes). */
const MAX_ATTEMPTS = 5;

/**
 * What Agenda 6.2 leaves open (trust 3.1): counts starts in the database, so that a crash counts; keeps the lock alive while working;
 * notices when another run took the job over; parks what keeps failing in `dead_jobs`.
 */
export function createFence(db: Db, workerName: string): Fence {
  const jobs = db.collection<QueueDoc>('jobs');
  const dead = db.collection<{
    _id: ObjectId;
    job: unknown;
    attempts: number;
    parkedAt: Date;
    reason: string;
  }>('dead_jobs');

  const begin = async (id: ObjectId): Promise<{ runId: string; attempts: number }> => {
    const runId = randomUUID();
    const found = await jobs.findOneAndUpdate(
      { _id: id },
      { $set: { runId }, $inc: { attempts: 1 } },
      { returnDocument: 'after' },
    );
    return { runId, attempts: found?.attempts ?? 1 };
  };

  const park = async (id: ObjectId, attempts: number, reason: string): Promise<void> => {
    const job = await jobs.findOne({ _id: id });
    if (!job) return;
    const parked = { job, attempts, parkedAt: new Date(), reason };
    await dead.updateOne({ _id: id }, { $setOnInsert: parked }, { upsert: true });
    await jobs.deleteOne({ _id: id });
  };

  const keepAlive = (
    queued: AgendaJob,
    mine: { _id: ObjectId; runId: string },
    lockMs: number,
  ): (() => void) => {
    const timer = setInterval(() => {
      void jobs
        .countDocuments(mine)
        .then((held) => (held === 1 ? queued.touch() : clearInterval(timer)))
        .catch(() => undefined);
    }, lockMs / 3);
    return () => clearInterval(timer);
  };

  return {
    run: async (queued, { lockMs, isRecurring }, work) => {
      const id = new ObjectId(String(queued.attrs._id));
      const { runId, attempts } = await begin(id);
      if (attempts > MAX_ATTEMPTS && !isRecurring) return park(id, attempts - 1, 'crashed');
      const stop = keepAlive(queued, { _id: id, runId }, lockMs);
      try {
        await work();
        await jobs.updateOne({ _id: id, runId }, { $set: { attempts: 0 } });
      } catch (error) {
        if (attempts < MAX_ATTEMPTS || isRecurring) throw error;
        await park(id, attempts, 'failed');
      } finally {
        stop();
      }
    },
    releaseOwn: async () => {
      const held = { lastModifiedBy: workerName, lockedAt: { $ne: null } };
      const { modifiedCount } = await jobs.updateMany(held, { $set: { lockedAt: null } });
      return modifiedCount;
    },
  };
}
