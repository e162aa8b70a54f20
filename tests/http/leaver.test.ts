import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { IssuedLinkSchema, LeaverHomeSchema } from '../../server/contract/view-leaver.ts';
import { createSandboxSender } from '../../server/connectors/messages/sandbox-sender.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { createApiKey } from '../../server/flow/company/api-key.ts';
import { contactCase } from '../../server/flow/case.ts';
import { writeMessage } from '../../server/flow/case/case-message.ts';
import { relay } from '../../server/flow/relay.ts';
import { openSanction } from '../../server/domain/sanction/sanction.ts';
import { SanctionViewSchema } from '../../server/contract/view-sanction.ts';
import { insertLetter } from '../../server/store/letters.ts';
import { saveSteps } from '../../server/store/sanctions.ts';
import { insertCase } from '../../server/store/cases.ts';
import { findAgreement } from '../../server/store/non-compete-agreements.ts';
import { findPerson, savePerson } from '../../server/store/people.ts';
import { listReads } from '../../server/store/reads.ts';
import { leadFinding } from '../../server/domain/lead/lead-finding.ts';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { at, createCompany, type Company } from '../flow/company.ts';
import { addDeparted, REASON, startWatching } from '../flow/non-compete/departed.ts';
import { useDatabase } from '../support/db.ts';
import { cookieOf, useApp } from './app.ts';
import { registeredRoutes } from './registered-routes.ts';

const WEBHOOKS = { appId: 'cli_1', encryptKey: 'encrypt-key', verificationToken: 'verification-token' };
useDatabase();
const app = useApp({ webhooks: WEBHOOKS, limits: { person: 1_200, address: 3_000, doors: {} } });
const throttled = useApp();
let company: Company;
let deps: Deps;
let li: string;
let sent: ReturnType<typeof createSandboxSender>;
beforeEach(async () => {
  company = await createCompany();
  sent = createSandboxSender(join(await mkdtemp(join(tmpdir(), 'mingqin-outbox-')), 'messages.jsonl'));
  deps = app.use({ ...company.deps, messages: sent });
  await addDeparted();
  li = await app.signIn('ou_li');
});

const ASK = { employeeNo: 'E-gone', check: { kind: 'id_last4', value: '123x' }, purpose: REASON };
async function issue(overrides: Record<string, unknown> = {}) {
  const reply = await app.post('/api/v1/leaver-links', { ...ASK, ...overrides }, li);
  expect(reply.status).toBe(201);
  const issued = IssuedLinkSchema.parse(reply.body);
  return { ...issued, token: issued.url.split('#/')[1] ?? '' };
}
const knock = (body: Record<string, unknown>) => app.post('/api/v1/leaver/session', body);
async function open(token: string, answer = '123X'): Promise<string> {
  const reply = await knock({ token, employeeNo: 'E-gone', answer });
  expect(reply.status).toBe(200);
  return cookieOf(reply.headers, 'mingqin_leaver');
}
const home = (cookie: string) => app.call('/api/v1/leaver/home', { cookie });

describe('the link', () => {
  it('opens with the right number and answer, and keeps neither itself nor the answer in the store', async () => {
    const { token, url, link } = await issue();
    expect(url).toMatch(/\/leaver\/#\/[\w-]{22}\.[\w-]{43}$/);
    const stored = JSON.stringify(await mongoose.connection.collection('leaver_links').find().toArray());
    for (const secret of [token, token.split('.')[1] ?? '', '123X']) expect(stored).not.toContain(secret);
    const cookie = await open(token);
    expect(LeaverHomeSchema.parse((await home(cookie)).body)).toMatchObject({ name: '林离职', cases: [] });
    expect(link.state).toBe('live');
    expect(await listReads('gone')).toMatchObject([{ readerId: 'li', what: 'leaver_link', purpose: REASON }]);
  });

  it('shows every case of the person, however many there are, the newest first', async () => {
    const { token } = await issue();
    const cases = Array.from({ length: 401 }, (_, n) => ({
      _id: `c-${n}`,
      caseNo: `C-${n}`,
      personId: 'gone',
      state: 'closed',
      // Three of the same moment: a page may end among them.
      openedAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(n / 3))),
    }));
    await mongoose.connection.collection<{ _id: string }>('cases').insertMany(cases);
    const shown = LeaverHomeSchema.parse((await home(await open(token))).body).cases;
    expect(new Set(shown.map(({ id }) => id)).size).toBe(401);
    expect(shown.map(({ openedAt }) => openedAt)).toEqual(
      cases.map(({ openedAt }) => openedAt.toISOString()).toReversed(),
    );
  });

  it('answers every wrong knock alike and locks after five', async () => {
    const { token } = await issue();
    const wrong = [
      { token: `${token.slice(0, -2)}xx`, employeeNo: 'E-gone', answer: '123X' },
      { token: 'nonsense', employeeNo: 'E-gone', answer: '123X' },
      { token, employeeNo: 'E-zhang', answer: '123X' },
      { token, employeeNo: 'E-gone', answer: '0000' },
      { token, employeeNo: 'E-nobody', answer: '1111' },
      { token, employeeNo: 'E-gone', answer: '2222' },
      { token, employeeNo: 'E-gone', answer: '3333' },
      { token, employeeNo: 'E-gone', answer: '4444' },
      // The sixth is right, and too late.
      { token, employeeNo: 'E-gone', answer: '123X' },
    ];
    const ErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
    const replies = [];
    for (const body of wrong) {
      const reply = await knock(body);
      expect(cookieOf(reply.headers, 'mingqin_leaver')).toBe('');
      replies.push(`${reply.status} ${JSON.stringify(ErrorSchema.parse(reply.body).error)}`);
    }
    expect(new Set(replies).size).toBe(1);
    expect(replies[0]).toContain('401 {"code":"door_closed"');
    const { body } = await app.call('/api/v1/leaver-links?employeeNo=E-gone', { cookie: li });
    expect(JSON.stringify(body)).toContain('"state":"locked"');
  });

  it('ends with its time, with being taken back, with a new job here, and with 15 idle minutes', async () => {
    const { token, link } = await issue({ days: 1 });
    const first = await open(token);
    company.setNow(new Date(+at('12:00') + 15 * 60_000));
    expect((await home(first)).status).toBe(401);
    const second = await open(token);
    expect((await home(second)).status).toBe(200);
    await app.call(`/api/v1/leaver-links/${link.id}`, { method: 'DELETE', cookie: li });
    expect((await home(second)).status).toBe(401);
    expect((await knock({ token, employeeNo: 'E-gone', answer: '123X' })).status).toBe(401);
    const again = await issue({ days: 1 });
    const third = await open(again.token);
    const gone = await findPerson('gone');
    if (gone) await savePerson({ ...gone, isActive: true });
    expect((await home(third)).status).toBe(401);
    if (gone) await savePerson(gone);
    expect((await home(third)).status).toBe(200);
    company.setNow(new Date(+at('12:15') + 86_400_000));
    expect((await knock({ token: again.token, employeeNo: 'E-gone', answer: '123X' })).status).toBe(401);
  });

  it('is good for this server and this moment only: the signature covers audience and expiry', async () => {
    const { token, link } = await issue();
    const links = mongoose.connection.collection<{ _id: string }>('leaver_links');
    await links.updateOne({ _id: link.id }, { $set: { expiresAt: new Date('2030-01-01') } });
    expect((await knock({ token, employeeNo: 'E-gone', answer: '123X' })).status).toBe(401);
  });

  it('has a code of its own when HR has no number on file, shown once', async () => {
    const { code = '', token } = await issue({ check: { kind: 'code' } });
    expect(code).toMatch(/^\d{8}$/);
    await open(token, code);
  });

  it('is for people who have left, and not given by HR to themselves', async () => {
    expect(
      (await app.post('/api/v1/leaver-links', { ...ASK, employeeNo: 'E-zhang' }, li)).body,
    ).toMatchObject({
      error: { code: 'has_account' },
    });
    expect((await app.post('/api/v1/leaver-links', { ...ASK, employeeNo: 'E-li' }, li)).status).toBe(403);
  });

  it('goes out by SMS in the morning, not at night, and says nothing of what it is about', async () => {
    company.setNow(at('22:00'));
    li = await app.signIn('ou_li');
    await issue({ delivery: { channel: 'sms', to: '13800001234' } });
    await relay(deps);
    expect(await sent.list()).toEqual([]);
    company.setNow(at('08:31', '2026-11-20'));
    await relay(deps);
    await relay(deps);
    const [message, ...others] = await sent.list();
    expect(others).toEqual([]);
    expect(message).toMatchObject({ channel: 'sms', to: '13800001234' });
    expect(message?.text).toContain('/leaver/#/');
    for (const word of ['林离职', '竞业', '案件', '处分']) expect(message?.text).not.toContain(word);
    await open(message?.text.match(/#\/([\w.-]+)/)?.[1] ?? '');
    const stored = JSON.stringify(await mongoose.connection.collection('leaver_links').find().toArray());
    expect(stored).not.toContain('13800001234');
  });

  it('slows down who knocks too often', async () => {
    throttled.use(company.deps);
    const statuses = [];
    for (let n = 0; n < 12; n += 1)
      statuses.push(
        (await throttled.post('/api/v1/leaver/session', { token: 'x', employeeNo: 'x', answer: 'x' })).status,
      );
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(statuses.slice(10)).toEqual([429, 429]);
  });
});

describe('behind the door', () => {
  const explain = (version = 0) => ({ id: uuidv7(), version, quickReason: 'other', text: '当天已交接完毕' });
  async function addCase(id: string, personId: string, state: 'explaining' | 'open') {
    const person = { id: personId, timeZone: 'Asia/Shanghai' };
    const finding = leadFinding({ source: 'customer', kind: 'absent', day: '2026-06-20' }, person);
    await insertCase(
      {
        id,
        caseNo: `C-${id}`,
        version: 0,
        state,
        lane: 'undecided',
        alertId: `lead:${id}`,
        personId,
        pseudonym: 'M-1',
        engagement: 'full_time',
        timeZone: 'Asia/Shanghai',
        finding,
        openedAt: deps.now(),
        publishAt: deps.now(),
        history: [],
      },
      [],
    );
  }

  it('the own case is read and answered; an unpublished one and one of somebody else are not there', async () => {
    await addCase('own', 'gone', 'explaining');
    await addCase('early', 'gone', 'open');
    await addCase('other', 'zhang', 'explaining');
    const cookie = await open((await issue()).token);
    expect(LeaverHomeSchema.parse((await home(cookie)).body).cases.map(({ id }) => id)).toEqual(['own']);
    expect((await app.call('/api/v1/leaver/cases/own', { cookie })).body).toMatchObject({
      personName: '林离职',
    });
    expect((await app.post('/api/v1/leaver/cases/own/explain', explain(), cookie)).body).toMatchObject({
      explanation: { text: '当天已交接完毕' },
    });
    for (const id of ['early', 'other', 'nothing']) {
      expect((await app.call(`/api/v1/leaver/cases/${id}`, { cookie })).status).toBe(404);
      expect((await app.post(`/api/v1/leaver/cases/${id}/explain`, explain(), cookie)).status).toBe(404);
    }
  });

  it('letters of the own case are read, received and answered, and none that is not to the person', async () => {
    await addCase('own', 'gone', 'explaining');
    await addCase('other', 'zhang', 'explaining');
    const letter = (id: string, caseId: string, kind: 'demand' | 'union_notice') =>
      insertLetter(
        {
          id,
          caseId,
          personId: caseId === 'own' ? 'gone' : 'zhang',
          kind,
          no: `L-${id}`,
          issuedAt: deps.now(),
          issuedById: 'li',
          sha256: 'a'.repeat(64),
          bytes: 9,
          deliveries: [],
        },
        Buffer.from('%PDF-1.4\n'),
        [],
      );
    await letter('l1', 'own', 'demand');
    await letter('l2', 'own', 'union_notice');
    await letter('l3', 'other', 'demand');
    const demand = { letterId: 'l1', issuedAt: at('09:00'), deadlineAt: at('23:59', '2026-12-31') };
    const before = openSanction({ caseId: 'own', personId: 'gone' }, 'dual_employment');
    await saveSteps(before, { ...before, state: 'demanded', version: 1, demand }, []);
    const cookie = await open((await issue()).token);
    const base = '/api/v1/leaver/cases/own';
    const seen = SanctionViewSchema.parse((await app.call(`${base}/sanction`, { cookie })).body);
    expect(seen.letters).toMatchObject([{ id: 'l1', mayReceive: true }]);
    expect((await app.call(`${base}/letters/l1/file`, { cookie })).headers.get('content-type')).toBe(
      'application/pdf',
    );
    expect((await app.post(`${base}/letters/l1/receipt`, {}, cookie)).body).toMatchObject({
      letters: [{ mayReceive: false, deliveries: [{ channel: 'in_app_receipt' }] }],
    });
    const reply = { version: 1, stopped: true, text: '上周已经离开那家公司' };
    expect((await app.post(`${base}/sanction/reply`, reply, cookie)).body).toMatchObject({
      paths: [{ reply: { stopped: true } }],
    });
    for (const path of [
      `${base}/letters/l2/file`,
      `${base}/letters/l3/file`,
      '/api/v1/leaver/cases/other/sanction',
    ])
      expect((await app.call(path, { cookie })).status).toBe(404);
    expect((await app.post(`${base}/letters/l2/receipt`, {}, cookie)).status).toBe(404);
  });

  it('HR writes to nobody who has left without a way to them, and what is written is never lost', async () => {
    await addCase('own', 'gone', 'explaining');
    const hr = { personId: 'li', roles: ['hr'] };
    const write = (text: string) => writeMessage(deps, hr, { caseId: 'own', body: { id: uuidv7(), text } });
    await expect(contactCase(deps, hr, { caseId: 'own' })).rejects.toMatchObject({
      code: 'leaver_link_missing',
    });
    await expect(write('请说明')).rejects.toMatchObject({ code: 'leaver_link_missing' });
    await issue();
    await contactCase(deps, hr, { caseId: 'own' });
    await relay(deps);
    const told = () => company.recording.messages.filter(({ to }) => to === 'ou_li');
    expect(told()).toHaveLength(1);
    expect(JSON.stringify(told())).toContain('本人已离职，没有飞书账号');
    expect(JSON.stringify(company.recording.messages)).not.toContain('林离职');
    expect(company.recording.messages.filter(({ to }) => to === 'ou_gone')).toEqual([]);
    expect(await sent.list()).toEqual([]);
    const { token } = await issue({ delivery: { channel: 'sms', to: '13800001234' } });
    await write('请在门后查看，并在期限内说明');
    await relay(deps);
    await relay(deps);
    const texts = (await sent.list()).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('您有新的事项可以查看'))).toHaveLength(1);
    expect(texts.join()).not.toContain('期限内说明');
    expect(told()).toHaveLength(1);
    expect((await app.call('/api/v1/leaver/cases/own', { cookie: await open(token) })).body).toMatchObject({
      messages: [{ text: '请在门后查看，并在期限内说明', own: false }],
    });
  });

  it('HR sees beside the name what is under way, of cases whose name is open, and the case says that the person has left', async () => {
    await addCase('own', 'gone', 'explaining');
    await addCase('masked', 'gone', 'explaining');
    const hr = { personId: 'li', roles: ['hr'] };
    const read = async (path: string) => (await app.call(path, { cookie: li })).body;
    expect(await read('/api/v1/cases/own')).toMatchObject({ departed: { hasLink: false } });
    expect(JSON.stringify(await read('/api/v1/cases/own'))).not.toContain('E-gone');
    const { token } = await issue();
    await contactCase(deps, hr, { caseId: 'own' });
    await app.post('/api/v1/leaver/cases/own/explain', explain(), await open(token));
    const openCases = [{ id: 'own', caseNo: 'C-own', state: 'contacted' }];
    expect(await read('/api/v1/leaver-links/people')).toMatchObject({
      people: [{ employeeNo: 'E-gone', openCases }],
    });
    expect(await read('/api/v1/leaver-links?employeeNo=E-gone')).toMatchObject({ openCases });
    expect(await read('/api/v1/cases/own')).toMatchObject({
      departed: { hasLink: true, employeeNo: 'E-gone' },
    });
    const own = await app.call('/api/v1/leaver/cases/own', { cookie: await open(token) });
    expect(JSON.stringify(own.body)).not.toContain('departed');
  });

  it('the authorisation is taken back in one step, and the feed hears nothing more', async () => {
    const { id, agreementNo } = await startWatching(deps);
    const key = await createApiKey(deps, { name: 'insurance', scope: 'insurance' });
    const put = (externalId: string) =>
      app.call(`/api/v1/insurance-payments/${externalId}`, {
        method: 'PUT',
        body: JSON.stringify({ agreementNo, employerName: '某某有限公司', month: '2026-10' }),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      });
    expect((await put('a')).status).toBe(201);
    const cookie = await open((await issue()).token);
    const path = `/api/v1/leaver/agreements/${id}/withdraw-authorisation`;
    const reply = await app.call(path, { method: 'POST', cookie });
    expect(LeaverHomeSchema.parse(reply.body).agreements[0]).toMatchObject({
      authorisations: [{ inForce: false, withdrawnDay: '2026-11-19' }],
      monitoring: { state: 'stopped', stopReasons: ['authorisation_withdrawn'] },
    });
    expect((await put('b')).body).toMatchObject({ error: { code: 'not_monitored' } });
    expect((await findAgreement(id))?.monitoring.state).toBe('stopped');
  });

  it('keys of the two kinds open nothing of each other', async () => {
    const records = await createApiKey(deps, { name: 'crm' });
    const insurance = await createApiKey(deps, { name: 'insurance', scope: 'insurance' });
    const put = (path: string, key: string) =>
      app.call(path, {
        method: 'PUT',
        body: '{}',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      });
    expect((await put('/api/v1/insurance-payments/a', records)).status).toBe(401);
    expect((await put('/api/v1/records/visits/a', insurance)).status).toBe(401);
    expect((await put('/api/v1/insurance-payments/a', insurance)).status).toBe(400);
  });

  it('papers are sniffed and re-encoded, once by their id, at most ten', async () => {
    const cookie = await open((await issue()).token);
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#fff' } })
      .withExif({ IFD0: { Copyright: 'planted-secret' } })
      .jpeg()
      .toBuffer();
    const upload = (id: string, bytes: Uint8Array, name = '离职证明.jpg') => {
      const body = new FormData();
      body.set('id', id);
      body.set('kind', 'employment');
      body.set('file', new Blob([new Uint8Array(bytes)]), name);
      return app.call('/api/v1/leaver/certificates', { method: 'POST', body, cookie });
    };
    const id = uuidv7();
    expect((await upload(id, picture)).body).toMatchObject({ id, mime: 'image/jpeg' });
    expect((await upload(id, picture)).status).toBe(200);
    const got = await app.call(`/api/v1/leaver-links/certificates/${id}`, { cookie: li });
    expect([got.status, got.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
    expect(JSON.stringify(got.body)).not.toContain('planted-secret');
    const hostile = ['<svg onload="x()"/>', '<html><script>1</script>', 'MZ', '#!/bin/sh', 'PK\u0003\u0004'];
    for (const text of hostile)
      expect((await upload(uuidv7(), new TextEncoder().encode(text), '../../x.pdf')).status).toBe(400);
    const pdf = new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF');
    for (let n = 1; n < 10; n += 1) expect((await upload(uuidv7(), pdf)).status).toBe(200);
    expect((await upload(uuidv7(), pdf)).body).toMatchObject({ error: { code: 'too_many_certificates' } });
  });

  it('the own data is copied, its deletion asked for', async () => {
    const cookie = await open((await issue()).token);
    const copy = await app.call('/api/v1/leaver/data.zip', { cookie });
    expect([copy.status, copy.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const ask = { id: uuidv7(), kind: 'delete', topic: 'all', text: '请删除我的轨迹' };
    expect((await app.post('/api/v1/leaver/data-requests', ask, cookie)).status).toBe(201);
    expect(JSON.stringify((await app.call('/api/v1/leaver/data-requests', { cookie })).body)).toContain(
      '请删除我的轨迹',
    );
  });

  it('nothing else opens: over every route, under either cookie name, with GET and with writes', async () => {
    const own = cookieOf(
      (await knock({ token: (await issue()).token, employeeNo: 'E-gone', answer: '123X' })).headers,
      'mingqin_leaver',
    );
    const value = own.split('=')[1] ?? '';
    const cookie = `mingqin_leaver=${value}; mingqin_session=${value}`;
    const doors =
      /^(GET \/(healthz|readyz|workz)|\w+ \/auth\/|POST \/feishu\/|\w+ \/api\/v1\/(leaver\/|public\/)|GET \/api\/(docs|v1\/(jssdk-config|screen-code)))/;
    const routes = registeredRoutes(deps, WEBHOOKS);
    const others = routes.filter((route) => !doors.test(route));
    expect(others.length).toBeGreaterThan(60);
    for (const route of others) {
      const [method = '', path = ''] = route.split(' ');
      const body = method === 'GET' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } };
      const reply = await app.call(path, { method, cookie, ...body });
      expect(`${route} ${reply.status}`).toBe(`${route} 401`);
    }
    const staff = await app.signIn('ou_li');
    const asLeaver = `mingqin_leaver=${staff.split('=')[1] ?? ''}`;
    for (const route of routes.filter((one) => /\/leaver\/(?!session)/.test(one))) {
      const [method = '', path = ''] = route.split(' ');
      expect((await app.call(path, { method, cookie: asLeaver })).status).toBe(401);
    }
  });

  it('writes of other sites are refused, and the log knows nobody', async () => {
    const { token } = await issue();
    const cookie = await open(token);
    const reply = await app.call('/api/v1/leaver/session', {
      method: 'DELETE',
      cookie,
      headers: { 'x-requested-with': '' },
    });
    expect(reply.status).toBe(403);
    await knock({ token, employeeNo: 'E-gone', answer: 'wrong' });
    for (const secret of ['林离职', 'E-gone', token, '123X', 'gone'])
      expect(app.logged()).not.toContain(secret);
  });
});
