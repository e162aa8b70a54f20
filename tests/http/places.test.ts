import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { PlaceDetailSchema, PlaceListSchema, type PlaceDetail } from '../../server/contract/place-desk.ts';
import { fromWgs84 } from '../../server/domain/geo/datum.ts';
import { haversineM } from '../../server/domain/geo/distance.ts';
import { companyMap } from '../../server/flow/detect/company-map.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { putPlace } from '../../server/flow/records/records.ts';
import { relay } from '../../server/flow/relay.ts';
import { putRecord } from '../../server/flow/records/work-records.ts';
import { listAudit } from '../../server/store/audit.ts';
import { replaceScreen } from '../../server/store/store-screens.ts';
import { at, buildPerson, createCompany, giveShift, type Company } from '../flow/company.ts';
import { savePerson } from '../../server/store/people.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let company: Company;
let deps: Deps;
const CRM = 'key:crm';
const SHOP = { lng: 121.53, lat: 31.25 };
const record = {
  name: '世纪大道客户',
  roles: ['customer' as const],
  center: SHOP,
  datum: 'wgs84' as const,
  radiusM: 50,
  regionId: 'pudong',
};
const WHY = '现场核对过位置';

beforeEach(async () => {
  company = await createCompany();
  company.setNow(at('10:00'));
  deps = app.use(company.deps);
  await putPlace(deps, 'c-1', { ...record, by: CRM });
});

const ask = async (openId: string, path = '', method = 'GET', body?: object) =>
  app.call(`/api/v1/places${path}`, {
    method,
    cookie: await app.signIn(openId),
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const list = async (openId: string, query = '') => PlaceListSchema.parse((await ask(openId, query)).body);
const look = async (id: string, openId = 'ou_li'): Promise<PlaceDetail> =>
  PlaceDetailSchema.parse((await ask(openId, `/${id}`)).body);
const idsOf = async (openId: string, query = '') => (await list(openId, query)).places.map(({ id }) => id);
const withdraw = async (id: string) =>
  ask('ou_li', `/${id}/withdraw`, 'POST', { seen: (await look(id)).seen, why: '门店已经关闭' });
const correct = async (id: string, change: object) => {
  const { seen } = await look(id);
  const { name, roles, regionId } = record;
  return ask('ou_li', `/${id}`, 'PUT', { name, roles, regionId, seen, why: WHY, ...change });
};

describe('who sees which places', () => {
  beforeEach(async () => {
    await putPlace(deps, 'c-2', { ...record, name: '浦西客户', regionId: 'puxi' });
    const { regionId: _none, ...nowhere } = record;
    await putPlace(deps, 'r-9', { ...nowhere, name: '某品牌 专卖店', roles: ['competitor'] });
  });

  it('HR all of them, an area manager those of the own region, and nobody else any', async () => {
    expect(await idsOf('ou_li')).toEqual(['c-1', 'c-2', 'r-9', 'rival', 'store']);
    expect(await idsOf('ou_wang')).toEqual(['c-1']);
    expect((await ask('ou_wang', '/c-2')).status).toBe(404);
    expect((await ask('ou_wang', '/r-9')).status).toBe(404);
    expect((await ask('ou_wang', '?region=puxi')).status).toBe(404);
    expect((await ask('ou_zhang')).status).toBe(403);
    expect(await list('ou_wang')).toMatchObject({
      mayChange: false,
      seesAll: false,
      regions: [{ id: 'pudong' }],
    });
    expect((await look('c-1', 'ou_wang')).neighbours).toEqual([]);
  });

  it('by a part of the name or the id, by kind and by region', async () => {
    expect(await idsOf('ou_li', '?q=品牌专')).toEqual(['r-9']);
    expect(await idsOf('ou_li', '?q=C-')).toEqual(['c-1', 'c-2']);
    expect(await idsOf('ou_li', '?kind=competitor')).toEqual(['r-9', 'rival']);
    expect(await idsOf('ou_li', '?region=puxi')).toEqual(['c-2']);
  });

  it('page by page, each place once, with how many there are', async () => {
    await Promise.all(
      Array.from({ length: 120 }, (_, n) => putPlace(deps, `p-${n}`, { ...record, name: `第${n}家` })),
    );
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page = await list('ou_li', `?q=第${next === '' ? '' : `&after=${next}`}`);
      expect(page.found).toBe(120);
      seen.push(...page.places.map(({ id }) => id));
      next = page.next;
    }
    expect(seen.length).toBe(120);
    expect(new Set(seen).size).toBe(120);
  });

  it('with what is near it, nearest first', async () => {
    const { neighbours } = await look('c-1');
    expect(neighbours.map(({ id }) => id)).toEqual(['c-2', 'r-9']);
  });
});

describe('a place put by hand', () => {
  const shanghai = fromWgs84(SHOP, 'gcj02');
  const fresh = {
    name: '新竞品店',
    roles: ['competitor'],
    floor: ' b1 ',
    spot: { center: shanghai, datum: 'gcj02', radiusM: 30 },
  };

  it('stands where its datum says, on its floor, with who put it', async () => {
    expect((await ask('ou_li', '/n-1', 'PUT', fresh)).status).toBe(200);
    const place = await look('n-1');
    expect(haversineM(place.center, SHOP)).toBeLessThan(1);
    expect(place).toMatchObject({
      floor: 'B1',
      sourceDatum: 'gcj02',
      last: { from: 'console', by: '李HR', at: at('10:00').toISOString() },
    });
    expect((await companyMap()).placeById.has('n-1')).toBe(true);
    await relay(deps);
    expect((await listAudit('places:n-1')).map(({ entry }) => entry)).toMatchObject([
      { action: 'place.add', actorId: 'li' },
    ]);
  });

  it('needs an id nobody has, a position, and an outline that is one', async () => {
    const { spot: _spot, ...nowhere } = fresh;
    expect(await ask('ou_li', '/c-1', 'PUT', fresh)).toMatchObject({
      status: 409,
      body: { error: { code: 'place_id_taken' } },
    });
    expect((await ask('ou_li', '/n-1', 'PUT', nowhere)).status).toBe(400);
    const polygon = [
      { lng: 121.5, lat: 31.2 },
      { lng: 121.51, lat: 31.21 },
      { lng: 121.51, lat: 31.2 },
      { lng: 121.5, lat: 31.21 },
    ];
    const crossed = { ...fresh, spot: { ...fresh.spot, polygon } };
    expect((await ask('ou_li', '/n-1', 'PUT', crossed)).body).toMatchObject({
      error: { code: 'place_ring' },
    });
  });
});

describe('a place of another system that is corrected by hand', () => {
  const moved = { center: { lng: 121.54, lat: 31.25 }, datum: 'wgs84', radiusM: 80 };

  it('keeps the correction while the system sends the same, and says so; what it sends anew counts again', async () => {
    expect((await correct('c-1', { spot: moved })).status).toBe(200);
    expect(await look('c-1')).toMatchObject({
      radiusM: 80,
      why: WHY,
      last: { from: 'console', by: '李HR' },
      record: { from: 'key', by: 'crm' },
    });
    const put = { kind: 'places', externalId: 'c-1', record } as const;
    expect(await putRecord(deps, put, { by: CRM })).toMatchObject({
      result: 'unchanged',
      notices: [{ fault: 'heldPlace' }],
    });
    expect((await look('c-1')).center).toEqual(moved.center);
    const renewed = { ...put, record: { ...record, radiusM: 60 } };
    expect(await putRecord(deps, renewed, { by: CRM })).toMatchObject({ result: 'updated', notices: [] });
    const after = await look('c-1');
    expect(after).toMatchObject({ radiusM: 60, center: SHOP, last: { from: 'key' } });
    expect([after.record, after.why]).toEqual([undefined, undefined]);
  });

  it('stays where it was when only its name is corrected', async () => {
    await correct('c-1', { name: '世纪大道旗舰店' });
    expect(await look('c-1')).toMatchObject({ name: '世纪大道旗舰店', center: SHOP, radiusM: 50 });
    await relay(deps);
    expect((await listAudit('places:c-1')).map(({ entry }) => [entry.action, entry.actorId])).toEqual([
      ['place.put', CRM],
      ['place.correct', 'li'],
    ]);
  });

  it('is not overwritten by who saw an older one, nor without a reason', async () => {
    const { seen } = await look('c-1');
    await correct('c-1', { name: '甲' });
    const { name, roles } = record;
    expect(await ask('ou_li', '/c-1', 'PUT', { name, roles, seen, why: WHY })).toMatchObject({
      status: 409,
      body: { error: { code: 'stale_version' } },
    });
    const now = (await look('c-1')).seen;
    expect((await ask('ou_li', '/c-1', 'PUT', { name, roles, seen: now })).status).toBe(400);
  });
});

describe('a place that is withdrawn by hand', () => {
  it('is on the map no more, is listed among the withdrawn, and keeps its name', async () => {
    expect((await withdraw('c-1')).status).toBe(200);
    const map = await companyMap();
    expect([map.placeById.has('c-1'), map.namedById.get('c-1')?.name]).toEqual([false, record.name]);
    expect(map.places.nearby(SHOP, 10)).toEqual([]);
    expect(await idsOf('ou_li', '?q=c-1')).toEqual([]);
    expect(await idsOf('ou_li', '?state=withdrawn')).toEqual(['c-1']);
    expect(await look('c-1')).toMatchObject({ withdrawnAt: at('10:00').toISOString(), why: '门店已经关闭' });
    expect((await withdraw('c-1')).body).toMatchObject({ error: { code: 'place_withdrawn' } });
  });

  it('stays so while its system sends the same; a changed record, or somebody’s hand, brings it back', async () => {
    await withdraw('c-1');
    expect(await putPlace(deps, 'c-1', { ...record, by: CRM })).toBe('unchanged');
    expect(await idsOf('ou_li', '?q=c-1')).toEqual([]);
    const { seen } = await look('c-1');
    await ask('ou_li', '/c-1/restore', 'POST', { seen, why: '其实还在营业' });
    expect((await look('c-1')).withdrawnAt).toBeUndefined();
    expect(await putPlace(deps, 'c-1', { ...record, by: CRM })).toBe('unchanged');
    expect(await idsOf('ou_li', '?q=c-1')).toEqual(['c-1']);
    await withdraw('c-1');
    expect(await putPlace(deps, 'c-1', { ...record, name: '新名字', by: CRM })).toBe('created');
    expect(await idsOf('ou_li', '?q=新名字')).toEqual(['c-1']);
    await relay(deps);
    expect((await listAudit('places:c-1')).map(({ entry }) => entry.action)).toEqual([
      'place.put',
      'place.withdraw',
      'place.restore',
      'place.withdraw',
      'place.put',
    ]);
  });

  it('tells before what points at it from today on', async () => {
    const plan = { employeeNo: 'E-zhang', customerId: 'store', orderNo: 1 };
    for (const day of ['2026-11-18', '2026-11-20', '2026-11-23'])
      await putRecord(
        deps,
        { kind: 'plans', externalId: `plan-${day}`, record: { ...plan, day } },
        { by: CRM },
      );
    await giveShift('zhang');
    await savePerson(buildPerson({ id: 'lin', storePlaceId: 'store', isActive: false }));
    const screen = { id: uuidv7(), placeId: 'store', createdById: 'li', createdAt: at('09:00') };
    await replaceScreen(screen, []);
    const { status, body } = await ask('ou_li', '/store/uses');
    expect([status, body]).toEqual([
      200,
      { plans: 2, shifts: 1, staff: 1, hasScreen: true, declarations: 0, alerts: 0 },
    ]);
  });
});
