import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { createPuller } from '../../../server/connectors/pull/json-puller.ts';
import { PullSourceBodySchema } from '../../../server/contract/pull-source.ts';
import { tableLinkOf } from '../../../server/contract/table-link.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { previewSource } from '../../../server/flow/pull/pull-preview.ts';
import { pullDue } from '../../../server/flow/pull/pull-run.ts';
import { createPullSource } from '../../../server/flow/pull/pull-source.ts';
import { faultsCsv } from '../../../server/http/views/faults-csv.ts';
import { CLOSED_BASE, DEMO_BASE, DEMO_TABLE, DEMO_WIKI } from '../../../server/sandbox/tables.ts';
import { findImport } from '../../../server/store/imports.ts';
import { savePerson } from '../../../server/store/people.ts';
import { findPullSource } from '../../../server/store/pull-sources.ts';
import { useScriptedPlatform, useTenant } from '../../feishu/support.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPerson, createCompany } from '../company.ts';

const root = { personId: 'root', roles: ['admin'] };
const HOST = 'https://example.feishu.cn';
const TABLE = `${HOST}/base/${DEMO_BASE}?table=${DEMO_TABLE}`;
const BODY = {
  name: '拜访登记表',
  kind: 'visits',
  url: TABLE,
  paging: { kind: 'none' },
  rowsPath: '',
  auth: { kind: 'feishu' },
  fields: [
    { field: 'externalId', from: '拜访编号' },
    { field: 'employeeNo', from: '业务员' },
    { field: 'customerId', from: '客户' },
    { field: 'startAt', from: '开始时间', read: 'time' },
    { field: 'endAt', from: '结束时间', read: 'time' },
    {
      field: 'purpose',
      from: '目的',
      values: [
        { theirs: '销售', ours: 'sales' },
        { theirs: '门店陈列', ours: 'display' },
        { theirs: '售后服务', ours: 'service' },
        { theirs: '竞品调研', ours: 'survey' },
      ],
    },
  ],
  since: 'iso',
  everyMin: 60,
};
const build = (change: object = {}) => PullSourceBodySchema.parse({ ...BODY, ...change });

describe('the link of a table', () => {
  it('is read as people copy it, and nothing else is', () => {
    const table = { token: DEMO_BASE, tableId: DEMO_TABLE };
    expect(tableLinkOf(TABLE)).toEqual({ kind: 'base', ...table });
    expect(tableLinkOf(`${TABLE}&view=vewAbc12345`)).toMatchObject({ viewId: 'vewAbc12345' });
    expect(tableLinkOf(`${HOST}/wiki/${DEMO_WIKI}?from=x&table=${DEMO_TABLE}`)).toMatchObject({
      kind: 'wiki',
    });
    const others = [
      `${HOST}/base/${DEMO_BASE}`,
      `${HOST}/base/${DEMO_BASE}?table=ldxDashboard1`,
      `${HOST}/docx/${DEMO_BASE}?table=${DEMO_TABLE}`,
      `${HOST}/base/a%2F..%2Fb?table=${DEMO_TABLE}`,
      'bascn',
    ];
    expect(others.map(tableLinkOf)).toEqual(others.map(() => null));
    expect(PullSourceBodySchema.safeParse({ ...BODY, url: `${HOST}/crm` }).error?.issues[0]?.path).toEqual([
      'url',
    ]);
  });
});

describe('a source that is a Bitable', () => {
  useDatabase();
  const setUp = async () => {
    const { feishu, sandbox } = await useTenant();
    const company = await createCompany(feishu);
    let now = company.deps.now();
    const puller = createPuller({ mayBePrivate: false, mayBePlain: false }, { pauseMs: 0 });
    const deps: Deps = { ...company.deps, now: () => now, puller };
    const employed = [1, 2, 3, 4, ...Array.from({ length: 20 }, (_, n) => 100 + n)];
    for (const no of employed)
      await savePerson(buildPerson({ id: `p${no}`, openId: `ou_p${no}`, employeeNo: `E00${no}` }));
    const register = async (change: object = {}): Promise<string> =>
      (await createPullSource(deps, root, build(change))).id;
    const later = (minutes: number): void => {
      now = new Date(+now + minutes * 60_000);
    };
    return { deps, sandbox, register, later };
  };
  const lastOf = async (id: string) => (await findPullSource(id))?.last;

  it('needs no secret, gives people their employee numbers, and refuses who is none of ours', async () => {
    const { deps, register } = await setUp();
    const id = await register();
    await pullDue(deps);
    const last = await lastOf(id);
    expect(last?.counts).toMatchObject({ rows: 60, created: 59, refused: 1 });
    const stored = await mongoose.model('WorkRecord').findOne({ externalId: 'V0002' }).lean();
    expect(stored).toMatchObject({
      employeeNo: 'E002',
      customerId: 'customer-2',
      data: { purpose: 'display' },
    });
    const report = await findImport(last?.importId ?? '');
    if (!report) throw new Error('no report');
    expect(report.faults).toMatchObject([
      { row: 12, field: '业务员', fault: 'noEmployee', externalId: 'V0012' },
    ]);
    const [head, line] = faultsCsv(report, 'zh', { isPulled: true }).split('\r\n');
    expect([head, line?.startsWith('12,V0012,业务员,')]).toEqual(['\uFEFF行号,编号,列,原因,结果', true]);
  });

  it('is asked next for the rows that changed since, and from a day on when one is named', async () => {
    const { deps, register, later } = await setUp();
    const id = await register({ fromDay: '2026-09-30' });
    await pullDue(deps);
    const counts = (await lastOf(id))?.counts;
    expect(counts?.rows).toBeGreaterThan(10);
    expect(counts?.rows).toBeLessThan(40);
    later(61);
    await pullDue(deps);
    expect((await lastOf(id))?.counts.rows).toBe(0);
  });

  it('is found in a wiki too, and a view of it gives its rows alone', async () => {
    const { deps, register } = await setUp();
    const id = await register({
      url: `${HOST}/wiki/${DEMO_WIKI}?table=${DEMO_TABLE}&view=vewMingqinSales`,
    });
    await pullDue(deps);
    expect((await lastOf(id))?.counts).toMatchObject({ rows: 15, refused: 0 });
  });

  it('shows in a try what its rows would become, by the titles of its columns', async () => {
    const { deps } = await setUp();
    const preview = await previewSource(deps, root, { ...build(), language: 'zh' });
    expect(preview).toMatchObject({ count: 60, hasNext: false });
    expect(preview.paths.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['拜访编号', '业务员', '位置.lng', '时长', 'record_id', 'last_modified_time']),
    );
    expect(preview.rows[0]).toMatchObject({ externalId: 'V0001', faults: [] });
    expect(JSON.parse(preview.rows[0]?.record ?? '')).toMatchObject({
      employeeNo: 'E001',
      customerId: 'customer-1',
    });
    expect(await mongoose.model('WorkRecord').countDocuments()).toBe(0);
  });

  it.each([
    ['that the app was not let into', `${HOST}/base/${CLOSED_BASE}?table=${DEMO_TABLE}`, 'no_access'],
    ['whose table is gone', `${HOST}/base/${DEMO_BASE}?table=tblNowhere1`, 'no_table'],
    ['that no wiki page shows', `${HOST}/wiki/wikcnNowhere1?table=${DEMO_TABLE}`, 'no_table'],
  ])('%s says what to do', async (_, url, code) => {
    const { deps, register } = await setUp();
    const id = await register({ url });
    await pullDue(deps);
    expect((await findPullSource(id))?.fault).toMatchObject({ code, attempts: 1 });
    expect((await previewSource(deps, root, { ...build({ url }), language: 'zh' })).fault).toEqual({ code });
  });

  it('begins anew when the mark of its next page is too old', async () => {
    let isOld = true;
    const row = (no: number) => ({ record_id: `rec${no}`, fields: { 拜访编号: `V${no}` } });
    const { feishu, requests } = await useScriptedPlatform((path) => {
      const isSecond = path.includes('page_token=two');
      if (isSecond && isOld)
        return { status: 400, body: { code: 99_992_402, msg: 'field validation failed' } };
      const data = isSecond ? { items: [row(2)] } : { items: [row(1)], has_more: true, page_token: 'two' };
      return { body: { code: 0, data } };
    });
    const { deps, register, later } = await setUp();
    const scripted = { ...deps, feishu };
    const id = await register();
    await pullDue(scripted);
    const stopped = await findPullSource(id);
    expect([stopped?.fault?.code, stopped?.run]).toEqual(['cursor_lost', undefined]);
    isOld = false;
    later(2);
    const before = requests.length;
    await pullDue(scripted);
    expect(requests.slice(before).map((line) => line.includes('page_token=two'))).toEqual([false, true]);
    expect((await lastOf(id))?.counts.rows).toBe(2);
  });

  it('goes on when the platform was away for a while', async () => {
    const { deps, sandbox, register, later } = await setUp();
    const id = await register();
    sandbox.failNext({ path: '/open-apis/bitable', code: 1_254_290, status: 400, times: 1 });
    await pullDue(deps);
    expect((await findPullSource(id))?.fault).toMatchObject({ code: 'throttled' });
    later(3);
    await pullDue(deps);
    expect((await lastOf(id))?.counts.created).toBe(59);
  });

  it('that says it is whole takes back rows that are deleted, and takes them again unchanged when they are restored', async () => {
    const changedMs = +new Date('2026-11-01T00:00:00Z');
    const row = (no: number, changed = changedMs) => ({
      record_id: `rec${no}`,
      last_modified_time: changed,
      fields: {
        拜访编号: `V${no}`,
        业务员: 'E001',
        客户: 'c-1',
        开始时间: changedMs,
        结束时间: changedMs + 60_000,
      },
    });
    let rows = [row(1), row(2), row(3), row(9, +new Date('2026-10-01T00:00:00Z'))];
    const { feishu } = await useScriptedPlatform(() => ({ body: { code: 0, data: { items: rows } } }));
    const { deps, register, later } = await setUp();
    const scripted = { ...deps, feishu };
    const standing = async (): Promise<string[]> =>
      (await mongoose.model('WorkRecord').find({ withdrawnAt: null }).lean<{ externalId: string }[]>())
        .map(({ externalId }) => externalId)
        .toSorted();
    const id = await register({ isWhole: true, fromDay: '2026-10-15' });
    await pullDue(scripted);
    expect(await standing()).toEqual(['V1', 'V2', 'V3']);
    rows = [row(1), row(3)];
    later(61);
    await pullDue(scripted);
    expect(await standing()).toEqual(['V1', 'V3']);
    expect((await lastOf(id))?.counts).toMatchObject({ rows: 0, withdrawn: 1 });
    expect(await findImport((await lastOf(id))?.importId ?? '')).toMatchObject({
      withdrawn: 1,
      status: 'finished',
    });
    rows = [row(1), row(2), row(3)];
    later(61);
    await pullDue(scripted);
    expect(await standing()).toEqual(['V1', 'V2', 'V3']);
    expect((await lastOf(id))?.counts).toMatchObject({ rows: 1, created: 1 });
  });
});
