import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFeishu } from '../../../server/feishu/index.ts';
import type { Sandbox } from '../../../server/sandbox/index.ts';
import { appId, appSecret, startSandbox, type TestClock } from '../../sandbox/support.ts';
import { bundle } from '../../support/bundle.ts';
import { useDatabase } from '../../support/db.ts';
import { countRuns, plannedRuns } from '../../support/runs.ts';
import { createCompany, type Company } from '../company.ts';
import { buildCompanyTenant } from '../company-tenant.ts';
import { ACTS, puller } from './crash-acts.ts';
import { takePicture } from './crash-picture.ts';
import { createCrm, STORIES, type Story } from './crash-worlds.ts';

const WORKER = fileURLToPath(new URL('crash-worker.ts', import.meta.url));
const MINUTE_MS = 60_000;
/** After a crash the next process looks once a minute; what it took over from the dead one waits for its lease. */
const LATER_MIN = [0, 2, 20];
const RUNS = plannedRuns(1);
const told = STORIES.slice(0, RUNS);

describe('a process that dies', () => {
  const database = useDatabase();
  const crm = createCrm();
  let crmUrl = '';
  let worker = '';
  let sandbox: Sandbox;
  let clock: TestClock;
  let company: Company;
  beforeAll(async () => {
    worker = await bundle(WORKER);
    ({ sandbox, clock } = await startSandbox({ seed: buildCompanyTenant() }));
    crm.listen(0, '127.0.0.1');
    await once(crm, 'listening');
    const address = crm.address();
    crmUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }, 120_000);
  afterAll(async () => {
    await sandbox.close();
    crm.closeAllConnections();
    crm.close();
    rmSync(dirname(worker), { recursive: true, force: true });
  });

  async function begin(story: Story): Promise<void> {
    for (const { name } of (await mongoose.connection.db?.listCollections().toArray()) ?? [])
      await mongoose.connection.collection(name).deleteMany({});
    sandbox.reset();
    const logger = { info: () => undefined, warn: () => undefined };
    const urls = { baseUrl: sandbox.url, accountsUrl: sandbox.url };
    company = await createCompany(createFeishu({ appId, appSecret, ...urls, logger, unpaced: true }));
    setNow(new Date('2026-11-19T04:00:00Z'));
    await story.prepare({ deps: { ...company.deps, puller }, sandbox, crmUrl });
    setNow(story.now);
  }
  const setNow = (to: Date): void => {
    company.setNow(to);
    clock.at = to;
  };

  /** Runs the job in a process that dies after its n-th change (0 = it does not); answers how many there were, or null. */
  async function run(story: Story, killAt: number): Promise<number | null> {
    const name = mongoose.connection.db?.databaseName ?? 'test';
    const args = [database.uri(), name, sandbox.url, story.now.toISOString(), story.act, String(killAt)];
    const child = spawn(process.execPath, [worker, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    await once(child, 'close');
    return child.signalCode === 'SIGKILL' ? null : Number(said);
  }

  /** What the next process finds, and makes of it. */
  async function goOn(story: Story): Promise<readonly string[]> {
    for (const minutes of LATER_MIN) {
      setNow(new Date(+story.now + minutes * MINUTE_MS));
      await ACTS[story.act]({ ...company.deps, puller });
    }
    return takePicture(sandbox);
  }

  it.each(told.map((story) => [story.what, story] as const))(
    'by kill -9 while %s leaves nothing undone and nothing done twice',
    async (_what, story) => {
      await begin(story);
      const changes = await run(story, 0);
      const whole = await goOn(story);
      expect(changes).toBeGreaterThan(0);
      for (const killAt of spread(changes ?? 0, Math.ceil(RUNS / told.length))) {
        await begin(story);
        const moment = `killed after ${killAt} of ${changes} changes`;
        expect.soft(await run(story, killAt), moment).toBeNull();
        const after = await goOn(story);
        const differs = { lost: lacking(whole, after), more: lacking(after, whole) };
        expect.soft(differs, moment).toEqual({ lost: [], more: [] });
        countRuns(1, 0);
      }
    },
    3_600_000,
  );
});

/** Lines of one that the other has not, each as often. */
function lacking(of: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return of.filter((line) => {
    const found = rest.indexOf(line);
    if (found >= 0) rest.splice(found, 1);
    return found < 0;
  });
}

/** Moments over the whole way, each of the changes where there are enough. */
const spread = (changes: number, times: number): number[] =>
  Array.from({ length: times }, (_, n) => 1 + Math.floor(((n + 0.5) * changes) / times));
