import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinRecords } from '../../../server/connectors/files/csv-records.ts';
import { readRecordRows, type RecordRow } from '../../../server/connectors/files/record-rows.ts';
import type { RecordKind } from '../../../server/contract/records.ts';
import type { Language } from '../../../server/contract/texts/sentence.ts';
import { AppError } from '../../../server/errors.ts';

async function* partsOf(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
async function read(
  kind: RecordKind,
  file: string | Uint8Array,
  { size = 7, language = 'en' }: { size?: number; language?: Language } = {},
) {
  const rows = [];
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  for await (const row of readRecordRows({ kind, language, timeZone: 'Asia/Shanghai' }, partsOf(bytes, size)))
    rows.push(row);
  return rows;
}
const bodyOf = (row: RecordRow): Readonly<Record<string, unknown>> => ('body' in row ? row.body : {});
const faultOf = (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => null,
    (error: unknown) => error,
  );

describe('a CSV of records', () => {
  it('fills nested fields, numbers and lists, whatever the order of the columns', async () => {
    const file =
      '\uFEFFroles,lng,lat,name,externalId,Radius M,datum\r\ncompetitor|customer,121.5,31.2,"一号, 店",r-1,40,gcj02\r\n';
    expect(await read('places', file)).toMatchObject([
      {
        row: 1,
        line: 2,
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

  it.each([
    ['；', '中文分号', 'Chinese semicolon'],
    ['，', '中文逗号', 'Chinese comma'],
  ])('says what may separate columns when they are by %j', async (sign, zh, en) => {
    const file = ['externalid', 'employeeno', 'customerid'].join(sign);
    const said = {
      zh: String(await faultOf(read('visits', file, { language: 'zh' }))),
      en: String(await faultOf(read('visits', file))),
    };
    expect(said.zh).toContain(`用的是${zh}：`);
    expect(said.en).toContain(`has a ${en}:`);
  });

  it('reads Chinese headers in GB 18030, cut anywhere', async () => {
    // 编号,工号,客户编号,开始时间,结束时间 / v1,E1,c1,… in GB 18030
    const head = Buffer.from(
      'b1e0bac52cb9a4bac52cbfcdbba7b1e0bac52cbfaacabccab1bce42cbde1caf8cab1bce40a',
      'hex',
    );
    const row = Buffer.from('v1,E1,c1,2026-11-25T09:00:00+08:00,2026-11-25T09:30:00+08:00\n');
    const [first] = await read('visits', Buffer.concat([head, row]), { size: 200 });
    expect(first).toMatchObject({ externalId: 'v1', body: { employeeNo: 'E1', customerId: 'c1' } });
  });

  it('reads GB 18030 whose first Chinese letters come late, or are cut off there', async () => {
    // 一些 in GB 18030 is UTF-8 as well; 店 is not.
    const [some, shop] = [Buffer.from('d2bbd0a9', 'hex'), Buffer.from('b5ea', 'hex')];
    const head = Buffer.from('externalId,name\n');
    const plain = Buffer.from(Array.from({ length: 300 }, (_, n) => `p${n},plain ${n}\n`).join(''));
    const late = Buffer.from('late,');
    const file = Buffer.concat([head, plain, late, some, Buffer.from('\nlast,'), shop, Buffer.from('\n')]);
    for (const size of [1, 7, 4_000, 100_000])
      expect((await read('places', file, { size })).slice(-2).map((one) => bodyOf(one)['name'])).toEqual([
        '一些',
        '店',
      ]);
  });

  it('refuses a row alone that has letters of no encoding it knows, and not one that is UTF-8', async () => {
    const file = Buffer.concat([
      Buffer.from('externalId,name\np1,一号店\np2,'),
      Buffer.from([0xb5, 0xea]),
      Buffer.from(`\np3,${'三号店'.repeat(20_000)}\n`),
    ]);
    const big = Buffer.concat([
      Buffer.from(`externalId,name\np0,${'零'.repeat(30_000)}\n`),
      file.subarray(16),
    ]);
    const rows = await read('places', big, { size: 65_536 });
    expect(rows.map((one) => ('unread' in one ? one.unread : one.externalId))).toEqual([
      'p0',
      'p1',
      'letters',
      'p3',
    ]);
  });

  it('leaves empty cells out and keeps what is no number for the schema to refuse', async () => {
    const rows = await read(
      'orders',
      'externalId,customerId,bookedTo,at,amountFen,channel\no1,c1,E1,x,12元,\n\no2,,,,,\n',
    );
    expect(rows.map((one) => [one.row, bodyOf(one)])).toEqual([
      [1, { customerId: 'c1', bookedTo: 'E1', at: 'x', amountFen: '12元' }],
      [3, {}],
    ]);
  });

  it.each([
    [';', 'utf-8'],
    ['\t', 'utf-8'],
    ['\t', 'utf-16le'],
  ] as const)(
    'reads columns separated by %j in %s, as an office program saves them',
    async (sign, encoding) => {
      const lines = [
        ['编号', '名称', '类型'],
        ['p1', `"一号${sign}店"`, '客户|仓库'],
        ['p2', '7"屏, 专柜', '竞品'],
      ];
      const text = `\uFEFF${lines.map((cells) => cells.join(sign)).join('\r\n')}\r\n`;
      const file = Buffer.from(text, encoding);
      expect((await read('places', file)).map((one) => bodyOf(one))).toEqual([
        { name: `一号${sign}店`, roles: ['customer', 'warehouse'] },
        { name: '7"屏, 专柜', roles: ['competitor'] },
      ]);
    },
  );

  it.each([
    ['编号;名称;范围(经,纬)', ['编号', '名称', '范围(经,纬)']],
    ['编号\t名称;店名,简称\t范围', ['编号', '名称;店名,简称', '范围']],
    ['编号,名称;店名', ['编号', '名称;店名']],
    ['编号;名称\t店名', ['编号', '名称\t店名']],
    ['"编号;名称;店名",类型', ['编号;名称;店名', '类型']],
    ['编号', ['编号']],
  ])('separates %j by the sign that gives the most cells', async (header, cells) => {
    const records = joinRecords(Readable.from([header]), 1_000);
    expect((await records[Symbol.asyncIterator]().next()).value).toMatchObject({ cells });
  });

  it('names the one column it does not know where a file by semicolons has a comma in that name', async () => {
    const fault = await faultOf(read('places', '编号;名称;范围(经,纬)\np1;一号店;\n'));
    expect(String(fault)).toContain('no column of places: 范围(经,纬); allowed');
  });

  it('reads the times of a spreadsheet as the wall clock of the company’s zone', async () => {
    const rows = await read(
      'visits',
      '编号,开始时间,结束时间\nv1,2026/11/3 8:05,2026年11月3日 08:35\nv2,2026-11-03T08:05:00+08:00,20261103083500\nv3,2026/11/3,11/3/2026 8:05\n',
    );
    expect(rows.map((one) => bodyOf(one))).toEqual([
      { startAt: '2026-11-03T00:05:00.000Z', endAt: '2026-11-03T00:35:00.000Z' },
      { startAt: '2026-11-03T08:05:00+08:00', endAt: '2026-11-03T00:35:00.000Z' },
      { startAt: '2026/11/3', endAt: '11/3/2026 8:05' },
    ]);
  });

  it('reads days, months and times of day as a spreadsheet writes them', async () => {
    const [plan] = await read('plans', '编号,日期,最早到访,最晚到访\nq1,2026/11/3,9:30,11:00:00\n');
    expect(bodyOf(plan!)).toEqual({ day: '2026-11-03', fromTime: '09:30', toTime: '11:00' });
    const targets = await read('targets', '编号,月份\ng1,2026/1\ng2,2026年12月\ng3,202612\ng4,Dec-26\n');
    expect(targets.map((one) => bodyOf(one)['month'])).toEqual(['2026-01', '2026-12', '2026-12', 'Dec-26']);
  });

  it('reads amounts with commas between thousands, and yuan where the column says so', async () => {
    const fen = await read('orders', '编号,金额分\no1,"128,000"\no2,"12,80"\n');
    expect(fen.map((one) => bodyOf(one)['amountFen'])).toEqual([128_000, '12,80']);
    const yuan = await read('orders', '编号,金额（元）\no1,"1,280.50"\no2,-0.07\no3,1.005\no4,"12,50"\n');
    expect(yuan.map((one) => bodyOf(one)['amountFen'])).toEqual([128_050, -7, '1.005', '12,50']);
  });

  it('reads the Chinese words of the description, whatever their case and signs', async () => {
    const first = async (...args: Parameters<typeof read>) => bodyOf((await read(...args))[0]!);
    expect(await first('attendance', '编号,上下班\na1,下班\n')).toEqual({ kind: 'out' });
    expect(await first('tasks', '编号,任务,坐标系\nt1,送达,GCJ-02\n')).toEqual({
      kind: 'drop',
      datum: 'gcj02',
    });
    expect(await first('orders', '编号,渠道\no1,大客户\n')).toEqual({ channel: 'key_account' });
    expect(await first('visits', '编号,目的\nv1,闲聊\n')).toEqual({ purpose: '闲聊' });
  });

  it.each([
    ['an .xlsx', [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x22, 0x0a]],
    ['an .xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ])('says of %s that was only named .csv what it is', async (_, begin) => {
    const fault = await faultOf(
      read('places', Uint8Array.from([...begin, ...Array.from({ length: 64 }, () => 0x22)])),
    );
    expect(fault).toMatchObject({
      details: { fields: [{ field: 'file', reason: 'this is a workbook and no CSV: save it as CSV first' }] },
    });
  });

  it.each([
    ['gzip', [0x1f, 0x8b, 0x08, 0x00], 'this is a compressed file (gzip) and no CSV: unpack it first'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x1a], 'this is no text: save it as a CSV in UTF-8 first'],
    ['UTF-16 without its mark', [0x69, 0x00, 0x64, 0x00], 'this is no text: save it as a CSV in UTF-8 first'],
  ])('says of %s what to do and shows none of its bytes', async (_, begin, reason) => {
    for (const size of [1, 100])
      expect(await faultOf(read('places', Uint8Array.from([...begin, 0x01, 0x0a]), { size }))).toMatchObject({
        details: { fields: [{ field: 'file', reason }] },
      });
  });

  it('passes over empty rows and counts them, so that a row has the number it has on the screen', async () => {
    const rows = await read('orders', '编号,渠道\no1,rep\n\n,,\n"  ",\no2,rep\n,\n');
    expect(rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 2],
      [5, 6],
    ]);
  });

  it('names the columns there are in the language of who sends it', async () => {
    expect(String(await faultOf(read('targets', '编号,金额\n', { language: 'zh' })))).toContain(
      '没有这些列：金额。可用的列：编号, 工号, 月份, 金额分（或金额元）',
    );
    expect(String(await faultOf(read('targets', 'externalId,money\n', { language: 'en' })))).toContain(
      'allowed: externalId, employeeNo, month, amountFen (or amountYuan)',
    );
  });

  it('takes a quote inside a cell for what it is: half an inch is no reason to lose the file', async () => {
    const file = 'externalId,name\nr-1,7"屏专柜\nr-2,"二号, 店"\nr-3,"三号"店\n';
    for (const size of [7, 1_000])
      expect((await read('places', file, { size })).map((one) => [one.row, bodyOf(one)['name']])).toEqual([
        [1, '7"屏专柜'],
        [2, '二号, 店'],
        [3, '"三号"店'],
      ]);
  });

  it.each([
    ['an unknown column', 'externalId,boss\n', /no column of visits: boss; allowed: externalId/],
    ['no id column', 'employeeNo\n', /externalId is missing/],
    ['nothing', '', /empty/],
    ['an open quote in its header', 'externalId,"employeeNo\nv0,E0\n', /first line.*not closed/],
    ['a column said twice', 'externalId,employeeNo,工号\nv0,E0,E0\n', /there twice: 工号/],
    [
      'a line that is no row',
      `externalId\n${'x'.repeat(100_001)}`,
      /line 2 of the file is longer than 100000/,
    ],
  ])('refuses a file with %s and says why', async (_what, file, reason) => {
    const fault = await faultOf(read('visits', file));
    expect(fault).toBeInstanceOf(AppError);
    expect(String(fault)).toMatch(reason);
  });
});

describe('a stray quote', () => {
  const header = 'externalId,customerId,bookedTo,channel';
  const told = async (file: string, size = 5) =>
    (await read('orders', file, { size })).map((one) => [
      one.row,
      'unread' in one ? `line ${one.line}` : one.externalId,
    ]);

  it.each([
    ['never closed', 'o1,c1,E1,\no2,"c2,E1,\no3,c3,E1,\no4,c4,E1,'],
    ['closed by the quote of a later row', 'o1,c1,E1,\no2,"c2,E1,\no3,c3,E1,\no4,"c4",E1,'],
    ['closed by another stray one at a cell’s end', 'o1,c1,E1,\no2,"c2,E1,\no3,c3,E1,\no4,c4",E1,'],
    ['closed by one in the very next row', 'o1,c1,E1,\no2,"c2,E1,\no3,c3",E1,\no4,c4,E1,'],
    ['in the first cell', 'o1,c1,E1,\n"o2,c2,E1,\no3,c3,E1,\no4,c4,E1,'],
    ['in the last cell', 'o1,c1,E1,\no2,c2,E1,"rep\no3,c3,E1,"rep"\no4,c4,E1,'],
  ])(
    '%s costs its own row and names its line; the rows before and after it are read',
    async (_what, rows) => {
      for (const size of [1, 5, 1_000])
        expect(await told(`${header}\n${rows}\n`, size)).toEqual([
          [1, 'o1'],
          [2, 'line 3'],
          [3, 'o3'],
          [4, 'o4'],
        ]);
    },
  );

  it('is none where a cell in quotes goes over several lines', async () => {
    const file =
      'externalId,name,datum\nr1,"一号店\n（南门）",wgs84\r\n\nr2,"二""号""店",wgs84\n"r\n3",x,wgs84\n';
    const rows = await read('places', file);
    expect(rows.map((one) => ['externalId' in one && one.externalId, bodyOf(one)['name']])).toEqual([
      ['r1', '一号店\n（南门）'],
      ['r2', '二"号"店'],
      ['r\n3', 'x'],
    ]);
  });

  it('in so many lines that reading them again has no end ends the file, and says from which line on', async () => {
    const long = Array.from({ length: 599 }, () => 'x').join('\n');
    const file = `externalId,name,datum\n${Array.from({ length: 90 }, () => `"x\n${long}`).join('\n')}\n`;
    expect(String(await faultOf(read('places', file, { size: 10_000 })))).toMatch(
      /too many lines from line \d+ of the file on/,
    );
  });

  it('loses nothing silently, wherever it falls: each line is a row or is named', async () => {
    const lines = Array.from({ length: 6 }, (_, n) => `o${n},c${n},E1,`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(5), fc.nat(8)), { minLength: 1, maxLength: 3 }),
        async (strays) => {
          const spoilt = lines.map((line, n) =>
            strays
              .filter(([at]) => at === n)
              .reduce((text, [, to]) => `${text.slice(0, to)}"${text.slice(to)}`, line),
          );
          const rows = await read('orders', `${header}\n${spoilt.join('\n')}\n`, { size: 50 });
          expect(rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
