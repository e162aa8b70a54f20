import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  DeclarationRegisterSchema,
  DeclarationViewSchema,
  ReadLedgerSchema,
} from '../../server/contract/views.ts';
import { findDeclaration, insertDeclaration, updateDeclaration } from '../../server/store/declarations.ts';
import { findPerson, savePerson } from '../../server/store/people.ts';
import { buildPerson, createCompany, giveShift, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let company: Company;
let cookie = '';
beforeEach(async () => {
  company = await createCompany();
  app.use(company.deps);
  await giveShift('zhang');
  cookie = await app.signIn('ou_zhang');
});

const body = (overrides: object = {}) => ({
  id: uuidv7(),
  kind: 'self_employed',
  weekdays: [6],
  startTime: '20:00',
  endTime: '01:00',
  fromDay: '2026-11-19',
  toDay: '2026-12-31',
  ...overrides,
});
const declare = async () =>
  DeclarationViewSchema.parse((await app.post('/api/v1/declarations', body(), cookie)).body);
const attach = (declarationId: string, file: Buffer, id = uuidv7()) => {
  const form = new FormData();
  form.set('id', id);
  form.set('name', '合同.pdf');
  form.set('file', new Blob([new Uint8Array(file)]), '合同.pdf');
  return app.call(`/api/v1/declarations/${declarationId}/documents`, { method: 'POST', body: form, cookie });
};
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');

describe('declarations over HTTP', () => {
  it('are created, listed with when an answer is due, withdrawn, and then stay as they are', async () => {
    const created = await declare();
    expect(created).toMatchObject({ status: 'pending', step: 'manager', actions: ['withdraw', 'attach'] });
    const withdrawn = await app.post(
      `/api/v1/declarations/${created.id}/withdraw`,
      { version: created.version },
      cookie,
    );
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', actions: [] });
    expect((await app.call('/api/v1/my/declarations', { cookie })).body).toMatchObject({
      declarations: [{ id: created.id, status: 'withdrawn' }],
    });
  });

  it.each([
    ['an hour that does not exist', { startTime: '24:30' }, 'startTime'],
    ['an eighth weekday', { weekdays: [8] }, 'weekdays.0'],
    ['no weekday', { weekdays: [] }, 'weekdays'],
    ['a day that does not exist', { toDay: '2026-02-30' }, 'toDay'],
    ['more than a year', { toDay: '2028-01-01' }, 'toDay'],
    ['an unknown field', { salary: 1 }, 'salary'],
  ])('are refused with %s, naming the field', async (_, change, field) => {
    const reply = await app.post('/api/v1/declarations', body(change), cookie);
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body)).toContain(`"field":"${field}"`);
  });

  it('say where their hours meet the planned shifts: before sending, to the person, and to who answers', async () => {
    const { id, kind, ...hours } = body({ weekdays: [4, 6], startTime: '16:00', endTime: '20:00' });
    const shift = { startTime: '09:00', endTime: '18:00' };
    const shiftOverlaps = [{ weekdays: [4], startTime: '16:00', endTime: '18:00', shift }];
    expect((await app.post('/api/v1/declarations/preview', hours, cookie)).body).toEqual({ shiftOverlaps });
    await app.post('/api/v1/declarations', { id, kind, ...hours }, cookie);
    const read = async (openId: string) =>
      (await app.call(`/api/v1/declarations/${id}`, { cookie: await app.signIn(openId) })).body;
    expect(await read('ou_zhang')).toMatchObject({ status: 'pending', shiftOverlaps });
    expect(await read('ou_wang')).toMatchObject({ shiftOverlaps });
    const free = { ...hours, weekdays: [6] };
    expect((await app.post('/api/v1/declarations/preview', free, cookie)).body).toEqual({
      shiftOverlaps: [],
    });
  });

  it('are ten a day of one person, also sent at once: each is an approval in somebody’s chat', async () => {
    const all = Array.from({ length: 14 }, (_, n) => body({ startTime: `20:${10 + n}` }));
    const replies = await Promise.all(all.map((one) => app.post('/api/v1/declarations', one, cookie)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(4);
    const again = all[replies.findIndex(({ status }) => status === 201)];
    expect((await app.post('/api/v1/declarations', again, cookie)).status).toBe(201);
  });

  it('take papers: a PDF as it is, a picture without its metadata, once per id, nothing else', async () => {
    const { id } = await declare();
    const documentId = uuidv7();
    expect((await attach(id, PDF, documentId)).status).toBe(201);
    expect((await attach(id, PDF, documentId)).status).toBe(201);
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
      .withExif({ IFD0: { Copyright: 'secret' } })
      .jpeg()
      .toBuffer();
    expect(await attach(id, photo, documentId)).toMatchObject({ status: 409 });
    expect((await attach(id, photo)).body).toMatchObject({ mime: 'image/jpeg' });
    expect((await attach(id, Buffer.from('<html>'))).status).toBe(400);
    expect((await attach(id, Buffer.alloc(6 * 1024 * 1024))).status).toBe(413);
    const view = DeclarationViewSchema.parse((await app.call(`/api/v1/declarations/${id}`, { cookie })).body);
    expect(view.documents).toHaveLength(2);
    const picture = view.documents.find(({ mime }) => mime === 'image/jpeg');
    const got = await app.call(`/api/v1/declarations/${id}/documents/${picture?.id}`, { cookie });
    expect(got.status).toBe(200);
    expect(got.headers.get('content-disposition')).toContain('attachment');
    expect(JSON.stringify(got.body)).not.toContain('secret');
    const stranger = await app.signIn('ou_zhao');
    expect(
      await app.call(`/api/v1/declarations/${id}/documents/${picture?.id}`, { cookie: stranger }),
    ).toMatchObject({
      status: 404,
    });
  });

  it('end with the day where the person is, wherever their reader is', async () => {
    const { id } = await declare();
    const stored = await findDeclaration(id);
    if (!stored) throw new Error('no declaration');
    await updateDeclaration(stored, {
      set: { status: 'approved', decidedAt: company.deps.now() },
      pending: [],
    });
    const li = await findPerson('li');
    if (li) await savePerson({ ...li, timeZone: 'Pacific/Auckland' });
    company.setNow(new Date('2026-12-31T22:00:00+08:00'));
    const hr = await app.signIn('ou_li');
    const one = await app.call(`/api/v1/declarations/${id}`, { cookie: hr });
    expect(one.body).toMatchObject({ isExpired: false, actions: ['end'] });
    const { body: list } = await app.call('/api/v1/declarations', { cookie: hr });
    expect(DeclarationRegisterSchema.parse(list).rows).toMatchObject([{ id, isExpired: false }]);
  });

  describe('are read by the superior who was asked', () => {
    let id = '';
    let boss = '';
    const read = async () => (await app.call(`/api/v1/declarations/${id}`, { cookie: boss })).status;
    const day = 24 * 3_600_000;
    beforeEach(async () => {
      const created = await declare();
      ({ id } = created);
      boss = await app.signIn('ou_boss');
    });

    it('no longer than it can be disputed after its end', async () => {
      const at = company.deps.now();
      const answer = { step: 'manager', result: 'rejected', at, byId: 'boss' } as const;
      await updateDeclaration(
        { id, version: 0 },
        { set: { status: 'rejected', decidedAt: at }, answer, pending: [] },
      );
      company.setNow(new Date(+company.deps.now() + 2 * day));
      boss = await app.signIn('ou_boss');
      expect(await read()).toBe(200);
      company.setNow(new Date(+company.deps.now() + 7 * day));
      boss = await app.signIn('ou_boss');
      expect(await read()).toBe(404);
    });

    it('no longer than that one is the superior', async () => {
      expect(await read()).toBe(200);
      await savePerson(buildPerson({ id: 'zhang', name: '张导购', leaderOpenId: 'ou_zhou' }));
      expect(await read()).toBe(404);
    });
  });

  it('say until when a refusal may be contested, take the request once, and let whom it is put to read it', async () => {
    const { id } = await declare();
    const at = company.deps.now();
    const answer = { step: 'manager', result: 'rejected', at, byId: 'boss', comment: '与排班冲突' } as const;
    await updateDeclaration(
      { id, version: 0 },
      {
        set: { status: 'rejected', decidedAt: at, comment: '与排班冲突' },
        unset: ['step', 'dueAt'],
        answer,
        pending: [],
      },
    );
    const view = async (as: string) => app.call(`/api/v1/declarations/${id}`, { cookie: as });
    expect((await view(cookie)).body).toMatchObject({
      actions: ['ask_review'],
      reviewUntilAt: new Date('2026-11-24T23:59:59.999+08:00').toISOString(),
    });
    const hr = await app.signIn('ou_li');
    expect((await view(hr)).body).not.toHaveProperty('reviewUntilAt');
    const request = { id: uuidv7(), version: 1, text: '这份工作在下班之后' };
    const ask = (text: string) => app.post(`/api/v1/declarations/${id}/review`, { ...request, text }, cookie);
    expect(await ask('不')).toMatchObject({ status: 400 });
    const asked = {
      status: 200,
      body: { status: 'pending', step: 'review', actions: ['withdraw', 'attach'] },
    };
    expect(await ask(request.text)).toMatchObject(asked);
    expect(await ask(request.text)).toMatchObject(asked);
    expect(await ask('这份工作在休息日')).toMatchObject({ status: 409 });
    const [readerId = ''] = (await findDeclaration(id))?.approverIds ?? [];
    const reader = await app.signIn(`ou_${readerId}`);
    expect((await view(reader)).body).toMatchObject({
      review: { text: request.text },
      comment: '与排班冲突',
    });
    const other = await app.signIn(readerId === 'zhou' ? 'ou_zhao' : 'ou_zhou');
    expect(await view(other)).toMatchObject({ status: 404 });
  });

  it('stay in the register while they wait or hold, however many came and ended after them', async () => {
    const waiting = await declare();
    const stored = await findDeclaration(waiting.id);
    if (!stored) throw new Error('nothing stored');
    const submittedAt = new Date(+stored.submittedAt + 60_000);
    const { takes: _, ...rest } = stored;
    for (let n = 0; n < 500; n += 1)
      await insertDeclaration({ ...rest, id: uuidv7(), status: 'withdrawn', submittedAt });
    const { rows } = DeclarationRegisterSchema.parse(
      (await app.call('/api/v1/declarations', { cookie: await app.signIn('ou_li') })).body,
    );
    expect(rows[0]).toMatchObject({ id: waiting.id, status: 'pending' });
    expect(rows).toHaveLength(501);
  });

  it('stand in HR’s register with the person, and every look is in the person’s ledger', async () => {
    const { id } = await declare();
    const hr = await app.signIn('ou_li');
    const { rows } = DeclarationRegisterSchema.parse(
      (await app.call('/api/v1/declarations', { cookie: hr })).body,
    );
    expect(rows).toMatchObject([{ id, person: { name: '张导购', regionName: '浦东区域' } }]);
    const other = await app.signIn('ou_zhao');
    expect((await app.call('/api/v1/declarations', { cookie: other })).body).toEqual({ rows: [] });
    const { reads } = ReadLedgerSchema.parse((await app.call('/api/v1/my/reads', { cookie })).body);
    expect(reads).toMatchObject([{ reader: '李HR', what: 'declaration' }]);
    await app.call('/api/v1/declarations', { cookie: hr });
    const again = ReadLedgerSchema.parse((await app.call('/api/v1/my/reads', { cookie })).body);
    expect(again.reads).toEqual(reads);
  });
});
