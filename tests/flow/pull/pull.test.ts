import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPuller, MAX_REPLY_BYTES } from '../../../server/connectors/pull/json-puller.ts';
import { PullSourceBodySchema, type PullSourceBody } from '../../../server/contract/pull-source.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { sayKept } from '../../../server/flow/records/import-faults.ts';
import { listSetup } from '../../../server/flow/company/setup.ts';
import { previewSource } from '../../../server/flow/pull/pull-preview.ts';
import { hintPulls, pullDue } from '../../../server/flow/pull/pull-run.ts';
import {
  askSourceNow,
  changeSource,
  createPullSource,
  deleteSource,
} from '../../../server/flow/pull/pull-source.ts';
import { relay } from '../../../server/flow/relay.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findImport } from '../../../server/store/imports.ts';
import { savePerson } from '../../../server/store/people.ts';
import { findPullSource } from '../../../server/store/pull-sources.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPerson, createCompany, type Company } from '../company.ts';

const root = { personId: 'root', roles: ['admin'] };
const SECRET = 'crm-secret-7f3a';
type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

useDatabase();
let deps: Deps;
let queued: string[] = [];
let recording: Company['recording'];
let now = new Date();
let server: Server;
let origin = '';
let asked: string[] = [];
let answer: Answer = () => undefined;
beforeEach(async () => {
  const company = await createCompany();
  ({ queued, recording } = company);
  await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
  now = company.deps.now();
  const puller = createPuller({ mayBePrivate: true, mayBePlain: true }, { pauseMs: 0, patienceMs: 4_000 });
  deps = { ...company.deps, now: () => now, puller };
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => answer(request, response, body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const reply = (response: ServerResponse, json: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
};
const visit = (id: number, who = 'zhang') => ({
  id,
  owner: { code: `E-${who}` },
  customer: { code: 'c-1' },
  start: '2026-11-18 10:00:00',
  end: '2026-11-18 10:30:00',
  type: '销售',
});
const FIELDS = [
  { field: 'externalId', from: 'id' },
  { field: 'employeeNo', from: 'owner.code' },
  { field: 'customerId', from: 'customer.code' },
  { field: 'startAt', from: 'start', read: 'time' },
  { field: 'endAt', from: 'end', read: 'time' },
  { field: 'purpose', from: 'type', values: [{ theirs: '销售', ours: 'sales' }] },
];
const build = (change: object = {}): PullSourceBody =>
  PullSourceBodySchema.parse({
    name: 'crm',
    kind: 'visits',
    url: `${origin}/visits?since={since}&cursor={cursor}`,
    paging: { kind: 'cursor', path: 'next' },
    rowsPath: 'data',
    auth: { kind: 'bearer' },
    secret: SECRET,
    fields: FIELDS,
    since: 'unix_s',
    fromDay: '2026-11-01',
    everyMin: 30,
    ...change,
  });
const register = async (change: object = {}): Promise<string> =>
  (await createPullSource(deps, root, build(change))).id;
const source = async (id: string) => {
  const found = await findPullSource(id);
  if (!found) throw new Error('no source');
  return found;
};
const later = (minutes: number): void => {
  now = new Date(+now + minutes * 60_000);
};
/** Pages by their cursor; the last has no next. */
const pages =
  (...given: readonly (readonly unknown[])[]): Answer =>
  ({ url = '' }, response) => {
    const at = Number(new URL(url, origin).searchParams.get('cursor'));
    reply(response, { data: given[at], next: at + 1 < given.length ? String(at + 1) : null });
  };
const records = () => mongoose.model('WorkRecord').countDocuments();

describe('a pull', () => {
  it('takes every page under its rules, says who it is, and asks next for what has changed since', async () => {
    const seen: unknown[] = [];
    const give = pages([visit(1), visit(2)], [visit(3, 'nobody')]);
    answer = (request, response, body) => {
      seen.push(request.headers.authorization);
      give(request, response, body);
    };
    const id = await register();
    await pullDue(deps);
    const found = await source(id);
    expect(found.last?.counts).toEqual({
      rows: 3,
      created: 2,
      updated: 0,
      unchanged: 0,
      refused: 1,
      noticed: 2,
      withdrawn: 0,
    });
    expect(found.last?.pages).toBe(2);
    expect(found.run).toBeUndefined();
    expect(seen).toEqual([`Bearer ${SECRET}`, `Bearer ${SECRET}`]);
    expect(asked[0]).toBe(`/visits?since=${+new Date('2026-10-31T16:00:00Z') / 1000}&cursor=`);
    const report = await findImport(found.last?.importId ?? '');
    expect(report).toMatchObject({ status: 'finished', by: 'source:crm' });
    expect(report?.faults).toMatchObject([{ row: 3, field: 'owner.code' }]);
    expect(found.nextAt).toEqual(new Date(+now + 30 * 60_000));

    later(31);
    asked = [];
    await pullDue(deps);
    expect((await source(id)).last?.counts).toMatchObject({ created: 0, unchanged: 2, refused: 1 });
    const start = +new Date(+now - 31 * 60_000);
    expect(asked[0]).toContain(`since=${Math.floor((start - 10 * 60_000) / 1000)}&`);
    expect(await records()).toBe(2);
  });

  it('is not made before its time, while it is paused, nor in its quiet time', async () => {
    answer = pages([visit(1)]);
    const id = await register({ quiet: { from: '11:00', to: '13:00' } });
    await pullDue(deps);
    expect(asked).toEqual([]);
    await askSourceNow(deps, root, id);
    await pullDue(deps);
    expect(asked).toHaveLength(1);
    later(120);
    const { version } = await source(id);
    await changeSource(deps, root, { ...build({ secret: undefined }), id, version, isOn: false });
    queued.length = 0;
    await hintPulls(deps);
    await pullDue(deps);
    expect(asked).toHaveLength(1);
    expect(queued).not.toContain('pull');
  });

  it('goes on from its page in slices, and a page cut off by a crash is counted once', async () => {
    const bad = { ...visit(9), start: 'soon' };
    answer = pages([visit(1), bad], [visit(2), bad], [visit(3), bad]);
    const id = await register();
    await pullDue(deps, 0);
    expect((await source(id)).run).toMatchObject({ page: { at: '1' }, counts: { rows: 2, refused: 1 } });
    // A process that died within the second page has noted its rows, and not the page.
    const importId = (await source(id)).run?.importId ?? '';
    await mongoose.model('Import').updateOne(
      { _id: importId },
      {
        $push: { faults: { row: 4, field: 'start', reason: 'noted before the crash' } },
        $set: { rows: 4, refused: 2 },
      },
    );
    await pullDue(deps, 0);
    await pullDue(deps, 0);
    expect(asked.map((url) => new URL(url, origin).searchParams.get('cursor'))).toEqual(['', '1', '2']);
    const report = await findImport(importId);
    expect(report).toMatchObject({ rows: 6, created: 3, refused: 3, status: 'finished' });
    expect(report?.faults.map(({ row, field }) => [row, field])).toEqual([
      [2, 'start'],
      [4, 'start'],
      [6, 'start'],
    ]);
  });

  it('that nobody may go on with is left to who has it', async () => {
    answer = pages([visit(1)]);
    const id = await register();
    const lease = { id: 'other', untilAt: new Date(+now + 60_000) };
    await mongoose.model('PullSource').updateOne({ _id: id }, { lease });
    await pullDue(deps);
    expect(asked).toEqual([]);
    later(2);
    await pullDue(deps);
    expect(asked).toHaveLength(1);
  });

  it('that brings nothing leaves no import', async () => {
    answer = pages([]);
    const id = await register();
    await pullDue(deps);
    expect((await source(id)).last?.counts.rows).toBe(0);
    expect(await mongoose.model('Import').countDocuments()).toBe(0);
  });
});

describe('an API that fails', () => {
  const faultOf = async (id: string) => (await source(id)).fault;

  it.each<readonly [string, string, Answer]>([
    ['500', 'status', (_, response) => reply(response, {}, 500)],
    ['401', 'unauthorized', (_, response) => reply(response, {}, 401)],
    [
      'a redirect',
      'redirect',
      (_, response) => {
        response.writeHead(302, { location: `${origin}/else` }).end();
      },
    ],
    ['broken JSON', 'not_json', (_, response) => void response.end('{"data": [')],
    ['no list', 'no_rows', (_, response) => reply(response, { data: {} })],
    ['silence', 'timeout', () => undefined],
    [
      'half a reply',
      'network',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{', () => response.destroy());
      },
    ],
    ['a huge reply', 'too_large', (_, response) => void response.end(' '.repeat(MAX_REPLY_BYTES + 1))],
  ])(
    'with %s is asked again later, and nothing of it is kept',
    async (_, code, misbehave) => {
      answer = misbehave;
      const id = await register();
      await pullDue(deps);
      expect(await faultOf(id)).toMatchObject({ code, attempts: 1 });
      expect((await source(id)).nextAt).toEqual(new Date(+now + 60_000));
      expect(asked).toHaveLength(1);
      expect((await listSetup(deps)).find(({ item }) => item === 'sources')).toMatchObject({
        state: 'failing',
        sources: [{ name: 'crm', code, attempts: 1, sinceAt: now.toISOString() }],
      });
      later(2);
      answer = pages([visit(1)]);
      await pullDue(deps);
      expect(await faultOf(id)).toBeUndefined();
      expect(await records()).toBe(1);
    },
    30_000,
  );

  it('with 429 is asked when it wants to be', async () => {
    answer = (_, response) => void response.writeHead(429, { 'retry-after': '600' }).end();
    const id = await register();
    await pullDue(deps);
    expect(await faultOf(id)).toMatchObject({ code: 'throttled', status: 429 });
    expect((await source(id)).nextAt).toEqual(new Date(+now + 600_000));
  });

  it('in the middle keeps the page it stood at', async () => {
    const give = pages([visit(1)], [visit(2)]);
    let isDown = true;
    answer = (request, response, body) =>
      isDown && request.url?.endsWith('cursor=1') ? reply(response, {}, 503) : give(request, response, body);
    const id = await register();
    await pullDue(deps);
    expect(await faultOf(id)).toMatchObject({ code: 'status', status: 503 });
    isDown = false;
    later(2);
    asked = [];
    await pullDue(deps);
    expect(asked).toHaveLength(1);
    expect((await source(id)).last?.counts).toMatchObject({ rows: 2, created: 2 });
  });

  it('whose cursor is too old is asked from the beginning', async () => {
    const give = pages([visit(1)], [visit(2)]);
    answer = (request, response, body) =>
      request.url?.endsWith('cursor=1') ? reply(response, {}, 410) : give(request, response, body);
    const id = await register();
    await pullDue(deps);
    expect((await source(id)).run).toBeUndefined();
    answer = give;
    later(2);
    await pullDue(deps);
    expect((await source(id)).last?.counts).toMatchObject({ created: 1, unchanged: 1 });
  });

  it.each([
    ['whose cursor leads back', 'paging_loop', (n: number) => ({ data: [visit(n)], next: String(n % 3) })],
    ['that gives one page for ever', 'page_repeats', (n: number) => ({ data: [visit(1)], next: `c${n}` })],
  ])('%s is left', async (_, code, page) => {
    let n = 0;
    answer = (_request, response) => reply(response, page(++n));
    const id = await register();
    await pullDue(deps);
    expect(await faultOf(id)).toMatchObject({ code });
    expect(asked.length).toBeLessThan(12);
    const found = await source(id);
    expect(found.run).toBeUndefined();
    expect(found.sinceAt).toBeUndefined();
  });
});

describe('an outage', () => {
  const down: Answer = (_, response) => reply(response, {}, 401);
  const cards = () => recording.to('ou_root');
  const shown = () => cards().map((message) => recording.textOf(message));
  const attempt = async (minutes: number): Promise<void> => {
    later(minutes);
    await pullDue(deps);
    await relay(deps);
  };
  const fail = async (id: string, times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) await attempt((+(await source(id)).nextAt - +now) / 60_000);
  };

  it('is told to IT once, in words and with what to do, and once more when it is over', async () => {
    answer = down;
    const id = await register();
    await attempt(0);
    await attempt(2);
    await attempt(6);
    expect(cards()).toEqual([]);
    await attempt(16);
    expect(cards()).toHaveLength(1);
    expect(shown()[0]).toContain('数据来源拉取失败 · crm');
    expect(shown()[0]).toContain('11月19日 12&#58;00');
    expect(shown()[0]).toContain('密钥不被接受（401）');
    expect(shown()[0]).toContain('向对方要新的');
    expect(shown()[0]).not.toContain(SECRET);
    await fail(id, 1);
    expect(cards()).toHaveLength(1);

    answer = pages([visit(1)]);
    await attempt(181);
    expect(cards()).toHaveLength(2);
    for (const text of shown()) {
      expect(text).toContain('已恢复');
      expect(text).not.toContain('需要处理');
    }
    await attempt(31);
    expect(cards()).toHaveLength(2);
    answer = down;
    await fail(id, 4);
    expect(cards()).toHaveLength(3);
    expect(shown().map((text) => text.includes('需要处理'))).toEqual([false, false, true]);
  });

  it('is none because somebody presses again and again', async () => {
    answer = down;
    const id = await register();
    await attempt(0);
    for (let press = 0; press < 5; press += 1) {
      await askSourceNow(deps, root, id);
      await attempt(0);
    }
    expect((await source(id)).fault).toMatchObject({ attempts: 1 });
    expect(cards()).toEqual([]);
    await fail(id, 3);
    expect(cards()).toHaveLength(1);
  });

  it('does not hide behind pages that still come before the one that fails', async () => {
    let n = 0;
    answer = (request, response) =>
      request.url?.endsWith('cursor=') === true
        ? ((n = 0), reply(response, { data: [visit(1)], next: 'a' }))
        : reply(response, { data: [visit(1)], next: `c${(n += 1)}` });
    const id = await register();
    await fail(id, 4);
    expect((await source(id)).fault).toMatchObject({ code: 'page_repeats', attempts: 4 });
    expect(cards()).toHaveLength(1);
  });

  it('that was got over in the middle of a pull counts from the beginning', async () => {
    const give = pages([visit(1)], [visit(2)], [visit(3)]);
    let bad = '0';
    answer = (request, response, body) =>
      request.url?.endsWith(`cursor=${bad}`) ? reply(response, {}, 503) : give(request, response, body);
    bad = '1';
    const id = await register();
    await fail(id, 3);
    bad = '2';
    await fail(id, 3);
    expect((await source(id)).fault).toMatchObject({ attempts: 3 });
    expect(cards()).toEqual([]);
  });

  it.each([
    [
      'paused',
      async (id: string, version: number) =>
        changeSource(deps, root, { ...build(), id, version, isOn: false }),
    ],
    ['deleted', async (id: string) => deleteSource(deps, root, id)],
  ])('of a source that is %s says so on its card', async (_, stop) => {
    answer = down;
    const id = await register();
    await fail(id, 4);
    await stop(id, (await source(id)).version);
    await relay(deps);
    expect(shown()).toHaveLength(1);
    expect(shown()[0]).toContain('已停用');
  });
});

describe('a token by client credentials', () => {
  const auth = () => ({ kind: 'oauth2', tokenUrl: `${origin}/token`, clientId: 'mq' });

  it('is fetched, and once more when it has run out in the middle', async () => {
    let tokens = 0;
    let form: object = {};
    const give = pages([visit(1)], [visit(2)], [visit(3)]);
    answer = (request, response, body) => {
      if (request.url === '/token') {
        form = Object.fromEntries(new URLSearchParams(body));
        return reply(response, { access_token: `t${++tokens}` });
      }
      const isOld = request.headers.authorization === 'Bearer t1' && request.url?.endsWith('cursor=1');
      return isOld ? reply(response, {}, 401) : give(request, response, body);
    };
    const id = await register({ auth: auth() });
    await pullDue(deps);
    expect((await source(id)).last?.counts.created).toBe(3);
    expect(tokens).toBe(2);
    expect(form).toEqual({ grant_type: 'client_credentials', client_id: 'mq', client_secret: SECRET });
  });

  it('that is refused is not asked for again and again', async () => {
    answer = (request, response) =>
      reply(response, { access_token: 't' }, request.url === '/token' ? 200 : 401);
    const id = await register({ auth: auth() });
    await pullDue(deps);
    expect((await source(id)).fault?.code).toBe('unauthorized');
    expect(asked).toHaveLength(2);
  });
});

describe('a try', () => {
  it('shows rows with their faults and what a row holds, and stores none', async () => {
    answer = pages([visit(1), { ...visit(2, 'nobody'), end: 'later' }], [visit(3)]);
    const preview = await previewSource(deps, root, { ...build(), language: 'en' });
    expect(preview).toMatchObject({ count: 2, hasNext: true });
    expect(preview.rows[0]).toMatchObject({
      externalId: '1',
      faults: [],
      notices: [{ field: 'customer.code' }],
    });
    expect(preview.rows[1]?.faults).toMatchObject([
      { row: 2, field: 'end' },
      { row: 2, field: 'owner.code' },
    ]);
    expect(preview.paths).toContainEqual({ path: 'owner.code', value: 'E-zhang' });
    expect(await records()).toBe(0);
    expect(await mongoose.model('PullSource').countDocuments()).toBe(0);
    await relay(deps);
    expect(await listAudit('pull_sources:new')).toMatchObject([
      { entry: { action: 'source.try', actorId: 'root' } },
    ]);
  });

  it('judges a person nobody has as the pull would', async () => {
    answer = pages([visit(1, 'nobody')]);
    const preview = await previewSource(deps, root, { ...build(), language: 'zh' });
    const id = await register();
    await pullDue(deps);
    const report = await findImport((await source(id)).last?.importId ?? '');
    expect(preview.rows[0]?.faults).toEqual(
      report?.faults.map((one) => sayKept(one, { kind: 'visits', language: 'zh' })),
    );
  });
});

describe('the secret', () => {
  it('goes only to where it was given for', async () => {
    answer = pages([]);
    const id = await register();
    const { version } = await source(id);
    const moved = {
      ...build({ secret: undefined }),
      url: 'https://else.example/x?since={since}&cursor={cursor}',
    };
    await expect(changeSource(deps, root, { ...moved, id, version, isOn: true })).rejects.toMatchObject({
      code: 'secret_needed',
    });
    await expect(previewSource(deps, root, { ...moved, id, language: 'zh' })).rejects.toMatchObject({
      code: 'secret_needed',
    });
    const kept = build({ secret: undefined, name: 'crm two' });
    await changeSource(deps, root, { ...kept, id, version, isOn: true });
    await pullDue(deps);
    expect(asked).toHaveLength(1);
  });

  it('stands nowhere in the open, and is forgotten with its source', async () => {
    answer = (_, response) => reply(response, {}, 500);
    const id = await register();
    await pullDue(deps);
    await relay(deps);
    const everything = async () => {
      const names = await mongoose.connection.listCollections();
      const all = names.map(({ name }) => mongoose.connection.collection(name).find().toArray());
      return JSON.stringify(await Promise.all(all));
    };
    expect(await everything()).not.toContain(SECRET);
    await deleteSource(deps, root, id);
    await relay(deps);
    expect(await findPullSource(id)).toBeNull();
    expect(await mongoose.model('PullSource').findById(id).lean()).not.toHaveProperty('sealedSecret');
    expect((await listAudit(`pull_sources:${id}`)).map(({ entry }) => entry.action)).toEqual([
      'source.create',
      'source.delete',
    ]);
  });
});

it('refuses an address inside, a field no such record has, and who is no administrator', async () => {
  const strict = { ...deps, puller: createPuller({ mayBePrivate: false, mayBePlain: false }) };
  for (const url of ['https://10.0.0.1/x', 'http://crm.example.com/x', 'https://169.254.169.254/x'])
    await expect(
      createPullSource(strict, root, build({ url, paging: { kind: 'none' } })),
    ).rejects.toMatchObject({ code: 'address_refused' });
  const strange = [...FIELDS, { field: 'colour', from: 'x' }];
  await expect(createPullSource(deps, root, build({ fields: strange }))).rejects.toMatchObject({
    code: 'invalid_input',
  });
  const li = { personId: 'li', roles: ['hr', 'hr_lead'] };
  await expect(createPullSource(deps, li, build())).rejects.toThrow('not_your_role');
});

it('reaches this machine in the demo, and the company’s network only where it is opened', () => {
  const may = (reach: { mayBePrivate: boolean; mayBePlain: boolean }) =>
    ['https://10.0.0.1/x', 'http://10.0.0.1/x', 'http://127.0.0.1:3001/x', 'http://localhost:3001/x'].map(
      createPuller(reach).mayAsk,
    );
  expect(may({ mayBePrivate: false, mayBePlain: true })).toEqual([false, false, true, true]);
  expect(may({ mayBePrivate: true, mayBePlain: false })).toEqual([true, false, false, false]);
  expect(may({ mayBePrivate: false, mayBePlain: false })).toEqual([false, false, false, false]);
});

it('asks localhost of the demo by its name, though the company’s network stays closed', async () => {
  answer = pages([visit(1)]);
  const reach = { mayBePrivate: false, mayBePlain: true };
  const own = { ...deps, puller: createPuller(reach, { pauseMs: 0, patienceMs: 4_000 }) };
  const url = `${origin.replace('127.0.0.1', 'localhost')}/visits?cursor={cursor}`;
  expect(await previewSource(own, root, { ...build({ url }), language: 'zh' })).toMatchObject({ count: 1 });
});

it('takes no address with a placeholder of its host, or without what its paging needs', () => {
  const base = { ...build(), secret: SECRET };
  for (const change of [
    { url: 'https://{since}.example.com/x?cursor={cursor}' },
    { url: 'https://a.example/x?k={token}&cursor={cursor}' },
    { url: 'https://a.example/x' },
    { url: 'ftp://a.example/x?cursor={cursor}' },
    { fromDay: undefined },
    { auth: { kind: 'header', name: 'Host' } },
    { secret: 'a\r\nx: y' },
    { secret: '  ' },
    { fields: FIELDS.slice(1) },
  ])
    expect(PullSourceBodySchema.safeParse({ ...base, ...change }).success).toBe(false);
});
