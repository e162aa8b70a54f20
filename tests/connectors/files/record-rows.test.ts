import { describe, expect, it } from 'vitest';
import { readRecordRows } from '../../../server/connectors/files/record-rows.ts';
import type { RecordKind } from '../../../server/contract/records.ts';
import { AppError } from '../../../server/errors.ts';

async function* partsOf(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
async function read(kind: RecordKind, file: string | Uint8Array, size = 7) {
  const rows = [];
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  for await (const row of readRecordRows(kind, partsOf(bytes, size))) rows.push(row);
  return rows;
}
const faultOf = (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => null,
    (error: unknown) => error,
  );

describe('a CSV of records', () => {
  it('fills nested fields, numbers and lists, whatever the order of the columns', async () => {
    const file =
      '\uFEFFroles,lng,lat,name,externalId,Radius M,datum\r\ncompetitor|customer,121.5,31.2,"一号, 店",r-1,40,gcj02\r\n';
    expect(await read('places', file)).toEqual([
      {
        row: 1,
        externalId: 'r-1',
        body: {
          name: '一号, 店',
          roles: ['competitor', 'customer'],
          center: { lng: 121.5, lat: 31.2 },
          datum: 'gcj02',
          radiusM: 40,
        },
      },
    ]);
  });

  it('reads Chinese headers in GB 18030, cut anywhere', async () => {
    // 编号,工号,客户编号,开始时间,结束时间 / v1,E1,c1,… in GB 18030
    const head = Buffer.from(
      'b1e0bac52cb9a4bac52cbfcdbba7b1e0bac52cbfaacabccab1bce42cbde1caf8cab1bce40a',
      'hex',
    );
    const row = Buffer.from('v1,E1,c1,2026-11-25T09:00:00+08:00,2026-11-25T09:30:00+08:00\n');
    const [first] = await read('visits', Buffer.concat([head, row]), 200);
    expect(first).toMatchObject({ externalId: 'v1', body: { employeeNo: 'E1', customerId: 'c1' } });
  });

  it('leaves empty cells out and keeps what is no number for the schema to refuse', async () => {
    const rows = await read(
      'orders',
      'externalId,customerId,bookedTo,at,amountFen,channel\no1,c1,E1,x,12元,\n\no2,,,,,\n',
    );
    expect(rows.map(({ row, body }) => [row, body])).toEqual([
      [1, { customerId: 'c1', bookedTo: 'E1', at: 'x', amountFen: '12元' }],
      [2, {}],
    ]);
  });

  it('takes a quote inside a cell for what it is: half an inch is no reason to lose the file', async () => {
    const file = 'externalId,name\nr-1,7"屏专柜\nr-2,"二号, 店"\nr-3,"三号"店\n';
    for (const size of [7, 1_000])
      expect((await read('places', file, size)).map(({ row, body }) => [row, body['name']])).toEqual([
        [1, '7"屏专柜'],
        [2, '二号, 店'],
        [3, '"三号"店'],
      ]);
  });

  it.each([
    ['an unknown column', 'externalId,boss\n', /no column of visits: boss; allowed: externalid/],
    ['no id column', 'employeeNo\n', /externalId is missing/],
    ['nothing', '', /empty/],
    [
      'an open quote',
      'externalId,employeeNo\nv0,E0\n"v1,E1\n',
      /cannot be read as CSV: a quote is not closed, line 3/,
    ],
  ])('refuses a file with %s and says why', async (_what, file, reason) => {
    const fault = await faultOf(read('visits', file));
    expect(fault).toBeInstanceOf(AppError);
    expect(String(fault)).toMatch(reason);
  });
});
