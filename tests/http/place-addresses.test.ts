import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPuller } from '../../server/connectors/pull/json-puller.ts';
import { GeocodeReplySchema } from '../../server/contract/map-service.ts';
import { PlaceDetailSchema } from '../../server/contract/place-desk.ts';
import { ImportViewSchema } from '../../server/contract/records.ts';
import { toWgs84 } from '../../server/domain/geo/datum.ts';
import { haversineM } from '../../server/domain/geo/distance.ts';
import type { Sandbox } from '../../server/sandbox/index.ts';
import { findPlace } from '../../server/store/places.ts';
import { savePerson } from '../../server/store/people.ts';
import { at, buildPerson, createCompany, type Company } from '../flow/company.ts';
import { startSandbox } from '../sandbox/support.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let sandbox: Sandbox;
let company: Company;
/** Addresses that were asked for, as the service got them. */
let asked: string[] = [];

beforeAll(async () => {
  ({ sandbox } = await startSandbox({
    clock: { now: () => at('10:00'), advanceTo: async () => undefined },
    answerFirst: (request) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://services.example');
      if (pathname.startsWith('/amap/')) asked.push(searchParams.get('address') ?? '');
      return false;
    },
  }));
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  company = await createCompany();
  company.setNow(at('10:00'));
  const puller = createPuller({ mayBePrivate: false, mayBePlain: true }, { pauseMs: 0 });
  app.use({ ...company.deps, puller });
  await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
  asked = [];
});

const HEADER = '编号,名称,类型,经度,纬度,坐标系,地址,半径米';
const row = (id: string, address: string, { spot = ',,', radius = '60' } = {}) =>
  `${id},店${id},客户,${spot},${address},${radius}`;
const upload = async (...rows: string[]) => {
  const reply = await app.call(`/api/v1/imports/${uuidv7()}?kind=places&language=zh`, {
    method: 'PUT',
    cookie: await app.signIn('ou_root'),
    headers: { 'content-type': 'text/csv' },
    body: [HEADER, ...rows].join('\n'),
  });
  return ImportViewSchema.parse(reply.body);
};
const send = async (path: string, method: string, body: object) =>
  app.call(path, {
    method,
    cookie: await app.signIn('ou_root'),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const connect = (key = 'amap-demo-key', perDay = 1_000) =>
  send('/api/v1/map-service', 'PUT', { service: 'amap', address: `${sandbox.url}/amap`, key, perDay });

describe('places of a file that have an address and no position', () => {
  it('stand where the map service says, brought from its datum to ours', async () => {
    await connect();
    const found = GeocodeReplySchema.parse(
      (await send('/api/v1/map-service/geocode', 'POST', { address: '南京东路100号' })).body,
    );
    expect(await upload(row('a', '南京东路100号'))).toMatchObject({ created: 1, refused: 0 });
    if (!('found' in found)) throw new Error('the service knows it');
    const place = await findPlace('a');
    const { center, datum } = found.found;
    expect(datum).toBe('gcj02');
    expect(haversineM(place?.center ?? { lng: 0, lat: 0 }, toWgs84(center, datum))).toBeLessThan(1);
  });

  it('are refused where it is not known to the house, each row with what to do', async () => {
    await connect();
    const ended = await upload(
      row('a', '南京东路'),
      row('b', '不存在路1号'),
      row('c', '路'),
      row('d', '福州路8号', { radius: '1' }),
      row('e', '福州路9号'),
      row('f', ''),
    );
    expect(ended).toMatchObject({ created: 1, refused: 5 });
    const told = ended.faults.map(({ row: n, field, reason }) => [n, field, reason.slice(0, 12)]);
    expect(told.filter(([, field]) => field === '地址')).toEqual([
      [1, '地址', '地图服务只知道大概位置（'],
      [2, '地址', '地图服务没有找到这个地址'],
      [3, '地址', '须为 4 至 80 个字'],
    ]);
    expect(told.filter(([n]) => n === 4)).toEqual([[4, '半径米', '至少 5']]);
    expect(told.filter(([n]) => n === 6).length).toBeGreaterThan(0);
  });

  it('are asked for once: the same row again changes nothing, another address is asked for', async () => {
    await connect();
    const rows = [row('a', '南京东路100号'), row('b', '福州路9号')];
    await upload(...rows);
    expect(asked).toEqual(['南京东路100号', '福州路9号']);
    expect(await upload(...rows)).toMatchObject({ created: 0, updated: 0, unchanged: 2, refused: 0 });
    expect(asked).toHaveLength(2);
    expect(await upload(row('a', '南京东路102号'), rows[1] ?? '')).toMatchObject({
      updated: 1,
      unchanged: 1,
    });
    expect(asked).toHaveLength(3);
  });

  it('stay where somebody has put them by hand, until the row says something else', async () => {
    await connect();
    const again = row('a', '南京东路100号');
    await upload(again);
    const { seen } = PlaceDetailSchema.parse(
      (await app.call('/api/v1/places/a', { cookie: await app.signIn('ou_root') })).body,
    );
    const byHand = { lng: 121.5, lat: 31.2 };
    const correction = {
      spot: { center: byHand, datum: 'wgs84', radiusM: 60 },
      seen,
      why: '客户门店在街的对面',
    };
    const name = { name: '店a', roles: ['customer'] };
    expect((await send('/api/v1/places/a', 'PUT', { ...name, ...correction })).status).toBe(200);
    for (let times = 0; times < 2; times += 1) {
      expect(await upload(again)).toMatchObject({ unchanged: 1, refused: 0, noticed: 1 });
      expect((await findPlace('a'))?.center).toEqual(byHand);
    }
    expect(asked).toHaveLength(1);
    expect(await upload(row('a', '南京东路102号'))).toMatchObject({ updated: 1, refused: 0 });
    expect((await findPlace('a'))?.center).not.toEqual(byHand);
  });

  it('with a position are taken by it, and nothing is asked', async () => {
    await connect();
    expect(await upload(row('a', '南京东路100号', { spot: '121.5,31.2,wgs84' }))).toMatchObject({
      created: 1,
    });
    expect((await findPlace('a'))?.center).toEqual({ lng: 121.5, lat: 31.2 });
    expect(asked).toEqual([]);
  });

  it('say so without a service, and stop asking one that refuses or has had its day', async () => {
    const reasonOf = async () =>
      (await upload(row('a', '南京东路100号'), row('b', '福州路9号'))).faults[1]?.reason;
    expect(await reasonOf()).toContain('还没有接入地图服务');
    await connect('another');
    expect(await reasonOf()).toContain('没有正常回答');
    expect(asked).toHaveLength(1);
    await connect('amap-demo-key', 1);
    expect(await reasonOf()).toContain('今天查地址的次数已用完');
  });
});
