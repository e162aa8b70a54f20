import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { ImportViewSchema } from '../../server/contract/records.ts';
import { recordFaultTexts } from '../../server/contract/texts/record-faults.ts';
import { companyMap } from '../../server/flow/detect/company-map.ts';
import { createApiKey } from '../../server/flow/company/api-key.ts';
import { getOrgMapping, saveOrgMapping } from '../../server/store/org-mapping.ts';
import { findPlace } from '../../server/store/places.ts';
import { findWorkRecords, WorkRecords } from '../../server/store/work-records.ts';
import { listZones } from '../../server/store/zones.ts';
import { useDatabase } from '../support/db.ts';
import { createShop } from '../support/phone.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let key = '';
let other = '';
beforeEach(async () => {
  const deps = app.use((await createShop()).deps);
  key = await createApiKey(deps, { name: 'crm' });
  other = await createApiKey(deps, { name: 'erp' });
});

const send = (path: string, body: string, { type = 'application/json', by = key } = {}) =>
  app.call(`/api/v1/records/${path}`, {
    method: 'PUT',
    body,
    headers: { 'content-type': type, authorization: `Bearer ${by}` },
  });
const put = (path: string, body: unknown) => send(path, JSON.stringify(body));
const upload = (importId: string, kind: string, csv: string, language = 'zh') =>
  send(`imports/${importId}?kind=${kind}&language=${language}`, csv, { type: 'text/csv' });
const ask = (path: string, by = key) =>
  app.call(`/api/v1/records/${path}`, { headers: { authorization: `Bearer ${by}` } });
const day = new Date('2026-11-19T00:00:00+08:00');
const zhang = () => findWorkRecords('E-zhang', day, new Date(+day + 86_400_000));

const HERE = { lng: 121.51, lat: 31.24 };
const visit = {
  employeeNo: 'E-zhang',
  customerId: 'customer-1',
  startAt: '2026-11-19T10:00:00+08:00',
  endAt: '2026-11-19T10:30:00+08:00',
  purpose: 'survey',
};

describe('what is wrong with an address or a key', () => {
  const uuidV4 = '0b8e2f57-6c4c-4a2b-9d5e-0d1f6a7b8c9d';
  it.each([
    [`imports/${uuidV4}?kind=visits`, 'importId', /^a UUID of version 7, such as 019ac2b4-/],
    [`imports/${uuidv7()}?kind=people`, 'kind', /^only one of: places, zones, visits/],
    [`imports/${uuidv7()}`, 'kind', /^is required$/],
    ['visits/a%20b', 'externalId', /^only letters, digits, dots/],
  ])('%s names %s and what is allowed there', async (path, field, reason) => {
    const { status, body } = await send(path, '{}', {
      type: path.startsWith('imports') ? 'text/csv' : 'application/json',
    });
    expect([status, body]).toMatchObject([
      400,
      { error: { fields: [{ field, reason: expect.stringMatching(reason) }] } },
    ]);
  });

  it('a key that is none is said to be one, and nobody is asked to sign in', async () => {
    const { status, body } = await send('visits/v-1', JSON.stringify(visit), { by: 'mq_nobody' });
    expect([status, body]).toMatchObject([
      401,
      { error: { code: 'unauthenticated', message: expect.stringMatching(/^no key/) } },
    ]);
  });
});

describe('a record that its system has deleted', () => {
  const takeBack = (path: string, by = key) =>
    app.call(`/api/v1/records/${path}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${by}` },
    });

  it('is taken back under its own id, once; nothing of what it said stays', async () => {
    await put('visits/v-1', visit);
    expect(await zhang()).toHaveLength(1);
    expect(await takeBack('visits/v-1')).toMatchObject({
      status: 200,
      body: { externalId: 'v-1', result: 'withdrawn' },
    });
    expect(await zhang()).toEqual([]);
    const kept = await WorkRecords.findById('visits:v-1').lean();
    expect(kept).toMatchObject({ by: 'key:crm', withdrawnAt: expect.any(Date), data: {} });
    expect(kept).not.toHaveProperty('customerId');
    expect((await takeBack('visits/v-1')).body).toEqual({ externalId: 'v-1', result: 'absent' });
    expect(await put('visits/v-1', visit)).toMatchObject({ status: 201, body: { result: 'created' } });
    expect(await zhang()).toHaveLength(1);
  });

  it('needs a key, an id that can be one, and a kind of which records can be taken back', async () => {
    expect((await takeBack('visits/v-1', 'mq_nobody')).status).toBe(401);
    expect((await takeBack('visits/a%20b')).status).toBe(400);
    expect((await takeBack('people/p-1')).status).toBe(404);
  });

  it.each([
    ['places', { name: '某店', roles: ['customer'], center: HERE, datum: 'wgs84' }],
    ['zones', { name: '某区', center: HERE, radiusM: 500, datum: 'wgs84' }],
  ])(
    '%s: is on the map no more, keeps its name for what was found, and comes back with the same record',
    async (kind, record) => {
      const idsOn = async () => {
        const { placeById, zones } = await companyMap();
        return [...placeById.keys(), ...zones.map(({ id }) => id)];
      };
      await put(`${kind}/x-1`, record);
      expect(await idsOn()).toContain('x-1');
      expect((await takeBack(`${kind}/x-1`)).body).toEqual({ externalId: 'x-1', result: 'withdrawn' });
      expect((await takeBack(`${kind}/x-1`)).body).toEqual({ externalId: 'x-1', result: 'absent' });
      expect(await idsOn()).not.toContain('x-1');
      expect(await findPlace('x-1')).toBeNull();
      expect(await put(`${kind}/x-1`, record)).toMatchObject({ status: 201, body: { result: 'created' } });
      expect(await idsOn()).toContain('x-1');
    },
  );
});

describe('work records', () => {
  it.each([
    [
      'visits',
      { ...visit, startAt: '2027-11-19T10:00:00+08:00', endAt: '2027-11-19T10:30:00+08:00' },
      'endAt',
    ],
    [
      'orders',
      { customerId: 'c-1', bookedTo: 'E-zhang', at: '2027-11-19T11:00:00+08:00', amountFen: 1 },
      'at',
    ],
    ['attendance', { employeeNo: 'E-zhang', kind: 'in', at: '2027-11-19T09:00:00+08:00' }, 'at'],
  ])('%s are of what has happened, not of next year', async (kind, record, field) => {
    const { status, body } = await put(`${kind}/r-1`, record);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { fields: [{ field, reason: expect.stringMatching(/has happened/) }] },
    });
  });

  it('says how much is allowed in plain words', async () => {
    const plan = { employeeNo: 'E-zhang', customerId: 'c-1', day: '2026-11-19', orderNo: 1 };
    const { body } = await put('plans/p-1', { ...plan, stayMin: 0 });
    expect(body).toMatchObject({ error: { fields: [{ field: 'stayMin', reason: 'at least 1' }] } });
  });

  it.each([
    ['visits', visit, { data: { purpose: 'survey' } }],
    [
      'orders',
      { customerId: 'customer-1', bookedTo: 'E-zhang', at: '2026-11-19T11:00:00+08:00', amountFen: -1200 },
      { data: { amountFen: -1200 }, customerId: 'customer-1' },
    ],
    [
      'attendance',
      { employeeNo: 'E-zhang', kind: 'in', at: '2026-11-19T09:00:00+08:00', deviceId: 'd1', riskFlag: 0 },
      { data: { direction: 'in', deviceId: 'd1', riskFlag: 0 } },
    ],
    [
      'tasks',
      {
        employeeNo: 'E-zhang',
        kind: 'pickup',
        point: { lng: 121.5, lat: 31.2 },
        datum: 'wgs84',
        startAt: '2026-11-19T12:00:00+08:00',
        endAt: '2026-11-19T12:20:00+08:00',
      },
      { data: { task: 'pickup', point: { lng: 121.5, lat: 31.2 } } },
    ],
  ])('%s enter once, change, and are found by person and time', async (kind, record, stored) => {
    expect((await put(`${kind}/r-1`, record)).status).toBe(201);
    expect((await put(`${kind}/r-1`, record)).body).toMatchObject({ externalId: 'r-1', result: 'unchanged' });
    // Another system may write the same instants in UTC the next time.
    const inUtc: unknown = JSON.parse(
      JSON.stringify(record).replace(
        /"(20[^"]+\+08:00)"/g,
        (_all, at: string) => `"${new Date(at).toISOString()}"`,
      ),
    );
    expect((await put(`${kind}/r-1`, inUtc)).body).toMatchObject({ result: 'unchanged' });
    expect(await zhang()).toMatchObject([{ kind, externalId: 'r-1', employeeNo: 'E-zhang', ...stored }]);
  });

  it('keep where a proof of presence was made in working time only, and say so', async () => {
    const till = { employeeNo: 'E-zhang', kind: 'pos', placeId: 'store' };
    const [inside, outside] = [
      await put('anchors/a-1', { ...till, at: '2026-11-19T10:00:00+08:00' }),
      await put('anchors/a-2', { ...till, placeId: 'nowhere', at: '2026-11-19T22:00:00+08:00' }),
    ];
    expect([inside.status, outside.status]).toEqual([201, 201]);
    expect(JSON.stringify(inside.body)).not.toContain('outside the working time');
    expect(outside.body).toMatchObject({
      notices: [{ field: 'placeId', reason: expect.stringContaining('outside the working time') }],
    });
    const kept = await findWorkRecords('E-zhang', day, new Date('2026-11-20T00:00:00+08:00'));
    expect(kept.map(({ externalId, data }) => [externalId, data])).toEqual([
      ['a-1', { anchor: 'pos', placeId: 'store' }],
      ['a-2', { anchor: 'pos' }],
    ]);
  });

  it('keep a target by the month of the person’s zone', async () => {
    await put('targets/t-1', { employeeNo: 'E-zhang', month: '2026-12', amountFen: 5_000_000 });
    const [target] = await findWorkRecords('E-zhang', day, new Date('2027-01-01T00:00:00Z'));
    expect([target?.startAt.toISOString(), target?.endAt.toISOString()]).toEqual([
      '2026-11-30T16:00:00.000Z',
      '2026-12-31T16:00:00.000Z',
    ]);
  });

  it('are refused with the field: unknown employee, wrong order of times, half a fen, a position of an attendance', async () => {
    const faults = [
      await put('visits/v', { ...visit, employeeNo: 'nobody' }),
      await put('visits/v', { ...visit, endAt: '2026-11-19T09:00:00+08:00' }),
      await put('orders/o', { customerId: 'c', bookedTo: 'E-zhang', at: visit.startAt, amountFen: 0.5 }),
      await put('attendance/a', { employeeNo: 'E-zhang', kind: 'in', at: visit.startAt, lng: 121 }),
    ];
    expect(faults.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(faults.map(({ body }) => JSON.stringify(body))).toEqual([
      expect.stringContaining('employeeNo'),
      expect.stringContaining('endAt'),
      expect.stringContaining('amountFen'),
      expect.stringContaining('lng'),
    ]);
    expect(await zhang()).toEqual([]);
  });

  it('take a zone as a circle for named people', async () => {
    const circle = { center: { lng: 121.5, lat: 31.2 }, radiusM: 2000, datum: 'wgs84' };
    expect((await put('zones/z-1', { name: '一区', ...circle, employeeNos: ['E-zhang'] })).status).toBe(201);
    expect(await listZones()).toMatchObject([{ id: 'z-1', radiusM: 2000, employeeNos: ['E-zhang'] }]);
    const both = { polygon: [circle.center, circle.center, circle.center] };
    expect((await put('zones/z-2', { name: '二区', ...circle, ...both })).status).toBe(400);
  });
});

describe('what a record refers to', () => {
  const circle = { center: { lng: 121.5, lat: 31.2 }, radiusM: 2000, datum: 'wgs84' };
  const place = { name: '一号', roles: ['customer'], center: circle.center, datum: 'wgs84' };
  beforeEach(async () => {
    const regions = [{ id: 'pudong', name: '浦东区域', departmentId: 'od-1' }];
    await saveOrgMapping({ ...(await getOrgMapping()), regions });
  });

  it('must be a region the company has, and the refusal names those there are', async () => {
    expect((await put('places/p-1', { ...place, regionId: 'pudong' })).status).toBe(201);
    for (const [path, body] of [
      ['places/p-2', place],
      ['zones/z-1', { name: '一区', ...circle }],
    ] as const) {
      const reply = await put(path, { ...body, regionId: 'pudnog' });
      expect([reply.status, JSON.stringify(reply.body)]).toEqual([
        400,
        expect.stringMatching(/regionId.*allowed: pudong \(浦东区域\)/),
      ]);
    }
    expect([await findPlace('p-2'), await listZones()]).toEqual([null, []]);
  });

  it('is never a position of 0/0, nor a person nobody knows', async () => {
    const zero = { lng: 0, lat: 0 };
    const replies = [
      await put('places/p-1', { ...place, center: zero }),
      await put('places/p-1', { ...place, polygon: [zero, circle.center, { lng: 121.6, lat: 31.2 }] }),
      await put('zones/z-1', { name: '一区', ...circle, center: zero }),
      await put('zones/z-1', { name: '一区', ...circle, employeeNos: ['E-zhang', 'E-nobody'] }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(replies.map(({ body }) => JSON.stringify(body))).toEqual([
      expect.stringContaining('not both 0'),
      expect.stringContaining('not both 0'),
      expect.stringContaining('not both 0'),
      expect.stringMatching(/employeeNos\.1.*no such employee number/),
    ]);
  });

  it('may be a customer or a place that comes later: the record is kept and the sender told', async () => {
    const first = await put('visits/v-1', visit);
    expect(first).toMatchObject({ status: 201, body: { notices: [{ field: 'customerId' }] } });
    await put('places/customer-1', place);
    expect((await put('visits/v-2', visit)).body).toEqual({ externalId: 'v-2', result: 'created' });
  });

  it('is told row by row in a file, in the language of who sends it, by the names the file has', async () => {
    const header = '编号,名称,类型,经度,纬度,坐标系,区域,范围';
    const rows = [
      'p-1,一号,customer,121.5,31.2,wgs84,pudong,',
      'p-2,二号,customer,121.5,31.2,wgs84,puxi,',
      'p-3,三号,customer,0,0,wgs84,,',
      'p-4,四号,shop,121.5,31.2,wgs84,,',
      'p-5,五号,customer,121.5,200,,,',
      'p-6,六号,customer,121.5,31.2,wgs84,,121.5 31.2;0 0;121.6 31.2',
      'p-7,"七号,customer,121.5,31.2,wgs84,,',
      'p-8,八号,customer,121.5,31.2,wgs84,,121.5 31.2;121.6 31.3;121.5 31.3;121.65 31.2',
    ];
    const file = [header, ...rows].join('\n');
    const chinese = ImportViewSchema.parse((await upload(uuidv7(), 'places', file)).body);
    expect(chinese).toMatchObject({ rows: 8, created: 1, refused: 7 });
    expect(chinese.faults.map(({ row, field, reason }) => `${row} ${field} ${reason}`)).toEqual([
      '2 区域 没有这个区域。可填：pudong (浦东区域)',
      '3 经度 经纬度不能都是 0：这通常是导出时缺了坐标',
      expect.stringMatching(/^4 类型 第 1 个：只能是：本公司门店（own_store）、客户（customer）、/),
      '5 纬度 最多 90',
      '5 坐标系 必填',
      '6 范围 第 2 个：经纬度不能都是 0：这通常是导出时缺了坐标',
      '7 整行 引号没有成对（文件第 8 行，列名是第 1 行）：这一条未导入，从下一行继续',
      '8 范围 边界不得自相交叉',
    ]);
    const english = await send(`imports/${uuidv7()}?kind=places&language=en`, file, { type: 'text/csv' });
    const faults = ImportViewSchema.parse(english.body).faults;
    expect(faults.map(({ field }) => field)).toEqual(
      chinese.faults.map(({ field }) => (field === '整行' ? 'row' : field)),
    );
    expect(faults.filter(({ reason }) => /[\u3400-\u9fff]/.test(reason)).map(({ row }) => row)).toEqual([2]);
  });

  it('is counted and named in a file where it may come later', async () => {
    const id = uuidv7();
    const header = 'externalId,employeeNo,客户编号,startAt,endAt';
    const view = await upload(id, 'visits', `${header}\nv-1,E-zhang,c-9,${visit.startAt},${visit.endAt}\n`);
    expect(view.body).toMatchObject({
      created: 1,
      refused: 0,
      noticed: 1,
      notices: [{ row: 1, field: '客户编号' }],
    });
    expect(String((await ask(`imports/${id}/faults.csv`)).body)).toMatch(
      /1,客户编号,地点资料里没有这个编号.*,已导入/,
    );
  });
});

describe('a file of records', () => {
  const placeHeader = 'externalId,name,roles,lng,lat,datum,radiusM';
  const placeLine = (role: string): string => `p-1,一号,${role},121.5,31.2,wgs84,60`;
  const zoneHeader = 'externalId,name,lng,lat,datum,radiusM';
  const zoneLine = (name: string): string => `z-1,${name},121.5,31.2,wgs84,3000`;
  const header = 'externalId,employeeNo,customerId,startAt,endAt,purpose';
  const line = (id: string, employeeNo = 'E-zhang', purpose = 'sales') =>
    `${id},${employeeNo},customer-1,${visit.startAt},${visit.endAt},${purpose}`;

  it('is taken row by row; what is refused is named in the reply and in a file, and the rest stays', async () => {
    const id = uuidv7();
    const rows = [
      line('v-1'),
      line('v-2', 'nobody'),
      line('v-3', 'E-zhang', 'fun'),
      line('=v', 'E-zhang'),
      line('v-1'),
    ];
    const reply = await upload(id, 'visits', [header, ...rows].join('\n'));
    expect(reply.status).toBe(200);
    const view = ImportViewSchema.parse(reply.body);
    expect(view).toMatchObject({ status: 'finished', rows: 5, created: 1, unchanged: 1, refused: 3 });
    expect(view.faults.map(({ row, field }) => [row, field])).toEqual([
      [2, 'employeeNo'],
      [3, 'purpose'],
      [4, 'externalId'],
    ]);
    expect((await zhang()).map(({ externalId }) => externalId)).toEqual(['v-1']);
    const file = await ask(`imports/${id}/faults.csv`);
    expect(file.headers.get('content-type')).toContain('text/csv');
    const told = String(file.body).split('\r\n');
    expect(told[0]).toBe('行号（不含表头）,列,原因,结果');
    expect(told.filter((row) => row.endsWith(',未导入'))).toHaveLength(3);
    expect(told.filter((row) => row.endsWith(',已导入'))).toHaveLength(3);
    expect(await ask(`imports/${id}`)).toMatchObject({ status: 200, body: { rows: 5, status: 'finished' } });
  });

  it('says of an id that is there twice which row counts', async () => {
    const id = uuidv7();
    // Far enough apart that they are not put together.
    const between = Array.from({ length: 20 }, (_, n) => line(`w-${n}`));
    const rows = [line('v-1'), ...between, line('v-1', 'E-zhang', 'survey'), line('v-1', 'nobody')];
    const view = ImportViewSchema.parse((await upload(id, 'visits', [header, ...rows].join('\n'))).body);
    const again = view.notices.filter(({ field }) => field === 'externalId');
    expect(again).toEqual([
      {
        row: 22,
        field: 'externalId',
        reason: '编号与第 1 条相同：以这一条为准，第 1 条不起作用，计入“未变”',
      },
    ]);
    expect(view).toMatchObject({ rows: 23, created: 21, updated: 0, unchanged: 1, refused: 1 });
    expect((await zhang()).find(({ externalId }) => externalId === 'v-1')?.data).toEqual({
      purpose: 'survey',
    });
    const told = String((await ask(`imports/${id}/faults.csv?language=en`)).body);
    expect(told).toContain(
      '22,externalId,"record 1 has the same number: this one counts, and record 1 changes nothing",taken',
    );
  });

  it.each([
    ['visits', (text: string) => [header, line('v-1', 'E-zhang', text), line('v-1')]],
    ['places', (text: string) => [placeHeader, placeLine(text), placeLine('customer')]],
    ['zones', (text: string) => [zoneHeader, zoneLine(text), zoneLine('south')]],
  ] as const)('that has an id of %s twice changes nothing when it is sent again', async (kind, rowsOf) => {
    const file = rowsOf(kind === 'visits' ? 'survey' : 'own_store').join('\n');
    const first = await upload(uuidv7(), kind, file);
    expect(first.body).toMatchObject({ rows: 2, created: 1, updated: 0, unchanged: 1, refused: 0 });
    const again = await upload(uuidv7(), kind, file);
    expect(again.body).toMatchObject({ rows: 2, created: 0, updated: 0, unchanged: 2, refused: 0 });
    const changed = await upload(
      uuidv7(),
      kind,
      rowsOf('other').slice(0, 2).join('\n').replace('other', 'service'),
    );
    expect(changed.body).toMatchObject(
      kind === 'places' ? { refused: 1 } : { created: 0, updated: 1, unchanged: 0 },
    );
  });

  it('is told all that is wrong with a row, and the row is refused once', async () => {
    const id = uuidv7();
    const bad = `v-2,nobody,customer-1,soon,${visit.endAt},fun`;
    const late = `v-3,nobody,customer-1,2027-11-19T10:00:00+08:00,2027-11-19T10:30:00+08:00,sales`;
    const view = ImportViewSchema.parse(
      (await upload(id, 'visits', [header, bad, line('v-1'), late].join('\n'))).body,
    );
    expect(view).toMatchObject({ rows: 3, created: 1, refused: 2 });
    expect(view.faults.map(({ row, field }) => `${row} ${field}`)).toEqual([
      '1 startAt',
      '1 purpose',
      '1 employeeNo',
      '3 endAt',
      '3 employeeNo',
    ]);
    const told = String((await ask(`imports/${id}/faults.csv?language=en`)).body).split('\r\n');
    expect(told.filter((one) => one.endsWith(',refused'))).toHaveLength(5);
    expect(told[0]).toBe('row after the heading,field,reason,outcome');
    expect(told.join('\n')).not.toMatch(/not before startAt/);
  });

  it.each([
    [
      'visits',
      'externalId,employeeNo,customerId,startAt,endAt,purpose',
      `v-1,nobody,customer-1,${visit.endAt},${visit.startAt},fun`,
      ['endAt span', 'purpose', 'employeeNo noEmployee'],
    ],
    [
      'visits',
      'externalId,employeeNo,customerId,startAt,endAt',
      `-,E-zhang,customer-1,soon,2027-11-19T10:00:00+08:00`,
      ['externalId', 'startAt instantInFile', 'endAt future'],
    ],
    [
      'plans',
      'externalId,employeeNo,customerId,day,orderNo,fromTime,toTime',
      'p-1,nobody,c-1,2028-11-19,0,15:00,09:00',
      ['orderNo', 'toTime clocks', 'day farAhead', 'employeeNo noEmployee'],
    ],
    [
      'zones',
      'externalId,name,polygon,radiusM,datum,regionId,employeeNos',
      'z-1,,121.4 31.2;121.6 31.3;121.6 31.2;121.4 31.3,300,wgs84,nowhere,nobody',
      ['name', 'polygon ringOrCircle', 'regionId noRegions', 'employeeNos noEmployee'],
    ],
    [
      'places',
      'externalId,name,roles,lng,lat,polygon,regionId',
      'p-1,一号,customer,121.5,31.2,121.4 31.2;121.6 31.3;121.6 31.2;121.4 31.5,nowhere',
      ['datum', 'regionId noRegions', 'polygon ringCrosses'],
    ],
  ] as const)(
    'is told all at once, of %s, whatever kind of check it fails',
    async (kind, columns, row, all) => {
      const view = ImportViewSchema.parse((await upload(uuidv7(), kind, `${columns}\n${row}\n`, 'en')).body);
      const expected = all.map((one) => {
        const [field = '', fault] = one.split(' ');
        const words: string = fault === undefined ? '' : Reflect.get(recordFaultTexts, fault).en;
        return expect.stringContaining(`${field}: ${words.split('{')[0] ?? ''}`);
      });
      const told = view.faults.map(({ field, reason }) => `${field}: ${reason.replace(/^number \d+: /, '')}`);
      expect(told).toEqual(expect.arrayContaining(expected));
      expect(told).toHaveLength(all.length);
    },
  );

  it('has the names of columns that the file lacks in the language of its reader', async () => {
    const id = uuidv7();
    const file = 'externalId,name,roles,lng,lat\np-1,一号,customer,121.5,31.2\n';
    const view = ImportViewSchema.parse((await upload(id, 'places', file)).body);
    expect(view.faults).toEqual([{ row: 1, field: '坐标系', reason: '必填' }]);
    expect(String((await ask(`imports/${id}/faults.csv?language=en`)).body)).toContain('1,datum,is required');
  });

  it.each([
    ['tasks', '2027-11-19'],
    ['plans', '2028-11-19'],
    ['targets', '2029-11-19'],
  ] as const)('takes no %s of a year that must be a slip', async (kind, slipped) => {
    const files = {
      tasks: (on: string) =>
        `externalId,employeeNo,kind,lng,lat,datum,startAt,endAt\nt-1,E-zhang,drop,121.5,31.2,wgs84,${on}T10:00:00+08:00,${on}T10:10:00+08:00`,
      plans: (on: string) => `externalId,employeeNo,customerId,day,orderNo\nt-1,E-zhang,c-1,${on},1`,
      targets: (on: string) => `externalId,employeeNo,month,amountFen\nt-1,E-zhang,${on.slice(0, 7)},100`,
    };
    const far = ImportViewSchema.parse((await upload(uuidv7(), kind, files[kind](slipped))).body);
    expect(far).toMatchObject({ created: 0, refused: 1 });
    expect(far.faults[0]?.reason).toMatch(/不得晚于现在 \d+ 天以上/);
    const soon = await upload(uuidv7(), kind, files[kind]('2026-11-25'));
    expect(soon.body).toMatchObject({ created: 1, refused: 0 });
  });

  it('is told in the language of who asks, and else of who sent it', async () => {
    const id = uuidv7();
    const file = [header, line('v-2', 'nobody'), line('v-3', 'E-zhang', 'fun')].join('\n');
    await send(`imports/${id}?kind=visits&language=en`, file, { type: 'text/csv' });
    const reasons = async (query: string): Promise<string[]> => {
      const view = ImportViewSchema.parse((await ask(`imports/${id}${query}`)).body);
      return view.faults.map(({ reason }) => reason);
    };
    expect(await reasons('?language=zh')).toEqual(['没有这个工号', expect.stringContaining('只能是：')]);
    const english = ['no such employee number', expect.stringContaining('only one of: ')];
    expect(await reasons('?language=en')).toEqual(english);
    expect(await reasons('')).toEqual(english);
    expect((await ask(`imports/${id}?language=fr`)).status).toBe(400);
  });

  it('can be sent again without repeating anything', async () => {
    const file = [header, ...Array.from({ length: 60 }, (_, n) => line(`v-${n}`))].join('\n');
    await upload(uuidv7(), 'visits', file);
    const again = await upload(uuidv7(), 'visits', file);
    expect(again.body).toMatchObject({ rows: 60, created: 0, unchanged: 60 });
    expect(await zhang()).toHaveLength(60);
  });

  it('is refused whole when its header cannot be read, and says why', async () => {
    const reply = await upload(uuidv7(), 'visits', 'externalId,boss\nv-1,x\n');
    expect(reply.body).toMatchObject({ status: 'failed', rows: 0, why: expect.stringContaining('boss') });
  });

  it('is nobody else’s business, and needs a kind, a type and an id', async () => {
    const id = uuidv7();
    await upload(id, 'visits', `${header}\n`);
    expect((await ask(`imports/${id}`, other)).status).toBe(404);
    expect((await send(`imports/${id}?kind=visits`, header, { type: 'text/csv', by: other })).status).toBe(
      404,
    );
    expect((await ask(`imports/${uuidv7()}`)).status).toBe(404);
    expect((await upload(uuidv7(), 'gossip', header)).status).toBe(400);
    expect((await send(`imports/${uuidv7()}?kind=visits`, '{}')).status).toBe(415);
    expect((await upload('x', 'visits', header)).status).toBe(400);
  });
});
