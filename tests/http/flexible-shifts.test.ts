import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  FlexibleListSchema,
  FlexiblePreviewSchema,
  FlexibleRegisterSchema,
  FlexibleSettingsSchema,
  FlexibleViewSchema,
} from '../../server/contract/flexible.ts';
import { ReadLedgerSchema } from '../../server/contract/views.ts';
import { findFlexible, insertFlexible } from '../../server/store/flexible-shifts.ts';
import { findPerson, savePerson } from '../../server/store/people.ts';
import { at, createCompany, giveShift, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { buildFlexible } from '../support/flexible.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let cookie = '';
let company: Company;
beforeEach(async () => {
  company = await createCompany();
  app.use(company.deps);
  await giveShift('zhang', '2026-11-26');
  cookie = await app.signIn('ou_zhang');
});

const hours = (overrides: object = {}) => ({
  weekdays: [4],
  startTime: '12:00',
  endTime: '21:00',
  fromDay: '2026-11-26',
  toDay: '2026-11-26',
  ...overrides,
});
const body = (overrides: object = {}) => ({ id: uuidv7(), reason: 'private', ...hours(), ...overrides });
const ask = async () =>
  FlexibleViewSchema.parse((await app.post('/api/v1/flexible-shifts', body(), cookie)).body);

describe('flexible shifts over HTTP', () => {
  it('are shown before they are asked for, with what is in the way, and nothing is kept of it', async () => {
    const { body: reply, status } = await app.post('/api/v1/flexible-shifts/preview', hours(), cookie);
    expect(status).toBe(200);
    expect(FlexiblePreviewSchema.parse(reply)).toEqual({
      days: [
        {
          day: '2026-11-26',
          before: [{ from: '09:00', to: '18:00', breaks: [] }],
          after: [{ from: '12:00', to: '21:00', breaks: [] }],
          beforeHours: 9,
          afterHours: 9,
          isExpected: false,
        },
      ],
      weekHours: { before: 9, after: 9 },
      faults: [],
      longestWeeks: 12,
    });
    const night = hours({ startTime: '20:00', endTime: '07:00' });
    const refused = FlexiblePreviewSchema.parse(
      (await app.post('/api/v1/flexible-shifts/preview', night, cookie)).body,
    );
    expect(refused.faults).toEqual([
      { field: 'endTime', code: 'day_hours', day: '2026-11-26', hours: 11, limit: 8 },
    ]);
    expect(refused.days[0]?.after).toEqual([{ from: '20:00', to: '31:00', breaks: [] }]);
    expect((await app.call('/api/v1/my/flexible-shifts', { cookie })).body).toEqual({ requests: [] });
  });

  it('are asked for, listed, withdrawn, and then stay as they are', async () => {
    const created = await ask();
    expect(created).toMatchObject({ status: 'pending', step: 'manager', actions: ['withdraw'] });
    const path = `/api/v1/flexible-shifts/${created.id}`;
    const hr = await app.signIn('ou_li');
    const [own, theirs] = [await app.call(path, { cookie }), await app.call(path, { cookie: hr })];
    expect(FlexibleViewSchema.parse(own.body)).not.toHaveProperty('person');
    expect(FlexibleViewSchema.parse(theirs.body)).toMatchObject({ person: { name: '张导购' } });
    const withdrawn = await app.post(`${path}/withdraw`, { version: created.version }, cookie);
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', actions: [] });
    const again = await app.post(`${path}/withdraw`, { version: created.version + 1 }, cookie);
    expect([again.status, again.body]).toMatchObject([409, { error: { code: 'illegal_transition' } }]);
    const mine = await app.call('/api/v1/my/flexible-shifts', { cookie });
    expect(FlexibleListSchema.parse(mine.body).requests).toMatchObject([
      { id: created.id, status: 'withdrawn' },
    ]);
  });

  it.each([
    ['an hour that does not exist', { endTime: '24:30' }, 'endTime'],
    ['no weekday', { weekdays: [] }, 'weekdays'],
    ['a day that does not exist', { toDay: '2026-02-30' }, 'toDay'],
    ['a reason of its own', { reason: 'lazy' }, 'reason'],
    ['too many words', { note: 'x'.repeat(301) }, 'note'],
    ['an unknown field', { status: 'approved' }, 'status'],
    ['more weeks than the company allows', { toDay: '2027-11-26' }, 'toDay'],
    ['a year far away', { fromDay: '9999-12-30', toDay: '9999-12-31', weekdays: [4, 5] }, 'fromDay'],
  ])('are refused with %s, naming the field', async (_, change, field) => {
    const reply = await app.post('/api/v1/flexible-shifts', body(change), cookie);
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body)).toContain(`"field":"${field}"`);
  });

  it('are asked for ten times a day, also where each is taken back: each is an approval in a chat', async () => {
    for (let n = 0; n < 10; n += 1) {
      const { id, version } = await ask();
      await app.post(`/api/v1/flexible-shifts/${id}/withdraw`, { version }, cookie);
    }
    expect((await app.post('/api/v1/flexible-shifts', body(), cookie)).status).toBe(429);
  });

  it('are in the list of HR and the region’s manager, and each look is in the person’s ledger once an hour', async () => {
    const { id } = await ask();
    for (const openId of ['ou_li', 'ou_wang', 'ou_li']) {
      const list = await app.call('/api/v1/flexible-shifts', { cookie: await app.signIn(openId) });
      expect(FlexibleRegisterSchema.parse(list.body).rows).toMatchObject([
        { id, person: { name: '张导购', regionName: '浦东区域' }, actions: [] },
      ]);
    }
    const other = await app.call('/api/v1/flexible-shifts', { cookie: await app.signIn('ou_zhao') });
    expect(FlexibleRegisterSchema.parse(other.body).rows).toEqual([]);
    const { reads } = ReadLedgerSchema.parse((await app.call('/api/v1/my/reads', { cookie })).body);
    expect(reads.map(({ what }) => what)).toEqual(['flexible_shift', 'flexible_shift']);
  });

  it('are read by the superior who was asked until the days are over or it was taken back, by nobody else', async () => {
    const { id } = await ask();
    const read = async (openId: string) =>
      (await app.call(`/api/v1/flexible-shifts/${id}`, { cookie: await app.signIn(openId) })).status;
    expect([await read('ou_boss'), await read('ou_zhou'), await read('ou_zhao')]).toEqual([200, 404, 404]);
    company.setNow(at('12:00', '2026-11-27'));
    expect([await read('ou_boss'), await read('ou_li')]).toEqual([404, 200]);
    company.setNow(at('12:00'));
    await app.post(`/api/v1/flexible-shifts/${id}/withdraw`, { version: 0 }, cookie);
    expect(await read('ou_boss')).toBe(404);
  });

  it('tell why, and what was answered, to the person, HR and whoever was asked; to the region’s manager the hours alone', async () => {
    const said = {
      step: 'manager',
      result: 'void',
      at: at('12:00'),
      byId: 'boss',
      comment: '身体要紧',
    } as const;
    const words = {
      reason: 'health',
      note: '每周四复查',
      comment: '祝顺利',
      endReason: '复查已经结束了，恢复',
    } as const;
    const { id } = buildFlexible();
    await insertFlexible(buildFlexible({ id, ...words, answers: [said], approverIds: ['boss'] }));
    const seenBy = async (openId: string) => {
      const reply = await app.call(`/api/v1/flexible-shifts/${id}`, { cookie: await app.signIn(openId) });
      return FlexibleViewSchema.parse(reply.body);
    };
    const all = { ...words, answers: [{ comment: said.comment }] };
    for (const openId of ['ou_zhang', 'ou_li', 'ou_boss']) expect(await seenBy(openId)).toMatchObject(all);
    const list = await app.call('/api/v1/flexible-shifts', { cookie: await app.signIn('ou_wang') });
    const [row] = FlexibleRegisterSchema.parse(list.body).rows;
    for (const view of [await seenBy('ou_wang'), row]) {
      expect(view).toMatchObject({
        id,
        startTime: '11:00',
        status: 'pending',
        answers: [{ result: 'void' }],
      });
      expect(JSON.stringify(view)).not.toMatch(/health|复查|祝顺利|身体/);
    }
    const own = buildFlexible();
    await insertFlexible(buildFlexible({ ...own, ...words, weekdays: [3], approverIds: ['wang'] }));
    const asked = await app.call(`/api/v1/flexible-shifts/${own.id}`, {
      cookie: await app.signIn('ou_wang'),
    });
    expect(asked.body).toMatchObject(words);
  });

  it('are over when the person’s day is, wherever their reader is', async () => {
    const agreed = { status: 'approved', fromDay: '2026-11-26' } as const;
    const last = buildFlexible({ ...agreed, weekdays: [4], toDay: '2026-11-26' });
    const more = buildFlexible({ ...agreed, weekdays: [5], toDay: '2026-11-27' });
    for (const request of [last, more]) await insertFlexible(request);
    const li = await findPerson('li');
    if (li) await savePerson({ ...li, timeZone: 'Pacific/Auckland' });
    company.setNow(at('22:00', '2026-11-26'));
    const hr = await app.signIn('ou_li');
    const { rows } = FlexibleRegisterSchema.parse(
      (await app.call('/api/v1/flexible-shifts', { cookie: hr })).body,
    );
    const read = async ({ id }: { id: string }) =>
      FlexibleViewSchema.parse((await app.call(`/api/v1/flexible-shifts/${id}`, { cookie: hr })).body);
    for (const view of [await read(last), rows.find(({ id }) => id === last.id)])
      expect(view).toMatchObject({ isOver: false, actions: [] });
    for (const view of [await read(more), rows.find(({ id }) => id === more.id)])
      expect(view).toMatchObject({ isOver: false, actions: ['end'] });
  });

  it('are listed page by page, what waits or holds first', async () => {
    const { id } = await ask();
    const first = await findFlexible(id);
    if (!first) throw new Error('no request');
    for (let n = 0; n < 201; n += 1)
      await insertFlexible({
        ...first,
        id: uuidv7(),
        status: 'withdrawn',
        submittedAt: new Date(+first.submittedAt - n * 1000),
        pending: [],
      });
    const hr = await app.signIn('ou_li');
    const page = async (after?: string) =>
      FlexibleRegisterSchema.parse(
        (
          await app.call(`/api/v1/flexible-shifts${after === undefined ? '' : `?after=${after}`}`, {
            cookie: hr,
          })
        ).body,
      );
    const one = await page();
    expect([one.rows.length, one.rows[0]?.id]).toEqual([201, id]);
    const two = await page(one.next);
    expect([two.rows.length, two.next]).toEqual([1, undefined]);
    expect(new Set([...one.rows, ...two.rows].map((row) => row.id)).size).toBe(202);
  });

  it('follow the company’s limits, which HR lead sets', async () => {
    const lead = await app.signIn('ou_sun');
    const settings = FlexibleSettingsSchema.parse(
      (await app.call('/api/v1/flexible-shifts/settings', { cookie: lead })).body,
    );
    const put = (value: object, who: string) =>
      app.call('/api/v1/flexible-shifts/settings', {
        method: 'PUT',
        cookie: who,
        body: JSON.stringify(value),
        headers: { 'content-type': 'application/json' },
      });
    expect((await put({ ...settings, longestWeeks: 1 }, await app.signIn('ou_li'))).status).toBe(403);
    expect((await put({ ...settings, dayHours: 13 }, lead)).status).toBe(400);
    expect((await put({ ...settings, longestWeeks: 1 }, lead)).status).toBe(200);
    const long = await app.post('/api/v1/flexible-shifts', body({ toDay: '2026-12-03' }), cookie);
    expect(JSON.stringify(long.body)).toContain('too_long (at most 1)');
  });
});
