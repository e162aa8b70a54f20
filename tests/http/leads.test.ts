import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import mongoose from 'mongoose';
import {
  LeadListSchema,
  LeadReceiptSchema,
  LeadStatusViewSchema,
  LeadViewSchema,
} from '../../server/contract/lead.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { relay } from '../../server/flow/relay.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { listAudit } from '../../server/store/audit.ts';
import { findCase } from '../../server/store/cases.ts';
import { PUBLIC_DOORS } from '../../server/http/public-doors.ts';
import { readPersonalData } from '../../server/store/personal-data.ts';
import { at, createCompany, DAY, type Company } from '../flow/company.ts';
import { REASON } from '../flow/non-compete/departed.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp({ limits: { person: 1_200, address: 3_000, doors: {} } });
const throttled = useApp();
/** Without the limit of a minute, which comes first. */
const ofTheDay = useApp({
  limits: {
    person: 1_200,
    address: 3_000,
    doors: { '/api/v1/public/leads': PUBLIC_DOORS['/api/v1/public/leads']?.slice(1) ?? [] },
  },
});
let company: Company;
let deps: Deps;
beforeEach(async () => {
  company = await createCompany();
  deps = app.use(company.deps);
});

const SECRET = '柜台没人，隔壁店看到她在帮忙卖货';
const lead = (overrides: Record<string, unknown> = {}) => ({
  id: uuidv7(),
  kind: 'rival_place',
  day: DAY,
  who: '工牌写着小张',
  text: SECRET,
  ...overrides,
});
async function sendPublic(overrides: Record<string, unknown> = {}) {
  const reply = await app.post('/api/v1/public/leads', lead(overrides));
  expect(reply.status).toBe(201);
  return LeadReceiptSchema.parse(reply.body);
}
const statusOf = async (receipt: string) =>
  LeadStatusViewSchema.parse((await app.post('/api/v1/public/leads/status', { receipt })).body).status;
async function inbox(cookie: string) {
  const { body } = await app.call('/api/v1/leads', { cookie });
  return LeadListSchema.parse(body).leads;
}

describe('a lead from outside', () => {
  it('is looked up by its number, which is in the store as an HMAC only', async () => {
    const { receipt } = await sendPublic();
    expect(receipt).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
    expect(await statusOf(receipt.toLowerCase())).toBe('received');
    const stored = JSON.stringify(await mongoose.connection.collection('leads').find().toArray());
    expect(stored).not.toContain(receipt);
    const wrong = receipt.replace(/^./, (first) => (first === '0' ? '1' : '0'));
    expect((await app.post('/api/v1/public/leads/status', { receipt: wrong })).status).toBe(404);
  });

  it('is one lead with one number when it is sent again as it was, and says so when it is not', async () => {
    const said = lead();
    const first = LeadReceiptSchema.parse((await app.post('/api/v1/public/leads', said)).body);
    expect(await sendPublic(said)).toEqual(first);
    expect(await statusOf(first.receipt)).toBe('received');
    expect(await sendPublic()).not.toMatchObject({ receipt: first.receipt });
    for (const other of [{ text: '另一段话，同一个编号' }, { contact: { name: '王女士', reach: '139' } }]) {
      const reply = await app.post('/api/v1/public/leads', { ...said, ...other });
      expect(reply).toMatchObject({ status: 409, body: { error: { code: 'lead_conflict' } } });
    }
    expect(await mongoose.connection.collection('leads').countDocuments()).toBe(2);
  });

  it('stays in HR’s inbox until it is decided, however many came after it', async () => {
    await sendPublic({ text: '最早的一条，还没有人处理过' });
    const [first] = await inbox(await app.signIn('ou_li'));
    const leads = mongoose.connection.collection<{ _id: string }>('leads');
    const [stored] = await leads.find().toArray();
    const receivedAt = new Date(+at('18:00') + 86_400_000);
    const later = Array.from({ length: 210 }, (_, n) => ({
      ...stored,
      _id: uuidv7(),
      leadNo: `L-261119-${n}`,
      state: 'dismissed',
      receivedAt,
    }));
    await leads.insertMany(later);
    const seen = await inbox(await app.signIn('ou_li'));
    expect(seen[0]).toMatchObject({ id: first?.id, state: 'new' });
    expect(seen).toHaveLength(201);
  });

  it('keeps nothing of an anonymous sender, and a customer’s address sealed', async () => {
    await sendPublic();
    await sendPublic({ contact: { name: '顾客王女士', reach: '13900009999' } });
    const stored = JSON.stringify(await mongoose.connection.collection('leads').find().toArray());
    for (const secret of ['顾客王女士', '13900009999', '127.0.0.1', '::1'])
      expect(stored).not.toContain(secret);
    const sun = await app.signIn('ou_sun');
    const seen = await inbox(sun);
    expect(seen.map(({ source }) => source).toSorted()).toEqual(['anonymous', 'customer']);
    for (const { id, source } of seen) {
      const reply = await app.post(`/api/v1/leads/${id}/reporter`, { purpose: REASON }, sun);
      expect(reply.status).toBe(source === 'customer' ? 200 : 404);
    }
  });

  it('is limited by address, and by the day for everybody together', async () => {
    throttled.use(company.deps);
    const statuses = [];
    for (let n = 0; n < 7; n += 1)
      statuses.push((await throttled.post('/api/v1/public/leads', lead())).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429, 429]);
    const [one] = await mongoose.connection.collection<{ _id: string }>('leads').find().toArray();
    const many = Array.from({ length: 300 }, (_, n) => ({ ...one, _id: `copy-${n}` }));
    await mongoose.connection.collection<{ _id: string }>('leads').insertMany(many);
    expect((await app.post('/api/v1/public/leads', lead())).status).toBe(429);
  });

  it('of one address are a part of the day’s, so that nobody uses them up for everybody', async () => {
    ofTheDay.use(company.deps);
    const statuses = new Set<number>();
    for (let n = 0; n < 40; n += 1)
      statuses.add((await ofTheDay.post('/api/v1/public/leads', lead())).status);
    expect([...statuses]).toEqual([201]);
    const next = await ofTheDay.post('/api/v1/public/leads', lead());
    expect(next.status).toBe(429);
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(20 * 3_600);
  });

  it.each([
    ['an unknown field', { admin: true }],
    ['an operator', { who: { $gt: '' } }],
    ['a prototype', { ['__proto__x']: 1, constructor: { prototype: 1 } }],
    ['a future day', { day: '2026-11-20' }],
    ['a day long past', { day: '2026-09-01' }],
    ['no day at all', { day: '2026-02-30' }],
    ['a novel', { text: '长'.repeat(2001) }],
    ['next to nothing', { text: 'x' }],
    ['an id of their own', { id: '1' }],
    ['a source of their own', { source: 'hr' }],
    ['a subject of their own', { subjectId: 'zhang' }],
    ['an empty contact', { contact: { name: '', reach: '' } }],
  ])('refuses %s with 400 and keeps nothing', async (_, overrides) => {
    const reply = await app.post('/api/v1/public/leads', lead(overrides));
    expect(reply.status).toBe(400);
    expect(await mongoose.connection.collection('leads').countDocuments()).toBe(0);
  });

  it('refuses hostile bodies and look-ups without a 500', async () => {
    const json = { 'content-type': 'application/json' };
    const bodies = [
      '[]',
      '"x"',
      '1e400',
      '{"a":',
      'null',
      '\u0000',
      `{"text":"${'a'.repeat(300_000)}"}`,
      '[['.repeat(5000),
    ];
    for (const body of bodies)
      for (const path of ['/api/v1/public/leads', '/api/v1/public/leads/status', '/api/v1/leaver/session']) {
        const { status } = await app.call(path, { method: 'POST', body, headers: json });
        expect([400, 413]).toContain(status);
      }
    for (const receipt of ['', 'A'.repeat(23), { $ne: null }, ['x'], '00000-00000-00000-0000U', null])
      expect((await app.post('/api/v1/public/leads/status', { receipt })).status).toBe(400);
    expect(app.logged()).not.toContain('unexpected error');
  });
});

describe('a lead from inside', () => {
  async function sendAs(openId: string, overrides: Record<string, unknown> = {}) {
    const cookie = await app.signIn(openId);
    const { who: _who, ...body } = lead();
    return app.post('/api/v1/leads', { ...body, employeeNo: 'E-zhang', ...overrides }, cookie);
  }

  it('is sent by HR and managers, about others only', async () => {
    expect((await sendAs('ou_wang')).status).toBe(201);
    expect((await sendAs('ou_li')).status).toBe(201);
    expect((await sendAs('ou_zhang', { employeeNo: 'E-wang' })).status).toBe(403);
    expect((await sendAs('ou_wang', { employeeNo: 'E-wang' })).status).toBe(400);
    expect((await sendAs('ou_wang', { employeeNo: 'E-none' })).status).toBe(400);
  });

  it('names its sender to nobody but HR lead: not in views, cards, audit, log or the copy of the person', async () => {
    await sendAs('ou_wang');
    const li = await app.signIn('ou_li');
    const [row] = await inbox(li);
    const id = row?.id ?? '';
    const shown = [
      (await app.call('/api/v1/leads', { cookie: li })).body,
      (await app.call(`/api/v1/leads/${id}`, { cookie: li })).body,
      (await app.post(`/api/v1/leads/${id}/reporter`, { purpose: REASON }, li)).body,
    ];
    await relay(deps);
    const copy = Object.fromEntries(await readPersonalData({ id: 'zhang', employeeNo: 'E-zhang' }));
    const stored = await mongoose.connection.collection('leads').find().toArray();
    const said = JSON.stringify([
      shown,
      company.recording.messages,
      await listAudit(`leads:${id}`),
      copy,
      stored.map(({ sent: _sent, ...rest }) => rest),
      app.logged(),
    ]);
    for (const name of ['wang', '王经理', 'E-wang']) expect(said).not.toContain(name);
    expect(JSON.stringify(copy)).not.toContain(SECRET);
    const sun = await app.signIn('ou_sun');
    expect((await app.post(`/api/v1/leads/${id}/reporter`, { purpose: REASON }, sun)).body).toEqual({
      name: '王经理',
      employeeNo: 'E-wang',
    });
    const trail = await listAudit(`leads:${id}`);
    expect(trail.at(-1)?.entry).toMatchObject({ actorId: 'sun', action: 'lead.open_reporter', why: REASON });
    const wang = await app.signIn('ou_wang');
    expect(JSON.stringify((await app.call('/api/v1/my/reads', { cookie: wang })).body)).toContain(
      'lead.reporter',
    );
    expect((await app.call('/api/v1/my/leads', { cookie: wang })).body).toMatchObject({
      leads: [{ status: 'received' }],
    });
  });

  it('opens a case under the same procedure: undecided, labelled, told at the next T0, and by nobody’s own lead', async () => {
    await sendAs('ou_li');
    const li = await app.signIn('ou_li');
    const [row] = await inbox(li);
    const path = `/api/v1/leads/${row?.id ?? ''}/accept`;
    const body = { version: 0, employeeNo: 'E-zhang', reason: REASON };
    expect((await app.post(path, body, li)).status).toBe(403);
    const sun = await app.signIn('ou_sun');
    expect((await app.post(path, { ...body, employeeNo: 'E-sun' }, sun)).status).toBe(403);
    const accepted = LeadViewSchema.parse((await app.post(path, body, sun)).body);
    await relay(deps);
    const caseId = accepted.caseId ?? '';
    const record = await findCase(caseId);
    expect(record).toMatchObject({
      state: 'open',
      personId: 'zhang',
      lead: { source: 'hr' },
      finding: { detector: 'lead', verdict: 'undecided', score: 0, evidence: [] },
      publishAt: at('09:00', '2026-11-20'),
    });
    const zhang = await app.signIn('ou_zhang');
    expect((await app.call(`/api/v1/cases/${caseId}`, { cookie: zhang })).status).toBe(404);
    company.setNow(at('09:01', '2026-11-20'));
    await sweep(deps);
    const seen = await app.call(`/api/v1/cases/${caseId}`, { cookie: await app.signIn('ou_zhang') });
    expect(seen.body).toMatchObject({ lead: { source: 'hr' }, state: 'explaining' });
    expect(JSON.stringify(seen.body)).not.toContain(SECRET);
  });

  it('is closed as malicious by HR lead with a word to the person, and takes its case with it', async () => {
    const { receipt } = await sendPublic();
    const sun = await app.signIn('ou_sun');
    const [row] = await inbox(sun);
    const path = `/api/v1/leads/${row?.id ?? ''}`;
    const accepted = LeadViewSchema.parse(
      (await app.post(`${path}/accept`, { version: 0, employeeNo: 'E-zhang', reason: REASON }, sun)).body,
    );
    await relay(deps);
    expect(await statusOf(receipt)).toBe('in_procedure');
    const li = await app.signIn('ou_li');
    expect((await app.post(`${path}/malicious`, { version: 1, reason: REASON }, li)).status).toBe(403);
    expect((await app.post(`${path}/malicious`, { version: 1, reason: '短' }, sun)).status).toBe(400);
    expect((await app.post(`${path}/malicious`, { version: 1, reason: REASON }, sun)).status).toBe(200);
    await relay(deps);
    expect(await findCase(accepted.caseId ?? '')).toMatchObject({ state: 'withdrawn', outcome: 'withdrawn' });
    expect(await statusOf(receipt)).toBe('closed_malicious');
    const told = company.recording.messages.filter(({ to }) => to === 'ou_zhang');
    expect(JSON.stringify(told)).toContain('关于您的一条线索已结束');
  });

  it('is hidden from HR people it is about', async () => {
    await sendAs('ou_wang', { employeeNo: 'E-li' });
    const li = await app.signIn('ou_li');
    expect(await inbox(li)).toEqual([]);
    const [row] = await inbox(await app.signIn('ou_sun'));
    expect((await app.call(`/api/v1/leads/${row?.id ?? ''}`, { cookie: li })).status).toBe(404);
    await relay(deps);
    expect(company.recording.messages.map(({ to }) => to)).not.toContain('ou_li');
  });

  it('lets one person send ten a day', async () => {
    const cookie = await app.signIn('ou_wang');
    const statuses = [];
    for (let n = 0; n < 11; n += 1) {
      const { who: _who, ...body } = lead();
      statuses.push((await app.post('/api/v1/leads', { ...body, employeeNo: 'E-zhang' }, cookie)).status);
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
  });

  it('lets nobody send more of them by sending all at once', async () => {
    const cookie = await app.signIn('ou_wang');
    const sent = Array.from({ length: 20 }, () => {
      const { who: _who, ...body } = lead();
      return app.post('/api/v1/leads', { ...body, employeeNo: 'E-zhang' }, cookie);
    });
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
  });
});
