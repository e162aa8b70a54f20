import { randomUUID } from 'node:crypto';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type Job as AgendaJob } from 'agenda';
import { MongoClient, type Db } from 'mongodb';
import type { Logger } from 'pino';
import { JobSchema, type Job, type JobName } from '../contract/jobs.ts';
import type { Deps } from '../flow/deps.ts';
import { describeError } from '../errors.ts';
import { noteRun } from '../metrics/queue.ts';
import { createFaultLog, faultOf } from './faults.ts';
import { createFence, type Fence } from './fence.ts';
import { readWaiting, type QueueWaiting } from './waiting.ts';
import { jobRules, runJob } from './definitions.ts';

export type JobsOptions = Readonly<{
  /** The database the app uses; the queue lives in its `jobs` collection. */
  uri: string;
  database?: string;
  settleMs: number;
  /** Hears of every failed run, by job name and error code only. */
  logger: Pick<Logger, 'error'>;
  /** Zone of the daily jobs. */
  timeZone?: string;
  /** No other process can work on this database: whatever is locked at the start was left by one that died. */
  isAlone?: boolean;
  /** How often the queue is looked at, milliseconds. */
  pollMs?: number;
  /** How often it is seen to that what recurs is due in time, milliseconds. */
  healMs?: number;
  /** How long stopping waits for running jobs, milliseconds; what is cut off then, the next start finds from the data. */
  drainMs?: number;
}>;
export type Jobs = Readonly<{
  enqueue: (job: Job) => Promise<void>;
  /** Names the handlers; call once, before start. */
  define: (deps: Deps) => void;
  start: () => Promise<void>;
  /** What waits in it now. */
  waiting: () => Promise<QueueWaiting>;
  /** Stops intake, waits up to `drainMs` for running jobs, gives back own locks. */
  stop: () => Promise<void>;
}>;

const DRAIN_MS = 20_000;
const POLL_MS = 1000;
const HEAL_MS = 60_000;
/** A next run may be this much later than the longest time between two. */
const SLACK_MS = 60_000;
const jobNames = JobSchema.options.map(({ shape }): JobName => shape.name.value);

/** The queue: hints to run soon. What a lost job would have done, the minute sweep finds from the data. */
export async function createJobs(options: JobsOptions): Promise<Jobs> {
  const client = await MongoClient.connect(options.uri);
  const db = client.db(options.database);
  const name = `worker-${randomUUID()}`;
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db, collection: 'jobs' }),
    name,
    processEvery: options.pollMs ?? POLL_MS,
    removeOnComplete: true,
  });
  const stopping = new AbortController();
  let healing: NodeJS.Timeout | undefined;
  let isClosing = false;
  const say = createFaultLog(options.logger);
  const failed = (error: unknown): void => {
    // The queue's last look is cut off by its own client's end: whoever starts next looks again.
    if (isClosing) return;
    say(error);
  };
  agenda.on('error', failed);
  await agenda.ready;
  const fence = createFence(db, name);
  const workshop = { fence, options, stopping: stopping.signal };
  return {
    enqueue: (job) => enqueue(agenda, job, options.settleMs),
    define: (deps) => jobNames.forEach((jobName) => define(agenda, jobName, { deps, ...workshop })),
    start: async () => {
      await start(agenda, db, options);
      const healed = () => heal(agenda, db, options).catch(failed);
      healing = setInterval(() => void healed(), options.healMs ?? HEAL_MS);
    },
    waiting: () => readWaiting(db),
    stop: async () => {
      stopping.abort();
      clearInterval(healing);
      await agenda.drain({ timeout: options.drainMs ?? DRAIN_MS });
      await fence.releaseOwn();
      isClosing = true;
      await client.close();
    },
  };
}

/** One waiting job per content, beside the recurring one of its name: detection waits until ingest has been quiet for `settleMs`. */
async function enqueue(agenda: Agenda, job: Job, settleMs: number): Promise<void> {
  const { name, ...data } = JobSchema.parse(job);
  const made = agenda.create(name, data);
  const fields = Object.entries(data).map(([key, value]) => [`data.${key}`, value]);
  made.unique(Object.fromEntries([['name', name], ['type', 'normal'], ['lockedAt', null], ...fields]));
  if (jobRules[name].settles === true) made.schedule(new Date(Date.now() + settleMs));
  else made.schedule(new Date());
  await made.save();
}

function define(
  agenda: Agenda,
  name: JobName,
  {
    deps,
    fence,
    options,
    stopping,
  }: { deps: Deps; fence: Fence; options: JobsOptions; stopping: AbortSignal },
): void {
  const { lockMs, concurrency, recurs } = jobRules[name];
  const run = async (queued: AgendaJob<object | undefined>) => {
    const job = JobSchema.parse({ ...queued.attrs.data, name });
    await fence.run(queued, { lockMs, isRecurring: recurs !== undefined }, () => runJob(deps, job));
  };
  const handler = (queued: AgendaJob<object | undefined>) => {
    const fromMs = performance.now();
    const note = (outcome: 'done' | 'failed') => noteRun(name, outcome, (performance.now() - fromMs) / 1000);
    return run(queued).then(
      () => note('done'),
      (error: unknown) => {
        note('failed');
        // A job may be cut off anywhere by a stop: nothing is wrong, and whoever starts next goes on with it.
        if (!stopping.aborted)
          options.logger.error({ job: name, fault: faultOf(error), ...describeError(error) }, 'job failed');
        throw error;
      },
    );
  };
  // oxlint-disable-next-line typescript/no-misused-promises -- Agenda awaits one-argument handlers; its first overload hides that
  agenda.define(name, handler, {
    lockLifetime: lockMs,
    concurrency,
    lockLimit: concurrency,
    backoff: ({ attempt }) => Math.min(60_000, 1000 * 2 ** attempt),
  });
}

async function start(agenda: Agenda, db: Db, options: JobsOptions): Promise<void> {
  await agenda.start();
  for (const { name, cron } of recurring())
    if (options.isAlone === true || !(await isHeld(db, name, cron)))
      await every(agenda, { name, cron }, options);
}

/** Planning it anew would take the lock from a process that runs it, and it would run twice at once. */
async function isHeld(db: Db, name: JobName, cron: string): Promise<boolean> {
  const now = Date.now();
  const lockedAt = { $gt: new Date(now - jobRules[name].lockMs), $lte: new Date(now + SLACK_MS) };
  const held = { name, type: 'single', repeatInterval: cron, lockedAt };
  return (await db.collection('jobs').findOne(held)) !== null;
}

/**
 * A clock that was ahead leaves next runs that are hours away once it is right again: those are planned anew. And processes that start at
 * the same moment may each have made a recurring job, which nothing in the queue's collection forbids: the first one stays.
 */
async function heal(agenda: Agenda, db: Db, options: JobsOptions): Promise<void> {
  for (const { name, cron, mostMs } of recurring()) {
    await dropTwins(db, name);
    const latest = new Date(Date.now() + mostMs + SLACK_MS);
    const late = { name, repeatInterval: { $ne: null }, nextRunAt: { $gt: latest } };
    if (await db.collection('jobs').findOne(late)) await every(agenda, { name, cron }, options);
  }
}

async function dropTwins(db: Db, name: JobName): Promise<void> {
  const jobs = db.collection('jobs');
  const found = await jobs.find({ name, type: 'single' }).sort({ _id: 1 }).toArray();
  const twins = found.slice(1).map(({ _id }) => _id);
  if (twins.length > 0) await jobs.deleteMany({ _id: { $in: twins }, lockedAt: null });
}

const recurring = () =>
  jobNames.flatMap((name) => {
    const { recurs } = jobRules[name];
    return recurs ? [{ name, ...recurs }] : [];
  });

async function every(
  agenda: Agenda,
  { name, cron }: Readonly<{ name: JobName; cron: string }>,
  { timeZone = 'Asia/Shanghai' }: JobsOptions,
): Promise<void> {
  await agenda.every(cron, name, undefined, { timezone: timeZone, skipImmediate: true });
}
