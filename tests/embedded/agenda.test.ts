import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

async function startAgenda(collection: string): Promise<Agenda> {
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: fixture.db, collection }),
    processEvery: 50,
  });
  await agenda.ready;
  return agenda;
}

describe('agenda', () => {
  it('runs a job that is due and marks it finished', async () => {
    const agenda = await startAgenda('jobsRun');
    const ran = new Promise<unknown>((resolve) => {
      agenda.define('greet', (job: { attrs: { data: unknown } }) => resolve(job.attrs.data));
    });
    await agenda.start();
    await agenda.now('greet', { who: '王' });
    expect(await ran).toEqual({ who: '王' });
    await expect
      .poll(() => fixture.db.collection('jobsRun').findOne({ name: 'greet' }), { timeout: 60_000 })
      .toMatchObject({ lockedAt: null });
    await agenda.stop();
  });

  it('gives a job to one of two workers only', async () => {
    const runs: string[] = [];
    const workers = await Promise.all(
      ['one', 'two'].map(async (who) => {
        const agenda = await startAgenda('jobsShared');
        agenda.define('once', () => void runs.push(who));
        await agenda.start();
        return agenda;
      }),
    );
    for (let i = 0; i < 10; i += 1) await workers[0]?.schedule(new Date(Date.now() + 20), 'once', { i });
    await expect.poll(() => runs.length, { timeout: 60_000 }).toBe(10);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(runs).toHaveLength(10);
    await Promise.all(workers.map((agenda) => agenda.stop()));
  });

  it('keeps one job for a unique key and a recurring name', async () => {
    const agenda = await startAgenda('jobsUnique');
    agenda.define('detect', () => undefined);
    for (let i = 0; i < 3; i += 1) {
      await agenda
        .create('detect', { person: 'p1' })
        .unique({ 'data.person': 'p1' })
        .schedule(new Date(Date.now() + 60_000))
        .save();
      await agenda.every('1 hour', 'detect', { all: true });
    }
    expect(await fixture.db.collection('jobsUnique').countDocuments({ 'data.person': 'p1' })).toBe(1);
    expect(await fixture.db.collection('jobsUnique').countDocuments({ type: 'single' })).toBe(1);
    await agenda.stop();
  });
});
