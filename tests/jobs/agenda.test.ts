import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createJobs, type Jobs } from '../../server/jobs/agenda.ts';
import { createFence } from '../../server/jobs/fence.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { startTestDatabase, useDatabase } from '../support/db.ts';
import { createCompany, DAY, dwell, giveShift, type Company } from '../flow/company.ts';

const settleMs = 50;

describe('the queue', () => {
  const database = useDatabase();
  let company: Company;
  let jobs: Jobs;
  const errors: unknown[] = [];
  const logger = { error: (fields: unknown) => void errors.push(fields) };
  const queueOptions = () => ({
    uri: database.uri(),
    database: databaseName(),
    settleMs,
    logger,
    pollMs: 50,
  });
  const start = async () => createJobs(queueOptions());
  const databaseName = () => mongoose.connection.db?.databaseName ?? 'test';
  const queue = () => mongoose.connection.collection('jobs');
  beforeEach(async () => {
    company = await createCompany();
    await Promise.all([queue().deleteMany({}), mongoose.connection.collection('dead_jobs').deleteMany({})]);
    errors.length = 0;
    jobs = await start();
  });
  afterEach(() => jobs.stop());

  it('judges a person once after ingest settles, however often it was asked', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    for (let n = 0; n < 5; n += 1) await jobs.enqueue({ name: 'detect', personId: 'zhang' });
    expect(await queue().countDocuments({ name: 'detect' })).toBe(1);
    jobs.define(company.deps);
    await jobs.start();
    await vi.waitFor(async () => expect(await findAlerts('zhang', DAY, DAY)).toHaveLength(1), {
      timeout: 60_000,
    });
    await vi.waitFor(async () => expect(await queue().countDocuments({ name: 'detect' })).toBe(0), {
      timeout: 60_000,
    });
    expect(errors).toEqual([]);
  });

  it('refuses a job that is none of ours before it is queued', async () => {
    // @ts-expect-error -- what a wrong caller would send
    const refused = jobs.enqueue({ name: 'detect', personId: 7 });
    await expect(refused).rejects.toMatchObject({ name: 'ZodError' });
    expect(await queue().countDocuments({ name: 'detect' })).toBe(0);
  });

  it('leaves a recurring job its schedule when the same one is asked for at once', async () => {
    jobs.define(company.deps);
    await jobs.start();
    const recurring = { name: 'sync-org', repeatInterval: { $ne: null } };
    const before = await queue().findOne(recurring);
    await jobs.enqueue({ name: 'sync-org' });
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), { timeout: 60_000 });
    expect(await queue().findOne(recurring)).toMatchObject({ nextRunAt: before?.['nextRunAt'] });
    expect(await queue().countDocuments(recurring)).toBe(1);
  });

  it.each([false, true])(
    'takes no running job from another process at its start, unless alone: %s',
    async (isAlone) => {
      jobs.define(company.deps);
      await jobs.start();
      const lockedAt = new Date();
      const running = { name: 'sync-org', type: 'single' };
      await queue().updateOne(running, { $set: { lockedAt, lastModifiedBy: 'worker-of-another' } });
      const second = await createJobs({ ...queueOptions(), isAlone });
      second.define(company.deps);
      await second.start();
      onTestFinished(() => second.stop());
      expect((await queue().findOne(running))?.['lockedAt']).toEqual(isAlone ? null : lockedAt);
      expect(await queue().countDocuments(running)).toBe(1);
    },
  );

  it('plans anew what a clock that was ahead has put hours away, and nothing else', async () => {
    await jobs.stop();
    const options = { uri: database.uri(), database: databaseName(), settleMs, logger, pollMs: 60_000 };
    jobs = await createJobs({ ...options, healMs: 50 });
    jobs.define(company.deps);
    await jobs.start();
    const nextOf = async (name: string) => {
      const found = await queue().findOne({ name, repeatInterval: { $ne: null } });
      return Number(found?.['nextRunAt']) - Date.now();
    };
    const hours = 3_600_000;
    const before = await queue().findOne({ name: 'sync-org' });
    await queue().updateOne({ name: 'sweep' }, { $set: { nextRunAt: new Date(Date.now() + 8 * hours) } });
    await queue().updateOne(
      { name: 'pull-schedule' },
      { $set: { nextRunAt: new Date(Date.now() + 8 * hours) } },
    );
    await vi.waitFor(async () => expect(await nextOf('sweep')).toBeLessThanOrEqual(60_000), {
      timeout: 60_000,
    });
    await vi.waitFor(async () => expect(await nextOf('pull-schedule')).toBeLessThanOrEqual(2 * hours), {
      timeout: 60_000,
    });
    expect(await queue().findOne({ name: 'sync-org' })).toMatchObject({ nextRunAt: before?.['nextRunAt'] });
    expect(await queue().countDocuments({ repeatInterval: { $ne: null } })).toBe(3);
  });

  it('makes up at its start for a recurring job whose time passed while nothing ran', async () => {
    jobs.define(company.deps);
    await jobs.start();
    await jobs.stop();
    await queue().updateOne({ name: 'sync-org' }, { $set: { nextRunAt: new Date(Date.now() - 3_600_000) } });
    const fetchOrg = vi.fn<() => Promise<never>>(() => Promise.reject(new Error('asked')));
    Object.assign(company.deps.feishu.org, { fetchOrg });
    jobs = await start();
    jobs.define(company.deps);
    await jobs.start();
    await vi.waitFor(() => expect(fetchOrg).toHaveBeenCalled(), { timeout: 10_000 });
    const recurring = await queue().findOne({ name: 'sync-org', repeatInterval: { $ne: null } });
    expect(Number(recurring?.['nextRunAt'])).toBeGreaterThan(Date.now());
  });

  it('keeps one of a recurring job that two processes have made at the same moment', async () => {
    jobs.define(company.deps);
    await jobs.start();
    const once = await queue().findOne({ name: 'sweep', type: 'single' });
    const { _id: _, ...twin } = once ?? {};
    // Later in order for sure: within one second chance orders ids that two processes make. And not at work, as the first is on the minute.
    const last = new mongoose.mongo.ObjectId('f'.repeat(24));
    await queue().insertOne({ ...twin, _id: last, lockedAt: null });
    const others = await createJobs({ ...queueOptions(), healMs: 50 });
    onTestFinished(() => others.stop());
    others.define(company.deps);
    await others.start();
    await vi.waitFor(
      async () => expect(await queue().find({ name: 'sweep', type: 'single' }).toArray()).toHaveLength(1),
      { timeout: 10_000 },
    );
    expect(await queue().findOne({ name: 'sweep', type: 'single' })).toMatchObject({ _id: once?._id });
  });

  it('calls no job failed that a stop has cut off', async () => {
    let cutOff = (): void => undefined;
    const hanging = new Promise<never>((_resolve, reject) => {
      cutOff = () => reject(new Error('cut off'));
    });
    const fetchOrg = vi.fn<() => Promise<never>>(() => hanging);
    Object.assign(company.deps.feishu.org, { fetchOrg });
    jobs.define(company.deps);
    await jobs.start();
    await jobs.enqueue({ name: 'sync-org' });
    await vi.waitFor(() => expect(fetchOrg).toHaveBeenCalled(), { timeout: 60_000 });
    const stopped = jobs.stop();
    cutOff();
    await stopped;
    expect(errors).toEqual([]);
    jobs = await start();
  });

  it('says once a minute, and not at every look, that the store is away', async () => {
    const store = await startTestDatabase();
    const said: unknown[] = [];
    const own = await createJobs({
      ...queueOptions(),
      uri: `${store.uri}&serverSelectionTimeoutMS=50`,
      logger: { error: (fields: unknown) => void said.push(fields) },
      pollMs: 20,
    });
    onTestFinished(() => own.stop().catch(() => undefined));
    own.define(company.deps);
    await own.start();
    await store.stop();
    const kinds = () => said.map((fields) => z.object({ fault: z.string() }).parse(fields).fault);
    await vi.waitFor(() => expect(kinds()).toContain('MongoServerSelectionError'), { timeout: 60_000 });
    await sleep(1_000);
    expect(kinds().toSorted()).toEqual([...new Set(kinds())].toSorted());
  });

  it('says nothing of a look at the queue that a stop has cut off', async () => {
    for (let n = 0; n < 10; n += 1) {
      await jobs.stop();
      const options = { uri: database.uri(), database: databaseName(), settleMs, logger };
      jobs = await createJobs({ ...options, pollMs: 2 });
      jobs.define(company.deps);
      await jobs.start();
    }
    expect(errors).toEqual([]);
  });

  it('gives back the locks of jobs that never ran when it stops', async () => {
    jobs.define(company.deps);
    await jobs.start();
    await jobs.stop();
    expect(await queue().countDocuments({ lockedAt: { $ne: null } })).toBe(0);
    jobs = await start();
  });
});

describe('a run', () => {
  const database = useDatabase();
  let client: MongoClient;
  beforeEach(async () => {
    client = await MongoClient.connect(database.uri());
    await client.db('fence').dropDatabase();
  });
  afterEach(() => client.close());
  const queueOne = async () => {
    const jobs = client.db('fence').collection<{ name: string; attempts?: number }>('jobs');
    const { insertedId } = await jobs.insertOne({ name: 'event' });
    const touch = vi.fn(async () => undefined);
    return { jobs, queued: { attrs: { _id: insertedId }, touch }, touch, _id: insertedId };
  };
  const rule = { lockMs: 60, isRecurring: false };

  it('is parked after five starts that failed, and is not run a sixth time', async () => {
    const { jobs, queued, _id } = await queueOne();
    const fence = createFence(client.db('fence'), 'w');
    const fail = vi.fn(async () => Promise.reject(new Error('poison')));
    for (let n = 0; n < 4; n += 1) await expect(fence.run(queued, rule, fail)).rejects.toThrow('poison');
    await fence.run(queued, rule, fail);
    expect(await jobs.countDocuments({ _id })).toBe(0);
    expect(await client.db('fence').collection('dead_jobs').findOne({ _id })).toMatchObject({
      attempts: 5,
      reason: 'failed',
    });
    expect(fail).toHaveBeenCalledTimes(5);
  });

  it('is parked although its worker died each time and never said so', async () => {
    const { jobs, queued, _id } = await queueOne();
    await jobs.updateOne({ _id }, { $set: { attempts: 5 } });
    const work = vi.fn(async () => undefined);
    await createFence(client.db('fence'), 'w').run(queued, rule, work);
    expect(work).not.toHaveBeenCalled();
    expect(await client.db('fence').collection('dead_jobs').findOne({ _id })).toMatchObject({
      reason: 'crashed',
    });
  });

  it('never parks what recurs, and forgets failures after a success', async () => {
    const { jobs, queued, _id } = await queueOne();
    await jobs.updateOne({ _id }, { $set: { attempts: 9 } });
    await createFence(client.db('fence'), 'w').run(
      queued,
      { ...rule, isRecurring: true },
      async () => undefined,
    );
    expect(await jobs.findOne({ _id })).toMatchObject({ attempts: 0 });
  });

  it('keeps its lock alive while it works, and stops when another run took over', async () => {
    const { jobs, queued, _id, touch } = await queueOne();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    await createFence(client.db('fence'), 'w').run(queued, rule, async () => {
      for (const beat of [1, 2]) {
        vi.advanceTimersByTime(rule.lockMs / 3);
        await until(() => touch.mock.calls.length === beat);
      }
      await jobs.updateOne({ _id }, { $set: { runId: 'another' } });
      vi.advanceTimersByTime(rule.lockMs / 3);
      await until(() => vi.getTimerCount() === 0);
      expect(touch).toHaveBeenCalledTimes(2);
    });
  });
});

/** Lets the store answer; a poll of the test runner would move the clock that stands. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
