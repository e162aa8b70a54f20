import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPuller } from '../../server/connectors/pull/json-puller.ts';
import {
  GeocodeReplySchema,
  MapSettingsViewSchema,
  RivalReplySchema,
  type RivalReply,
} from '../../server/contract/map-service.ts';
import { PlaceDetailSchema } from '../../server/contract/place-desk.ts';
import { fromWgs84, toWgs84 } from '../../server/domain/geo/datum.ts';
import { haversineM } from '../../server/domain/geo/distance.ts';
import { companyMap } from '../../server/flow/detect/company-map.ts';
import { relay } from '../../server/flow/relay.ts';
import { putPlace } from '../../server/flow/records/records.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { resealOld } from '../../server/flow/secret/reseal.ts';
import type { Sandbox } from '../../server/sandbox/index.ts';
import { listAudit } from '../../server/store/audit.ts';
import { findPeople, savePerson } from '../../server/store/people.ts';
import { at, buildPerson, createCompany, dwell, giveShift, type Company } from '../flow/company.ts';
import { startSandbox } from '../sandbox/support.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let sandbox: Sandbox;
let company: Company;
let deps: Deps;
/** What left, as the services got it. */
let left: URL[] = [];

beforeAll(async () => {
  ({ sandbox } = await startSandbox({
    clock: { now: () => at('10:00'), advanceTo: async () => undefined },
    answerFirst: (request) => {
      left.push(new URL(request.url ?? '', 'http://services.example'));
      return false;
    },
  }));
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  company = await createCompany();
  company.setNow(at('10:00'));
  const puller = createPuller({ mayBePrivate: false, mayBePlain: true }, { pauseMs: 0 });
  deps = app.use({ ...company.deps, puller });
  await savePerson(
    buildPerson({ id: 'root', name: '陆管理', roles: ['employee', 'admin'], staffKind: 'office' }),
  );
  left = [];
});

const ask = async (openId: string, path: string, method = 'GET', body?: object) =>
  app.call(path, {
    method,
    cookie: await app.signIn(openId),
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const KEYS = { amap: 'amap-demo-key', baidu: 'baidu-demo-ak' } as const;
const connect = (service: 'amap' | 'baidu', more: object = {}) =>
  ask('ou_root', '/api/v1/map-service', 'PUT', {
    service,
    address: `${sandbox.url}/${service}`,
    key: KEYS[service],
    perDay: 1_000,
    ...more,
  });
const geocode = async (address: string) =>
  GeocodeReplySchema.parse((await ask('ou_li', '/api/v1/map-service/geocode', 'POST', { address })).body);
const search = async (body: object = {}): Promise<RivalReply> =>
  RivalReplySchema.parse(
    (await ask('ou_li', '/api/v1/map-service/rivals', 'POST', { words: ['某茶'], radiusM: 1500, ...body }))
      .body,
  );
const addStores = (n: number) =>
  Promise.all(
    Array.from({ length: n }, (_, index) =>
      putPlace(deps, `s-${index}`, {
        name: `自营${index}店`,
        roles: ['own_store'],
        center: { lng: 121.45 + index * 0.03, lat: 31.2 },
        datum: 'wgs84',
        radiusM: 50,
      }),
    ),
  );

describe('a map service', () => {
  it('is connected by IT; its key is sealed, told to nobody and logged nowhere', async () => {
    expect((await connect('amap')).status).toBe(200);
    const { body } = await ask('ou_li', '/api/v1/map-service');
    expect(MapSettingsViewSchema.parse(body)).toMatchObject({
      settings: { service: 'amap', perDay: 1_000, changedBy: '陆管理' },
      mayEdit: false,
    });
    await geocode('南京东路100号');
    await relay(deps);
    const kept = await mongoose.connection.collection('settings').find().toArray();
    const audit = await listAudit('settings:map-service');
    expect(audit.map(({ entry }) => [entry.action, entry.actorId])).toEqual([['map_service.set', 'root']]);
    for (const text of [JSON.stringify([body, kept, audit]), app.logged()])
      expect(text).not.toContain(KEYS.amap);
  });

  it('is given its key again where its address is another one, and forgotten with it', async () => {
    await connect('amap');
    const same = { service: 'amap', address: `${sandbox.url}/amap`, perDay: 7 };
    expect((await ask('ou_root', '/api/v1/map-service', 'PUT', same)).status).toBe(200);
    const moved = { ...same, address: `${sandbox.url}/elsewhere` };
    expect((await ask('ou_root', '/api/v1/map-service', 'PUT', moved)).body).toMatchObject({
      error: { code: 'secret_needed' },
    });
    const inside = { ...same, address: 'https://169.254.169.254/latest', key: 'k' };
    expect((await ask('ou_root', '/api/v1/map-service', 'PUT', inside)).body).toMatchObject({
      error: { code: 'address_refused' },
    });
    expect((await ask('ou_root', '/api/v1/map-service', 'DELETE')).status).toBe(200);
    expect(await geocode('南京东路100号')).toEqual({ fault: 'not_connected' });
  });

  it('keeps its key while the secret key is changed', async () => {
    await connect('amap');
    const secretKey = 'n'.repeat(32);
    await resealOld({ ...deps, secretKey, secretKeyBefore: deps.secretKey });
    app.use({ ...deps, secretKey });
    expect(await geocode('南京东路100号')).toMatchObject({ found: {} });
  });

  it.each(['amap', 'baidu'] as const)(
    '%s tells where an address is, in GCJ-02, and how sure it is',
    async (service) => {
      await connect(service);
      expect(await geocode('南京东路100号')).toMatchObject({ found: { datum: 'gcj02', precision: 'exact' } });
      expect(await geocode('南京东路')).not.toMatchObject({ found: { precision: 'exact' } });
      expect(await geocode('不存在的地方')).toEqual({ fault: 'no_result' });
      await connect(service, { key: 'another' });
      expect(await geocode('南京东路100号')).toEqual({ fault: 'wrong_key' });
    },
  );

  it('is asked no more than was said for a day, and says so of its own limit too', async () => {
    await connect('amap', { perDay: 2 });
    expect([await geocode('甲路1号'), await geocode('乙路2号'), await geocode('丙路3号')]).toMatchObject([
      { found: {} },
      { found: {} },
      { fault: 'own_quota' },
    ]);
    expect(left).toHaveLength(2);
    company.setNow(at('10:00', '2026-11-20'));
    expect(await geocode('丙路3号')).toMatchObject({ found: {} });
    await connect('amap', { key: 'amap-demo-spent' });
    expect(await geocode('丙路3号')).toMatchObject({ fault: 'quota' });
  });
});

describe('rivals around the own stores', () => {
  it.each(['amap', 'baidu'] as const)(
    'are listed from %s, nearest store first, and added by nobody',
    async (service) => {
      await connect(service);
      const before = (await companyMap()).placeById.size;
      const { rivals, stores, next } = await search();
      expect(stores).toEqual({ done: 1, all: 1 });
      expect(next).toBeUndefined();
      expect(rivals.length).toBeGreaterThan(0);
      const store = (await companyMap()).placeById.get('store');
      for (const { id, spot, near } of rivals) {
        expect(id.startsWith(`${service}-`)).toBe(true);
        expect(near.id).toBe('store');
        const awayM = haversineM(toWgs84(spot.center, spot.datum), store?.center ?? spot.center);
        expect(Math.abs(awayM - near.distanceM)).toBeLessThan(2);
        expect(awayM).toBeLessThanOrEqual(1501);
      }
      expect((await companyMap()).placeById.size).toBe(before);
    },
  );

  it('that were added or withdrawn are listed no more', async () => {
    await connect('amap');
    const [first, second] = (await search({ radiusM: 3_000 })).rivals;
    const add = async (rival: typeof first) => {
      const body = { name: rival?.name, roles: ['competitor'], spot: { ...rival?.spot, radiusM: 50 } };
      return ask('ou_li', `/api/v1/places/${rival?.id}`, 'PUT', body);
    };
    expect((await add(first)).status).toBe(200);
    await add(second);
    const added = await ask('ou_li', `/api/v1/places/${second?.id}`);
    const gone = { seen: PlaceDetailSchema.parse(added.body).seen, why: '已经关门了' };
    await ask('ou_li', `/api/v1/places/${second?.id}/withdraw`, 'POST', gone);
    const ids = (await search({ radiusM: 3_000 })).rivals.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).not.toContain(first?.id);
    expect(ids).not.toContain(second?.id);
  });

  it('are searched stretch by stretch, each store once', async () => {
    await connect('amap');
    await addStores(20);
    const words = ['某茶', '某咖'];
    let asked = 0;
    let done = 0;
    for (let after: string | undefined = '', n = 0; after !== undefined && n < 30; n += 1) {
      const reply: RivalReply = await search({ words, radiusM: 300, ...(after !== '' && { after }) });
      asked += reply.asked;
      expect(reply.stores.done).toBeGreaterThan(done);
      done = reply.stores.done;
      after = reply.next;
    }
    expect([done, asked]).toEqual([21, 42]);
  });

  it.each([
    ['amap', { read: 75 }],
    ['baidu', { read: 60, all: expect.any(Number) }],
  ] as const)('beyond the third page of %s are said to be missing', async (service, counts) => {
    await connect(service);
    const reply = await search({ words: ['满街茶', '某茶'], radiusM: 3_000 });
    expect(reply.cut).toEqual([
      { word: '满街茶', store: { id: 'store', name: expect.any(String) }, ...counts },
    ]);
    expect(reply.cut[0]?.all ?? Infinity).toBeGreaterThan(60);
    expect((await search({ words: ['满街茶'], radiusM: 300 })).cut).toEqual([]);
  });

  it('stop at the day’s limit with what was found until then', async () => {
    await connect('amap', { perDay: 3 });
    await addStores(5);
    const reply = await search({ radiusM: 3_000 });
    expect(reply).toMatchObject({ fault: 'own_quota', stores: { done: 3, all: 6 } });
    expect(reply.rivals.length).toBeGreaterThan(0);
  });
});

describe('what leaves for a map company', () => {
  it('is an address somebody typed, brands, and positions of own stores: nothing of a person', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await addStores(3);
    for (const service of ['amap', 'baidu'] as const) {
      await connect(service);
      await geocode('南京东路100号');
      await search();
    }
    const stores = [...(await companyMap()).placeById.values()].filter(({ roles }) =>
      roles.includes('own_store'),
    );
    const spots = new Set(
      stores.flatMap(({ center }) => {
        const { lng, lat } = fromWgs84(center, 'gcj02');
        return [`${lng.toFixed(6)},${lat.toFixed(6)}`, `${lat.toFixed(6)},${lng.toFixed(6)}`];
      }),
    );
    const FIXED = ['output', 'radius', 'radius_limit', 'coord_type', 'ret_coordtype', 'scope', 'sortrule'];
    const PAGES = ['page_size', 'page_num'];
    const said: Record<string, (value: string) => boolean> = {
      key: (value) => value === KEYS.amap,
      ak: (value) => value === KEYS.baidu,
      address: (value) => value === '南京东路100号',
      keywords: (value) => value === '某茶',
      query: (value) => value === '某茶',
      location: (value) => spots.has(value),
    };
    expect(left.length).toBeGreaterThanOrEqual(10);
    for (const { searchParams } of left)
      for (const [name, value] of searchParams)
        expect([name, FIXED.includes(name) || PAGES.includes(name) || said[name]?.(value)]).toEqual([
          name,
          true,
        ]);
    const people = await findPeople(['zhang', 'wang', 'li', 'root']);
    const urls = decodeURIComponent(left.map(String).join(' '));
    for (const { id, name, employeeNo, openId } of people)
      for (const word of [name, employeeNo, openId, `=${id}`]) expect(urls).not.toContain(word);
  });
});
