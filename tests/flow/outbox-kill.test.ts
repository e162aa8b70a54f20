import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFeishu } from '../../server/feishu/index.ts';
import { RELAY_POINTS } from '../../server/flow/deps.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { relay } from '../../server/flow/relay.ts';
import type { Sandbox } from '../../server/sandbox/index.ts';
import { listAudit } from '../../server/store/audit.ts';
import { listCases } from '../../server/store/cases.ts';
import { findPerson, savePerson } from '../../server/store/people.ts';
import type { Pending, SentCard } from '../../server/store/pending.ts';
import { appId, appSecret, startSandbox, type TestClock } from '../sandbox/support.ts';
import { bundle } from '../support/bundle.ts';
import { useDatabase } from '../support/db.ts';
import { countRuns, plannedRuns } from '../support/runs.ts';
import { createCompany, dwell, giveShift, type Company } from './company.ts';
import { buildCompanyTenant } from './company-tenant.ts';

const WORKER = fileURLToPath(new URL('outbox-worker.ts', import.meta.url));
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const HR = ['ou_li', 'ou_sun'];

describe('the outbox', () => {
  const database = useDatabase();
  let worker = '';
  let sandbox: Sandbox;
  let clock: TestClock;
  let company: Company;
  let caseId = '';
  /** The HR cards of the case, sent long ago: they can no longer be changed. */
  let old: SentCard[] = [];
  beforeAll(async () => {
    worker = await bundle(WORKER);
    ({ sandbox, clock } = await startSandbox({ seed: buildCompanyTenant() }));
    const logger = { info: () => undefined, warn: () => undefined };
    const urls = { baseUrl: sandbox.url, accountsUrl: sandbox.url };
    company = await createCompany(createFeishu({ appId, appSecret, ...urls, logger }));
    // An urgent reminder goes to the HR leads: two of them, so that it may die between two messages.
    const li = await findPerson('li');
    if (li) await savePerson({ ...li, roles: [...li.roles, 'hr_lead'] });
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    const [record] = await listCases({ limit: 1 });
    caseId = record?.id ?? '';
    old = [...(record?.sent ?? [])].filter(({ slot }) => slot === 'case-hr');
    if (old.length !== HR.length) throw new Error('the case has no cards to change');
    clock.at = new Date(+clock.at + 15 * DAY_MS);
  }, 120_000);
  afterAll(async () => {
    await sandbox.close();
    rmSync(dirname(worker), { recursive: true, force: true });
  });

  /** A deadline reminder that rings, new state for cards too old to change, and a line for the audit chain. */
  async function leaveWork(run: number): Promise<{ auditId: string }> {
    const dueAt = new Date(+company.deps.now() - run * 1000);
    const slot = `clock:contact:${+dueAt}:urgent`;
    const auditId = `kill:${run}`;
    const entry = { at: company.deps.now(), actorId: 'system', action: 'test.kill', subject: auditId };
    const pending: Pending[] = [
      { id: `${caseId}:${slot}`, kind: 'card', slot },
      { id: `${caseId}:refresh:${run}`, kind: 'refresh' },
      { id: auditId, kind: 'audit', entry },
    ];
    await mongoose.connection
      .collection<{ _id: string }>('cases')
      .updateOne(
        { _id: caseId },
        { $set: { pending, sent: old, 'clock.kind': 'contact', 'clock.dueAt': dueAt } },
      );
    return { auditId };
  }

  /** Runs a relay that dies at the point; true when it did. */
  async function die(point: string, nth: number): Promise<boolean> {
    const { deps } = company;
    const name = mongoose.connection.db?.databaseName ?? 'test';
    const args = [database.uri(), name, sandbox.url, deps.now().toISOString(), point, String(nth)];
    const child = spawn(process.execPath, [worker, ...args], { stdio: 'inherit' });
    await once(child, 'exit');
    return child.signalCode === 'SIGKILL';
  }

  let run = 0;
  it.each(RELAY_POINTS)(
    'kill -9 at "%s" loses no card and sends none twice',
    async (point) => {
      const runs = plannedRuns(1);
      for (let n = 0; n < runs; n += 1) {
        run += 1;
        // The platform forgets a uuid after an hour: each run is a world of its own.
        clock.at = new Date(+clock.at + 2 * 60 * MINUTE_MS);
        const { auditId } = await leaveWork(run);
        const before = new Set(sandbox.messages().map(({ messageId }) => messageId));
        // The cards of a slot are built together; every other point is come to twice.
        expect(await die(point, point === 'built' ? 1 : 1 + (n % 2))).toBe(true);
        const late = { ...company.deps, now: () => new Date(+company.deps.now() + 2 * MINUTE_MS) };
        await relay(late);
        const sent = sandbox.messages().filter(({ messageId }) => !before.has(messageId));
        const receivers = sorted(sent.map(({ receiverOpenId }) => receiverOpenId ?? ''));
        expect(receivers, `run ${n}`).toEqual(sorted([...HR, ...HR]));
        const rung = sent.filter(({ urgentFor }) => urgentFor.length > 0);
        expect(sorted(rung.map(({ receiverOpenId }) => receiverOpenId ?? ''))).toEqual(HR);
        const [record] = await listCases({ limit: 1 });
        expect(record?.pending).toEqual([]);
        expect(record?.sent.map(({ messageId }) => messageId).toSorted()).toEqual(
          sent.map(({ messageId }) => messageId).toSorted(),
        );
        expect(await listAudit(auditId)).toHaveLength(1);
        countRuns(1, 0);
      }
    },
    3_600_000,
  );
});

const sorted = (texts: readonly string[]): string[] => texts.toSorted((a, b) => a.localeCompare(b));
