import { beforeEach, expect, it } from 'vitest';
import { putRecord } from '../../server/flow/records/work-records.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { RouteViewSchema } from '../../server/contract/route.ts';
import { at, DAY, giveShift } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { createShop } from '../support/phone.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let cookie = '';
let deps: Deps;

beforeEach(async () => {
  const shop = await createShop();
  shop.setNow(at('10:00'));
  deps = app.use(shop.deps);
  await giveShift('zhang');
  const center = { lng: 121.53, lat: 31.25 };
  const place = {
    name: '客户<一>',
    roles: ['customer' as const],
    center,
    datum: 'wgs84' as const,
    radiusM: 40,
  };
  await putRecord(deps, { kind: 'places', externalId: 'c1', record: place }, { by: 'key:crm' });
  const record = { employeeNo: 'E-zhang', customerId: 'c1', day: DAY, orderNo: 1 };
  await putRecord(deps, { kind: 'plans', externalId: 'p1', record }, { by: 'key:crm' });
  cookie = await app.signIn('ou_zhang');
});

it('answers the own route, by the way the person chose to travel', async () => {
  const { status, body } = await app.call('/api/v1/my/route?from=day&mode=walk', { cookie });
  expect(status).toBe(200);
  expect(RouteViewSchema.parse(body)).toMatchObject({
    from: 'day',
    mode: 'walk',
    stops: [{ name: '客户<一>' }],
  });
});

it('draws it as a picture that loads nothing else', async () => {
  const { status, body, headers } = await app.call('/api/v1/my/route.svg?language=en', { cookie });
  expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  );
  expect(String(body)).toContain('1 客户&lt;一&gt;');
});

it('ticks a task of the own route off and on again', async () => {
  const mark = (taskId: string, body: object) =>
    app.call(`/api/v1/my/route/tasks/${taskId}`, {
      method: 'PUT',
      cookie,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const record = {
    employeeNo: 'E-zhang',
    kind: 'drop' as const,
    point: { lng: 121.53, lat: 31.25 },
    datum: 'wgs84' as const,
    startAt: at('10:30').toISOString(),
    endAt: at('11:00').toISOString(),
  };
  await putRecord(deps, { kind: 'tasks', externalId: 't-1', record }, { by: 'key:tms' });
  expect(await mark('t-1', { isDone: true })).toMatchObject({ status: 200, body: { isDone: true } });
  const after = RouteViewSchema.parse((await app.call('/api/v1/my/route', { cookie })).body);
  expect(after.done).toMatchObject([{ taskId: 't-1' }]);
  expect((await mark('t-1', { isDone: 'yes' })).status).toBe(400);
  expect((await mark('..%2Ft-1', { isDone: true })).status).toBe(400);
  expect((await mark('t-2', { isDone: true })).status).toBe(404);
});

it('refuses a way to travel that it does not know', async () => {
  expect((await app.call('/api/v1/my/route?mode=plane', { cookie })).status).toBe(400);
});
