import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { MeViewSchema, TodayViewSchema } from '../../server/contract/views.ts';
import { ConsentsViewSchema } from '../../server/contract/consent.ts';
import { createApiKey, listKeys, revokeApiKey } from '../../server/flow/company/api-key.ts';
import { relay } from '../../server/flow/relay.ts';
import { carrySessions, endSessions } from '../../server/flow/org/sign-in.ts';
import { SYSTEM, type Deps } from '../../server/flow/deps.ts';
import { openScreen } from '../../server/flow/signal/store-screen.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { RECORD_PERIOD_KEY } from '../../server/flow/records/record-period.ts';
import { saveSetting } from '../../server/store/settings.ts';
import { listAudit } from '../../server/store/audit.ts';
import { findPlace } from '../../server/store/places.ts';
import { savePerson } from '../../server/store/people.ts';
import { at } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { createShop } from '../support/phone.ts';
import { cookieOf, useApp } from './app.ts';

useDatabase();
const app = useApp({ limits: { person: 40, address: 1_000 }, frameAncestors: ['https://chat.example'] });
const secure = useApp({ secureCookies: true });
const roomy = useApp();
const hasty = useApp({ wholeRequestMs: 400 });
let shop: Awaited<ReturnType<typeof createShop>>;
let deps: Deps;
beforeEach(async () => {
  shop = await createShop();
  deps = app.use(shop.deps);
});
const me = (cookie: string) => app.call('/api/v1/me', { cookie });

describe('sign-in', () => {
  const start = async (to = '/h5/') => {
    const reply = await app.call(`/auth/login?to=${encodeURIComponent(to)}`);
    const url = new URL(reply.headers.get('location') ?? 'http://none');
    return {
      reply,
      state: url.searchParams.get('state') ?? '',
      url,
      login: cookieOf(reply.headers, 'mingqin_login'),
    };
  };
  const finish = (state: string, cookie: string, code = 'ou_zhang') =>
    app.call(`/auth/callback?code=${code}&state=${state}`, { cookie });

  it('goes through the platform with state and PKCE, and ends on the page asked for', async () => {
    const { url, state, login } = await start('/h5/#/me');
    expect(url.searchParams.get('redirectUri')).toBe(`${app.url()}/auth/callback`);
    expect(url.searchParams.get('codeChallenge')).toMatch(/^[\w-]{43}$/);
    const reply = await finish(state, login);
    expect([reply.status, reply.headers.get('location')]).toEqual([302, '/h5/#/me']);
    const line = reply.headers.getSetCookie().find((one) => one.startsWith('mingqin_session='));
    expect(line).toMatch(/; HttpOnly; SameSite=Lax/);
    const mark = reply.headers.getSetCookie().find((one) => one.startsWith('mingqin_mark='));
    expect(mark).toMatch(/^mingqin_mark=[\w-]{16}; Path=\/; SameSite=Lax/);
    expect(await me(mark?.split(';')[0] ?? '')).toMatchObject({ status: 401 });
    const mine = await me(cookieOf(reply.headers));
    expect(MeViewSchema.parse(mine.body)).toMatchObject({ personId: 'zhang', storeName: '世纪大道店' });
  });

  it('takes a state once, in ten minutes, and only from the browser that began', async () => {
    const { state, login } = await start();
    expect((await finish(state, '')).status).toBe(401);
    expect((await finish(state, login)).status).toBe(302);
    expect((await finish(state, login)).status).toBe(401);
    const late = await start();
    shop.setNow(new Date(+at('15:00') + 10 * 60_000));
    expect((await finish(late.state, late.login)).status).toBe(401);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/h5/../auth',
    '/\\evil',
    '/h5/%2e%2e',
    '/admin',
    'javascript:1',
  ])('never ends on %s', async (to) => {
    const { reply } = await start(to);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('location')).toBeNull();
  });

  it('shows unknown and departed people a clear page', async () => {
    for (const code of ['ou_nobody', 'ou_gone']) {
      await savePerson({
        ...shop.promoter,
        id: 'gone',
        openId: 'ou_gone',
        isActive: false,
      });
      const { state, login } = await start();
      const reply = await finish(state, login, code);
      expect(reply.status).toBe(403);
      expect(reply.body).toContain('不是本公司的在职员工');
      expect(cookieOf(reply.headers)).toBe('');
    }
  });

  it('ends the old session with a new one, with fresh=1 and with log out', async () => {
    const first = await app.signIn('ou_zhang');
    const second = cookieOf(
      (
        await app.call('/auth/feishu', {
          method: 'POST',
          body: '{"code":"ou_zhang"}',
          headers: { 'content-type': 'application/json' },
          cookie: first,
        })
      ).headers,
    );
    expect([(await me(first)).status, (await me(second)).status]).toEqual([401, 200]);
    expect((await app.call('/auth/login?to=/h5/', { cookie: second })).headers.get('location')).toBe('/h5/');
    await app.call('/auth/login?fresh=1&to=/h5/', { cookie: second });
    expect((await me(second)).status).toBe(401);
    const third = await app.signIn('ou_zhang');
    await app.call('/auth/logout', { method: 'POST', cookie: third });
    expect((await me(third)).status).toBe(401);
  });

  it('goes on when the clock of a demo is put forward, and no longer than it would have', async () => {
    const cookie = await app.signIn('ou_zhang');
    const dayMs = 24 * 3_600_000;
    await carrySessions(dayMs);
    shop.setNow(new Date(+at('15:00') + dayMs));
    expect((await me(cookie)).status).toBe(200);
    shop.setNow(new Date(+at('15:00') + dayMs + 31 * 60_000));
    expect((await me(cookie)).status).toBe(401);
  });

  it('ends after 30 idle minutes, after 12 hours, and at once for who has left', async () => {
    const idle = await app.signIn('ou_zhang');
    shop.setNow(new Date(+at('15:00') + 30 * 60_000));
    expect((await me(idle)).status).toBe(401);
    const busy = await app.signIn('ou_zhang');
    const signedInAt = +deps.now();
    for (let minutes = 20; minutes < 720; minutes += 20) {
      shop.setNow(new Date(signedInAt + minutes * 60_000));
      expect((await me(busy)).status).toBe(200);
    }
    shop.setNow(new Date(signedInAt + 720 * 60_000));
    expect((await me(busy)).status).toBe(401);
    const last = await app.signIn('ou_zhang');
    await endSessions('zhang');
    expect((await me(last)).status).toBe(401);
  });

  it('pins cookies to host and TLS in production', async () => {
    secure.use(shop.deps);
    const { headers } = await secure.post('/auth/feishu', { code: 'ou_zhang' });
    const line = headers.getSetCookie()[0];
    expect(line).toMatch(/^__Host-mingqin_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; .*Secure$/);
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    const cookie = cookieOf(headers, '__Host-mingqin_session');
    expect((await secure.call('/api/v1/me', { cookie })).status).toBe(200);
  });
});

describe('the API', () => {
  it('shows nothing before sign-in, whatever the letters of the path', async () => {
    for (const path of ['/api/v1/me', '/API/V1/me', '/api/v1/today', '/api/v1/cases', '/api/v1/nothing'])
      expect((await app.call(path)).status).toBe(401);
  });

  it('refuses writes of other sites', async () => {
    const cookie = await app.signIn('ou_zhang');
    const send = (headers: Record<string, string>) =>
      app.call('/api/v1/consents/photo', { method: 'DELETE', cookie, headers });
    expect((await send({ 'x-requested-with': '' })).status).toBe(403);
    expect((await send({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await send({ origin: app.url() })).status).toBe(200);
  });

  it('tells the server time and the request id with every reply, failures too', async () => {
    for (const path of ['/api/v1/me', '/healthz', '/nowhere']) {
      const { headers } = await app.call(path);
      expect(headers.get('x-server-time')).toBe(String(+at('15:00')));
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('slows one person down without slowing another', async () => {
    const [zhang, chen] = [await app.signIn('ou_zhang'), await app.signIn('ou_chen')];
    const replies = [];
    for (let n = 0; n < 42; n += 1) replies.push(await me(zhang));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(40);
    expect(Number(replies.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await me(chen)).status).toBe(200);
  });

  it('cuts off who sends a request byte by byte, but a file of records', async () => {
    hasty.use(shop.deps);
    const { port } = new URL(hasty.url());
    const trickle = async (line: string): Promise<string> => {
      const socket = connect(Number(port), '127.0.0.1');
      const head = 'host: h\r\nx-requested-with: mingqin\r\ncontent-type: application/json';
      socket.write(`${line} HTTP/1.1\r\n${head}\r\ncontent-length: 900\r\n\r\n`);
      const drip = setInterval(() => socket.write(' '), 50);
      const ended = once(socket.resume(), 'close').then(() => 'cut off');
      return Promise.race([ended, sleep(1_500, 'waits')]).finally(() => {
        clearInterval(drip);
        socket.destroy();
      });
    };
    expect(await trickle('POST /api/v1/public/leads')).toBe('cut off');
    expect(await trickle('POST /feishu/events')).toBe('cut off');
    expect(await trickle(`PUT /api/v1/imports/${uuidv7()}?kind=visits`)).toBe('waits');
  });

  it('takes sixty photos a minute of one person, each of which it has to decode', async () => {
    roomy.use(shop.deps);
    const cookie = await roomy.signIn('ou_zhang');
    const statuses = [];
    for (let n = 0; n < 61; n += 1)
      statuses.push((await roomy.call('/api/v1/photos', { method: 'POST', cookie })).status);
    expect(new Set(statuses.slice(0, 60))).toEqual(new Set([415]));
    expect(statuses[60]).toBe(429);
  });

  it('says nothing about an unexpected error and logs it without what was sent', async () => {
    const broken = app.use({ ...shop.deps });
    Object.assign(broken.feishu.signIn, {
      exchangeCode: () => Promise.reject(new Error('张三 lng 121.5')),
    });
    const reply = await app.post('/auth/feishu', { code: 'secret-code' });
    expect(reply.status).toBe(500);
    expect(JSON.stringify(reply.body)).not.toContain('121.5');
    expect(app.logged()).toContain('unexpected error');
    expect(app.logged()).not.toMatch(/张三|121\.5|secret-code/);
  });

  it('asks to try again, and does not call it a bug, while the store is away', async () => {
    const broken = app.use({ ...shop.deps });
    const away = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:27017'), {
      name: 'MongoServerSelectionError',
    });
    Object.assign(broken.feishu.signIn, { exchangeCode: () => Promise.reject(away) });
    const reply = await app.post('/auth/feishu', { code: 'code' });
    expect(reply).toMatchObject({ status: 503, body: { error: { code: 'store_away' } } });
    expect(reply.headers.get('retry-after')).toBe('1');
    expect(app.logged()).toContain('the store does not answer');
    expect(app.logged()).not.toMatch(/10\.0\.0\.1|unexpected error/);
  });

  it('says that the store has no room left, and asks to send it again later', async () => {
    const broken = app.use({ ...shop.deps });
    const full = Object.assign(new Error('No space left in /var/lib'), { code: 14_031 });
    Object.assign(broken.feishu.signIn, { exchangeCode: () => Promise.reject(full) });
    await sweep(shop.deps);
    expect((await app.call('/workz')).status).toBe(200);
    const reply = await app.post('/auth/feishu', { code: 'code' });
    expect(reply).toMatchObject({ status: 507, body: { error: { code: 'store_full' } } });
    expect(reply.headers.get('retry-after')).toBe('60');
    expect(app.logged()).toContain('no room left');
    expect(app.logged()).not.toMatch(/var.lib|unexpected error/);
    expect(await app.call('/workz')).toMatchObject({ status: 507, body: { error: { code: 'store_full' } } });
    expect([(await app.call('/healthz')).status, (await app.call('/readyz')).status]).toEqual([200, 200]);
    await sweep(shop.deps);
    expect((await app.call('/workz')).status).toBe(200);
  });

  it('gives the first screen what it needs', async () => {
    await shop.agree('location');
    const cookie = await app.signIn('ou_zhang');
    const today = TodayViewSchema.parse((await app.call('/api/v1/today', { cookie })).body);
    expect(today).toMatchObject({
      day: '2026-11-19',
      locationConsent: true,
      photoConsent: false,
      onLeave: false,
      toConfirm: 0,
    });
    expect(today.shifts[0]?.place?.name).toBe('世纪大道店');
    expect(today.collectionWindows).toHaveLength(2);
    const asked = ConsentsViewSchema.parse((await app.call('/api/v1/consents', { cookie })).body);
    expect(asked.recordDays).toBe(730);
    await saveSetting(RECORD_PERIOD_KEY, { recordDays: 500 });
    const { consents, recordDays } = ConsentsViewSchema.parse(
      (await app.call('/api/v1/consents', { cookie })).body,
    );
    expect(recordDays).toBe(500);
    expect(consents.map(({ state }) => state)).toEqual(['granted', 'unasked', 'unasked']);
  });

  it('signs only its own pages', async () => {
    const config = (url: string) => app.call(`/api/v1/jssdk-config?url=${encodeURIComponent(url)}`);
    expect((await config(`${app.url()}/h5/#/me`)).status).toBe(200);
    expect((await config('https://evil.example/')).status).toBe(400);
    expect((await config('x')).status).toBe(400);
  });
});

describe('pages', () => {
  it('are served with headers that let only named sites frame them', async () => {
    const reply = await app.call('/h5/');
    expect(reply.body).toContain('<title>h5</title>');
    const csp = reply.headers.get('content-security-policy') ?? '';
    expect(csp).toContain("frame-ancestors 'self' https://chat.example");
    expect(csp).toContain("object-src 'none'");
    expect(csp).not.toContain('unsafe-');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('are the only thing a browser runs: data is nothing to show, and carries no more than it needs', async () => {
    const { headers } = await app.call('/api/v1/me', { cookie: await app.signIn('ou_zhang') });
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const bytes = [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
    expect(bytes).toBeLessThan(500);
  });

  it('are the only thing a browser may keep', async () => {
    const cookie = await app.signIn('ou_zhang');
    for (const path of ['/api/v1/me', '/api/v1/nothing', '/auth/login', '/auth/callback']) {
      const { headers } = await app.call(path, { cookie });
      expect(headers.get('cache-control')).toBe('no-store');
    }
    expect((await app.call('/h5/')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each(['/h5/../../etc/passwd', '/assets/..%2f..%2fetc/passwd', '/h5/.env', '/assets/', '/h5/none.js'])(
    'never serve %s',
    async (path) => {
      expect((await app.call(path)).status).toBe(404);
    },
  );

  it('say whether the process and its store are well', async () => {
    expect((await app.call('/healthz')).status).toBe(200);
    expect((await app.call('/readyz')).status).toBe(200);
  });

  it('say whether anything runs the queue: not before the first sweep, nor ten minutes after the last', async () => {
    expect(await app.call('/workz')).toMatchObject({ status: 503, body: { error: { code: 'not_working' } } });
    await sweep(shop.deps);
    expect((await app.call('/workz')).status).toBe(200);
    shop.setNow(new Date(+shop.deps.now() + 11 * 60_000));
    expect((await app.call('/workz')).status).toBe(503);
  });
});

describe('the screen of a store', () => {
  it('shows its code to whoever holds the key, until its maker is the store’s manager no more', async () => {
    const { url } = await openScreen(shop.deps, shop.manager);
    const look = () =>
      app.call('/api/v1/screen-code', { headers: { 'x-screen-key': url.split('#')[1] ?? '' } });
    expect(await look()).toMatchObject({ status: 200, body: { typed: expect.stringMatching(/^\d{6}$/) } });
    await savePerson({ ...shop.manager, roles: ['employee'] });
    expect((await look()).status).toBe(401);
  });
});

describe('records', () => {
  const place = {
    name: '对手店',
    roles: ['competitor'],
    center: { lng: 121.5, lat: 31.2 },
    datum: 'gcj02',
    radiusM: 40,
  };
  const put = (path: string, body: unknown, key?: string) =>
    app.call(`/api/v1/records/${path}`, {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
    });

  it('enter with a key, once, in WGS-84', async () => {
    const key = await createApiKey(deps, { name: 'crm' });
    expect((await put('places/rival-1', place, key)).status).toBe(201);
    expect((await put('places/rival-1', place, key)).body).toEqual({
      externalId: 'rival-1',
      result: 'unchanged',
    });
    expect((await put('places/rival-1', { ...place, name: '新名' }, key)).body).toMatchObject({
      result: 'updated',
    });
    const stored = await findPlace('rival-1');
    expect(stored?.name).toBe('新名');
    expect(stored?.center.lng).toBeCloseTo(121.4955, 3);
    const polygon = [
      { lng: 121, lat: 31 },
      { lng: 122, lat: 31 },
      { lng: 122, lat: 32 },
    ];
    expect((await put('zones/z-1', { name: '一区', datum: 'wgs84', polygon }, key)).status).toBe(201);
  });

  it('leave who put what in the audit chain, and so do keys', async () => {
    const key = await createApiKey(deps, { name: 'crm' });
    for (const name of ['一号店', '一号店', '二号店']) await put('places/rival-1', { ...place, name }, key);
    await revokeApiKey(deps, SYSTEM, (await listKeys())[0]?.id ?? '');
    await relay(deps);
    const said = async (subject: string) =>
      (await listAudit(subject)).map(({ entry }) => `${entry.actorId} ${entry.action}`);
    expect(await said('places:rival-1')).toEqual(['key:crm place.put', 'key:crm place.put']);
    expect(await said('api-keys:crm')).toEqual(['system api_key.create', 'system api_key.revoke']);
    expect((await findPlace('rival-1'))?.name).toBe('二号店');
    expect(Object.keys((await findPlace('rival-1')) ?? {})).not.toContain('pending');
  });

  it('are shut without a key, with a wrong and with a revoked one', async () => {
    const key = await createApiKey(deps, { name: 'crm' });
    await revokeApiKey(deps, SYSTEM, (await listKeys())[0]?.id ?? '');
    for (const wrong of [undefined, 'mq_x', `mq_${'a'.repeat(43)}`, key])
      expect((await put('places/rival-2', place, wrong)).status).toBe(401);
    expect(await findPlace('rival-2')).toBeNull();
  });

  it.each([
    ['an unknown datum', 'places/a', { ...place, datum: 'mars' }, 'datum'],
    ['a radius of zero', 'places/a', { ...place, radiusM: 0 }, 'radiusM'],
    ['an unknown field', 'places/a', { ...place, owner: 1 }, 'owner'],
    ['a bad id', 'places/$ne', place, 'externalId'],
    [
      'a ring of two points',
      'zones/a',
      { name: 'x', datum: 'wgs84', polygon: [place.center, place.center] },
      'polygon',
    ],
    [
      'a ring that crosses itself',
      'places/a',
      {
        ...place,
        polygon: [
          { lng: 121, lat: 31 },
          { lng: 121.1, lat: 31.1 },
          { lng: 121.1, lat: 31 },
          { lng: 121, lat: 31.1 },
        ],
      },
      'polygon',
    ],
    [
      'a ring around nothing',
      'zones/a',
      { name: 'x', datum: 'wgs84', polygon: [place.center, place.center, place.center] },
      'polygon',
    ],
  ])('refuse %s with the field', async (_name, path, body, field) => {
    const key = await createApiKey(deps, { name: 'crm' });
    const reply = await put(path, body, key);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ error: { fields: [{ field }] } });
  });
});
