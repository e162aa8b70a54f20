import { describe, expect, it } from 'vitest';
import { cellOf } from '../../server/feishu/table-cell.ts';
import { CLOSED_BASE, DEMO_BASE, DEMO_TABLE, DEMO_WIKI } from '../../server/sandbox/tables.ts';
import { useScriptedPlatform, useTenant } from './support.ts';

describe('a cell of a Bitable', () => {
  it.each<readonly [string, unknown, ReturnType<typeof cellOf>]>([
    [
      'a text in pieces',
      [
        { type: 'text', text: 'C-' },
        { type: 'mention', text: '17', token: 'x' },
      ],
      'C-17',
    ],
    ['an empty text', [{ type: 'text', text: '' }], null],
    ['nothing', null, null],
    ['an empty list', [], null],
    ['a number', 0, 0],
    ['a checkbox', false, false],
    ['a choice', '销售', '销售'],
    ['several choices', ['销售', '陈列'], ['销售', '陈列']],
    ['a date', 1_675_440_000_000, 1_675_440_000_000],
    ['a link', { text: '官网', link: 'https://example.com' }, '官网'],
    ['people', [{ id: 'ou_1', name: '张敏', email: '' }], { people: [{ openId: 'ou_1', name: '张敏' }] }],
    ['a group', [{ id: 'oc_1', name: '浦东群', avatar_url: '' }], ['浦东群']],
    [
      'a place',
      { location: '121.4737,31.2304', name: '人民广场', address: '人民大道', full_address: '上海市人民广场' },
      { lng: '121.4737', lat: '31.2304', name: '人民广场', address: '上海市人民广场' },
    ],
    ['rows of another table', { link_record_ids: ['rec1', 'rec2'] }, ['rec1', 'rec2']],
    ['a formula of a number', { type: 2, value: [12.5] }, 12.5],
    ['a formula of a text', { type: 1, value: [{ type: 'text', text: '正常' }] }, '正常'],
    ['a look-up of several numbers', { type: 2, value: [1, 2] }, ['1', '2']],
    [
      'a look-up of people',
      { type: 11, value: [{ id: 'ou_1', name: '张敏' }] },
      { people: [{ openId: 'ou_1', name: '张敏' }] },
    ],
    ['files', [{ file_token: 'box', name: 'a.jpg', size: 1, type: 'image/jpeg' }], null],
    ['what nobody knows yet', { kind: 'new' }, null],
  ])('that holds %s', (_, value, said) => {
    expect(cellOf(value)).toEqual(said);
  });
});

describe('a table', () => {
  it('is read with what each row says and when it changed, a view of it alone when one is named', async () => {
    const { feishu } = await useTenant();
    const { rows, next } = await feishu.tables.fetchRows({ appToken: DEMO_BASE, tableId: DEMO_TABLE });
    expect([rows.length, next]).toEqual([60, null]);
    expect(rows[0]?.changedAt).toEqual(new Date('2026-09-24T02:00:00Z'));
    expect(Object.fromEntries(rows[0]?.cells ?? [])).toEqual({
      拜访编号: 'V0001',
      业务员: { people: [{ openId: 'ou_p1', name: '王强' }] },
      客户: 'customer-1',
      开始时间: +new Date('2026-09-24T01:00:00Z'),
      结束时间: +new Date('2026-09-24T01:30:00Z'),
      目的: '销售',
      位置: { lng: '121.473700', lat: '31.230400', name: '人民广场', address: '上海市黄浦区人民广场' },
      时长: 30,
    });
    const view = { appToken: DEMO_BASE, tableId: DEMO_TABLE, viewId: 'vewMingqinSales' };
    expect((await feishu.tables.fetchRows(view)).rows).toHaveLength(15);
  });

  it('is gone through page by page, and ends where the platform says so', async () => {
    const item = { record_id: 'rec1', fields: { 编号: 'V1' } };
    const { feishu, requests } = await useScriptedPlatform((path) => {
      const isSecond = path.includes('page_token=two');
      const page = isSecond
        ? { has_more: false, page_token: 'three' }
        : { has_more: true, page_token: 'two' };
      return { body: { code: 0, msg: 'success', data: { items: isSecond ? undefined : [item], ...page } } };
    });
    const table = { appToken: 'bascnAbc', tableId: 'tblAbc1' };
    const first = await feishu.tables.fetchRows(table);
    expect(first).toEqual({ rows: [{ id: 'rec1', cells: new Map([['编号', 'V1']]) }], next: 'two' });
    expect(await feishu.tables.fetchRows({ ...table, pageToken: 'two' })).toEqual({ rows: [], next: null });
    expect(requests.at(-1)).toContain(
      'POST /open-apis/bitable/v1/apps/bascnAbc/tables/tblAbc1/records/search?',
    );
  });

  it('in a wiki is found by its page, which may show something else', async () => {
    const { feishu } = await useTenant();
    expect(await feishu.tables.findBase(DEMO_WIKI)).toBe(DEMO_BASE);
    const doc = await useScriptedPlatform(() => ({
      body: { code: 0, data: { node: { obj_type: 'docx', obj_token: 'doxcnAbc' } } },
    }));
    expect(await doc.feishu.tables.findBase('wikcnAbc')).toBeNull();
  });

  it('that the app may not read, or that is not there, is refused with the platform’s code', async () => {
    const { feishu } = await useTenant();
    const read = (appToken: string, tableId: string) => feishu.tables.fetchRows({ appToken, tableId });
    await expect(read(CLOSED_BASE, DEMO_TABLE)).rejects.toMatchObject({ details: { code: 91403 } });
    await expect(read('bascnNowhere1', DEMO_TABLE)).rejects.toMatchObject({ details: { code: 91402 } });
    await expect(read(DEMO_BASE, 'tblNowhere1')).rejects.toMatchObject({ details: { code: 1254041 } });
    await expect(read('a/../../x', DEMO_TABLE)).rejects.toMatchObject({ status: 400 });
  });
});
