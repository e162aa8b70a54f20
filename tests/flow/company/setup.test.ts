import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupItemSchema, type SetupItem, type SetupTest } from '../../../server/contract/setup.ts';
import { platformFailed } from '../../../server/errors.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { noteHealth } from '../../../server/flow/health.ts';
import { relay } from '../../../server/flow/relay.ts';
import { runSetupTest } from '../../../server/flow/company/setup-test.ts';
import { listSetup } from '../../../server/flow/company/setup.ts';
import { noteSwept } from '../../../server/flow/swept.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { insertEvent } from '../../../server/store/inbox.ts';
import { savePerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, giveShift, type Company } from '../company.ts';

const root = { personId: 'root', roles: ['admin'] };
useDatabase();
let company: Company;
let deps: Deps;
let server: Server | undefined;
beforeEach(async () => {
  company = await createCompany();
  await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
  const { feishu } = company.deps;
  deps = {
    ...company.deps,
    feishu: {
      ...feishu,
      org: { ...feishu.org, fetchOrg: async () => ({ departments: [], users: [] }) },
      approvals: { ...feishu.approvals, subscribe: async () => undefined },
    },
  };
});
afterEach(() => {
  server?.close();
});
const of = async (item: SetupItem) =>
  (await listSetup(deps)).find((one) => one.item === item) ?? expect.fail(`no ${item}`);
const run = (test: SetupTest) => runSetupTest(deps, root, { test });
const failing = (): never => {
  throw platformFailed('contact.user.list', 40_004);
};

describe('what is connected', () => {
  it('is listed item by item, and nothing that was not tried is called ok', async () => {
    const checks = await listSetup(deps);
    expect(checks.map(({ item }) => item).toSorted()).toEqual([...SetupItemSchema.options].toSorted());
    const states = Object.fromEntries(checks.map(({ item, state }) => [item, state]));
    expect(states).toMatchObject({
      store: 'ok',
      queue: 'failing',
      clock: 'ok',
      public_url: 'untested',
      feishu: 'untested',
      contacts: 'untested',
      events: 'missing',
      approvals: 'missing',
      attendance: 'untested',
      messages: 'not_used',
      webhooks: 'not_used',
      sources: 'not_used',
      maps: 'not_used',
      backups: 'untested',
      taken_back: 'missing',
      own_stores: 'ok',
      customers: 'missing',
      duty: 'missing',
      policy: 'ok',
      regions: 'ok',
    });
  });

  it('names the approval definitions that lack', async () => {
    expect(await of('approvals')).toMatchObject({ why: 'threshold, go_live', test: 'approvals' });
  });

  it('is seen from the work itself: events, shifts, rounds', async () => {
    await insertEvent({ eventId: 'e1', event: {}, receivedAt: at('11:00') });
    await giveShift('zhang');
    await noteSwept(deps);
    expect(await of('events')).toMatchObject({ state: 'ok', at: at('11:00').toISOString() });
    expect(await of('attendance')).toMatchObject({ state: 'ok', count: 1 });
    expect(await of('queue')).toMatchObject({ state: 'ok' });
    company.setNow(at('11:00', '2026-12-19'));
    expect(await of('events')).toMatchObject({ state: 'untested' });
  });
});

describe('a test', () => {
  it('sends a card to who asked, and to nobody else', async () => {
    await run('card');
    expect(company.recording.messages.map(({ to }) => to)).toEqual(['ou_root']);
    expect(await of('feishu')).toMatchObject({ state: 'ok', at: deps.now().toISOString() });
    await relay(deps);
    const lines = (await listAudit('settings:setup-tests')).map(({ entry }) => entry);
    expect(lines).toMatchObject([{ action: 'setup.test', actorId: 'root', from: 'card', to: 'ok' }]);
  });

  it('that fails says with which code, until one works', async () => {
    const works = deps;
    deps = { ...deps, feishu: { ...deps.feishu, org: { ...deps.feishu.org, fetchOrg: failing } } };
    await run('org');
    expect(await of('contacts')).toMatchObject({ state: 'failing', why: 'platform_failed 40004' });
    deps = works;
    await run('org');
    expect(await of('contacts')).toMatchObject({ state: 'ok' });
  });

  it('of the approval definitions names every wrong code by its variable', async () => {
    const wrong = new Set(['DECISION', 'UNMASK']);
    const subscribe = async (code: string) => {
      if (wrong.has(code)) throw platformFailed('approval.approval.subscribe', 1_390_002);
    };
    const { feishu } = deps;
    deps = { ...deps, feishu: { ...feishu, approvals: { ...feishu.approvals, subscribe } } };
    deps = { ...deps, approvalCodes: { ...deps.approvalCodes, threshold: 'THRESHOLD', go_live: 'GO-LIVE' } };
    await run('approvals');
    expect(await of('approvals')).toMatchObject({
      state: 'failing',
      why: 'APPROVAL_CODE_DECISION platform_failed 1390002, APPROVAL_CODE_UNMASK platform_failed 1390002',
    });
    wrong.clear();
    await run('approvals');
    expect(await of('approvals')).toMatchObject({ state: 'ok', count: 7 });
  });

  it('of the approval definitions says once that the platform is not there', async () => {
    const away = new TypeError('fetch failed', {
      cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
    });
    const { feishu } = deps;
    const subscribe = () => Promise.reject(away);
    deps = { ...deps, feishu: { ...feishu, approvals: { ...feishu.approvals, subscribe } } };
    await run('approvals');
    expect(await of('approvals')).toMatchObject({
      state: 'failing',
      why: 'threshold, go_live, ECONNREFUSED',
    });
  });

  it('that worked once says less than the daily work that fails since', async () => {
    await run('org');
    await noteHealth(deps, 'org-sync', platformFailed('contact.user.list', 99_991_672));
    expect(await of('contacts')).toMatchObject({ state: 'failing', why: 'platform_failed' });
  });

  it('of the public address finds this server, and nothing else that answers there', async () => {
    let body = '{"ok":true}';
    server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    deps = { ...deps, publicUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
    await run('public_url');
    expect(await of('public_url')).toMatchObject({ state: 'ok' });
    body = '{"hello":1}';
    await run('public_url');
    expect(await of('public_url')).toMatchObject({ state: 'failing', why: 'not_this_server' });
    server.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    await run('public_url');
    expect(await of('public_url')).toMatchObject({
      state: 'failing',
      why: expect.stringMatching(/^(ECONNREFUSED|UND_ERR_SOCKET)$/),
    });
  });

  it('of the gateway writes to whom one says, and is refused without one', async () => {
    const message = { channel: 'sms', to: '13800000000' } as const;
    await expect(runSetupTest(deps, root, { test: 'message', message })).rejects.toMatchObject({
      code: 'not_connected',
    });
    const sent: string[] = [];
    deps = { ...deps, messages: { send: async ({ to }) => void sent.push(to) } };
    await runSetupTest(deps, root, { test: 'message', message });
    expect(sent).toEqual(['13800000000']);
    expect(await of('messages')).toMatchObject({ state: 'ok' });
  });

  it('is for IT and the HR lead', async () => {
    const li = { personId: 'li', roles: ['hr'] };
    await expect(runSetupTest(deps, li, { test: 'card' })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
