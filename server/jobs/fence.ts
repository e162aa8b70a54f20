import { randomUUID } from 'node:crypto';
import { ObjectId, type Collection, type Db } from 'mongodb';

type QueueDoc = {
  _id: ObjectId;
  name: string;
  lockedAt?: Date | null;
  lastModifiedBy?: string;
  /** The run that works on it now. */
  runId?: string;
  /** Starts since the last success. */
  attempts?: number;
};
type DeadDoc = {
  _id: ObjectId;
  job: unknown;
  attempts: number;
  parkedAt: Date;
  reason: 'failed' | 'crashed';
};
type Queue = Readonly<{ jobs: Collection<QueueDoc>; dead: Collection<DeadDoc> }>;
type Run = Readonly<{ _id: ObjectId; runId: string; attempts: number }>;

/** The part of Agenda's job a run needs. */
export type Queued = Readonly<{ attrs: Readonly<{ _id?: unknown }>; touch: () => Promise<void> }>;
export type RunRule = Readonly<{ lockMs: number; isRecurring: boolean }>;
export type Fence = Readonly<{
  run: (queued: Queued, rule: RunRule, work: () => Promise<void>) => Promise<void>;
  /** Gives back what this worker still holds, jobs waiting in its local queue too. */
  releaseOwn: () => Promise<number>;
}>;

/** Starts without success after which a job is parked: one that kills its worker would loop for ever (the queue counts no crashes). */
const MAX_ATTEMPTS = 5;

/**
 * What Agenda 6.2 leaves open (trust 3.1): counts starts in the database, so that a crash counts; keeps the lock alive while working;
 * notices when another run took the job over; parks what keeps failing in `dead_jobs`. What recurs is never parked.
 */
export function createFence(db: Db, workerName: string): Fence {
  const queue: Queue = { jobs: db.collection('jobs'), dead: db.collection('dead_jobs') };
  return {
    run: (queued, rule, work) => runFenced(queue, queued, { ...rule, work }),
    releaseOwn: async () => {
      const held = { lastModifiedBy: workerName, lockedAt: { $ne: null } };
      const { modifiedCount } = await queue.jobs.updateMany(held, { $set: { lockedAt: null } });
      return modifiedCount;
    },
  };
}

async function runFenced(
  queue: Queue,
  queued: Queued,
  { lockMs, isRecurring, work }: RunRule & { work: () => Promise<void> },
): Promise<void> {
  const run = await begin(queue, new ObjectId(String(queued.attrs._id)));
  if (run.attempts > MAX_ATTEMPTS && !isRecurring) return park(queue, run, 'crashed');
  const stop = keepAlive(queue, run, { queued, lockMs });
  try {
    await work();
    await queue.jobs.updateOne(fenceOf(run), { $set: { attempts: 0 } });
  } catch (error) {
    if (run.attempts < MAX_ATTEMPTS || isRecurring) throw error;
    await park(queue, run, 'failed');
  } finally {
    stop();
  }
}

async function begin({ jobs }: Queue, _id: ObjectId): Promise<Run> {
  const runId = randomUUID();
  const found = await jobs.findOneAndUpdate(
    { _id },
    { $set: { runId }, $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  );
  return { _id, runId, attempts: found?.attempts ?? 1 };
}

async function park({ jobs, dead }: Queue, { _id, attempts }: Run, reason: DeadDoc['reason']): Promise<void> {
  const job = await jobs.findOne({ _id });
  if (!job) return;
  const parked = { job, attempts: Math.min(attempts, MAX_ATTEMPTS), parkedAt: new Date(), reason };
  await dead.updateOne({ _id }, { $setOnInsert: parked }, { upsert: true });
  await jobs.deleteOne({ _id });
}

/** Touches the job three times per lock, as long as this run holds it. */
function keepAlive(
  { jobs }: Queue,
  run: Run,
  { queued, lockMs }: { queued: Queued; lockMs: number },
): () => void {
  const timer = setInterval(() => {
    void jobs
      .countDocuments(fenceOf(run))
      .then((held) => (held === 1 ? queued.touch() : clearInterval(timer)))
      // A missed touch is made up by the next one.
      .catch(() => undefined);
  }, lockMs / 3);
  return () => clearInterval(timer);
}

const fenceOf = ({ _id, runId }: Run) => ({ _id, runId });
