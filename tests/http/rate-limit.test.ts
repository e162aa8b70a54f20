import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { limitNew } from '../../server/http/rate-limit.ts';
import { savePlace } from '../../server/store/place-changes.ts';
import { useDatabase } from '../support/db.ts';
import { at } from '../flow/company.ts';
import { buildPunch, buildPunches, createShop, INSTALL, STORE } from '../support/phone.ts';
import { useApp } from './app.ts';

const LIMIT = 5;
const limits = { person: 100, address: LIMIT };
const ok = Array.from({ length: LIMIT }, () => 401);

useDatabase();

describe('requests without a session', () => {
  const app = useApp({ limits });
  let shop: Awaited<ReturnType<typeof createShop>>;
  beforeEach(async () => {
    shop = await createShop();
    app.use(shop.deps);
  });
  const knock = async (times: number, from: (n: number) => string) => {
    const statuses: number[] = [];
    for (let n = 0; n < times; n += 1)
      statuses.push((await app.call('/api/v1/me', { headers: { 'x-forwarded-for': from(n) } })).status);
    return statuses;
  };

  it('are limited per address, and nobody gets around it by naming another one', async () => {
    expect(await knock(LIMIT + 2, (n) => `203.0.113.${n}`)).toEqual([...ok, 429, 429]);
  });

  it('do not hold up who is signed in at the same address', async () => {
    const cookie = await app.signIn('ou_zhang');
    await knock(LIMIT + 1, () => '203.0.113.1');
    expect((await app.call('/api/v1/me', { cookie })).status).toBe(200);
  });
});

describe('copies of one’s own data', () => {
  const app = useApp();
  beforeEach(async () => app.use((await createShop()).deps));

  it('are three a minute, and a stroke at the end of the address makes no more of them', async () => {
    const cookie = await app.signIn('ou_zhang');
    const statuses: number[] = [];
    for (const end of ['', '/', '', '/', '/'])
      statuses.push((await app.call(`/api/v1/my/data.zip${end}`, { cookie })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });
});

describe('new punches of one person', () => {
  const app = useApp();
  beforeEach(async () => app.use((await createShop()).deps));

  it('are a hundred an hour, and the same ones sent again are none', async () => {
    const cookie = await app.signIn('ou_zhang');
    const some = () => Array.from({ length: 50 }, (_, n) => buildPunch(`1${n % 5}:${10 + n}`));
    const send = async (punches: object[]) =>
      (await app.post('/api/v1/punches', buildPunches(punches), cookie)).status;
    const first = some();
    expect([await send(first), await send(first), await send(some())]).toEqual([200, 200, 200]);
    expect(await send(first)).toBe(429);
    expect(await send(some().slice(0, 1))).toBe(429);
  });

  it('find no more room where they come in the same moment', async () => {
    const limit = limitNew(100, 3_600);
    const work = () => Promise.resolve(50);
    const sent = Array.from({ length: 8 }, () =>
      limit({ key: 'zhang', sent: 50 }, { work, newIn: (done) => done }),
    );
    const ended = (await Promise.allSettled(sent)).map(({ status }) => status);
    expect(ended.filter((status) => status === 'fulfilled')).toHaveLength(2);
  });
});

describe('new visits and signals of one person', () => {
  const items = { punches: 100, visits: 2, signals: 2 };
  const app = useApp({ limits: { person: 100, address: 100, items } });
  beforeEach(async () => app.use((await createShop()).deps));

  it('are so many an hour, each by itself, and the same ones sent again are none', async () => {
    const cookie = await app.signIn('ou_zhang');
    const customer = { id: 'c1', name: '客户', roles: ['customer'] as const, center: STORE, radiusM: 50 };
    await savePlace(customer, { datum: 'wgs84', digest: 'c1' });
    const sending = { sentAtMs: +at('15:00'), serverOffsetMs: 0 };
    const visit = (clock: string) => ({
      id: uuidv7(),
      customerId: 'c1',
      capturedAtMs: +at(clock),
      purpose: 'sales',
    });
    const visits = async (...list: object[]) =>
      (await app.post('/api/v1/visits', { ...sending, visits: list }, cookie)).status;
    const both = [visit('14:00'), visit('14:10')];
    expect([await visits(...both), await visits(...both)]).toEqual([200, 429]);
    const rest = (kind: string, clock: string) => ({ id: uuidv7(), kind, capturedAtMs: +at(clock) });
    const signals = async (...list: object[]) =>
      (await app.post('/api/v1/signals', { ...sending, installId: INSTALL, signals: list }, cookie)).status;
    const start = rest('rest_start', '14:00');
    expect([await signals(start), await signals(start)]).toEqual([200, 200]);
    expect(await signals(rest('rest_end', '14:05'))).toBe(200);
    expect(await signals(rest('rest_start', '14:20'))).toBe(429);
  });
});

describe('requests without a session through a trusted proxy', () => {
  const app = useApp({ limits, trustedProxy: true });
  beforeEach(async () => app.use((await createShop()).deps));
  const knock = async (from: string) =>
    (await app.call('/api/v1/me', { headers: { 'x-forwarded-for': from } })).status;

  it('are limited per caller, by the address the proxy added and not by what the caller wrote before it', async () => {
    const statuses: number[] = [];
    for (let n = 0; n <= LIMIT; n += 1) statuses.push(await knock(`198.51.100.${n}, 203.0.113.7`));
    expect(statuses).toEqual([...ok, 429]);
    expect(await knock('198.51.100.1, 203.0.113.8')).toBe(401);
  });

  it('are limited per network of a caller who has an IPv6 one to pick addresses from', async () => {
    const statuses: number[] = [];
    for (let n = 0; n <= LIMIT; n += 1) statuses.push(await knock(`2001:db8:7:1::${n.toString(16)}`));
    expect(statuses).toEqual([...ok, 429]);
    expect(await knock('2001:db8:7:2::1')).toBe(401);
    expect(await knock('::ffff:203.0.113.9')).toBe(401);
  });
});
