import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { ImportViewSchema } from '../../server/contract/records.ts';
import { createApiKey } from '../../server/flow/api-key.ts';
import { findWorkRecords } from '../../server/store/work-records.ts';
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
const upload = (importId: string, kind: string, csv: string) =>
  send(`imports/${importId}?kind=${kind}`, csv, { type: 'text/csv' });
const ask = (path: string, by = key) =>
  app.call(`/api/v1/records/${path}`, { headers: { authorization: `Bearer ${by}` } });
const day = new Date('2026-11-19T00:00:00+08:00');
const zhang = () => findWorkRecords('E-zhang', day, new Date(+day + 86_400_000));

const visit = {
  employeeNo: 'E-zhang',
  customerId: 'customer-1',
  startAt: '2026-11-19T10:00:00+08:00',
  endAt: '2026-11-19T10:30:00+08:00',
  purpose: 'survey',
};

describe('work records', () => {
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
    expect((await put(`${kind}/r-1`, record)).body).toEqual({ externalId: 'r-1', result: 'unchanged' });
    expect(await zhang()).toMatchObject([{ kind, externalId: 'r-1', employeeNo: 'E-zhang', ...stored }]);
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

describe('a file of records', () => {
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
    expect(String(file.body).split('\r\n')).toHaveLength(5);
    expect(await ask(`imports/${id}`)).toMatchObject({ status: 200, body: { rows: 5, status: 'finished' } });
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
