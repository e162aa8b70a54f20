import { z } from 'zod';
import { PlatformFault, readFields } from './fault.ts';
import { pageOf, PageSchema } from './paging.ts';
import type { Call, Route } from './router.ts';
import type { SandboxUser, TenantState } from './tenant.ts';

/** The one base that the app was let into, and the wiki page that shows it. */
export const DEMO_BASE = 'bascnMingqinDemo01';
export const DEMO_WIKI = 'wikcnMingqinDemo01';
export const DEMO_TABLE = 'tblMingqinVisits';
/** A view that shows the sales visits only. */
const SALES_VIEW = 'vewMingqinSales';
/** A base of somebody who never let the app in. */
export const CLOSED_BASE = 'bascnMingqinClosed';
const ROWS = 60;
const FIRST_DAYS_AGO = 60;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const PURPOSES = ['销售', '门店陈列', '售后服务', '竞品调研'] as const;

const BodySchema = z.object({
  view_id: z.string().optional(),
  automatic_fields: z.boolean().optional(),
});

/** A Bitable (多维表格) in which a small company notes its visits, to try a source with. */
export const tableRoutes = (state: TenantState): Route[] => [
  {
    method: 'POST',
    path: '/open-apis/bitable/v1/apps/:base/tables/:table/records/search',
    auth: 'tenant',
    handle: (call) => search(state, call),
  },
  { method: 'GET', path: '/open-apis/wiki/v2/spaces/get_node', auth: 'tenant', handle: findNode },
];

function search(state: TenantState, { params, query, body }: Call) {
  if (params['base'] === CLOSED_BASE) throw new PlatformFault(91403, 'Forbidden', { status: 403 });
  if (params['base'] !== DEMO_BASE) throw new PlatformFault(91402, 'NOTEXIST', { status: 404 });
  if (params['table'] !== DEMO_TABLE) throw new PlatformFault(1254041, 'TableIdNotFound', { status: 404 });
  const { view_id: view, automatic_fields: isDated } = readFields(BodySchema, body);
  if (view !== undefined && view !== SALES_VIEW)
    throw new PlatformFault(1254042, 'ViewIdNotFound', { status: 404 });
  const rows = rowsOf(state).filter(({ fields }) => view === undefined || fields['目的'] === '销售');
  const page = pageOf(rows, readFields(PageSchema(500), Object.fromEntries(query)));
  const items = page.items.map(({ last_modified_time: changedMs, ...row }) => ({
    ...row,
    ...(isDated === true && { last_modified_time: changedMs }),
  }));
  return { items, has_more: page.has_more, total: rows.length, ...page.next };
}

function findNode({ query }: Call) {
  if (query.get('token') !== DEMO_WIKI)
    throw new PlatformFault(131005, 'not found: node by token', { status: 404 });
  return {
    node: { node_token: DEMO_WIKI, obj_type: 'bitable', obj_token: DEMO_BASE, title: '客户拜访登记' },
  };
}

function rowsOf(state: TenantState) {
  const people = state.users.values().filter(({ employeeNo }) => employeeNo !== '');
  const firstMs = Math.floor(state.nowMs() / DAY_MS - FIRST_DAYS_AGO) * DAY_MS;
  return Array.from({ length: ROWS }, (_, index) => {
    const startMs = firstMs + Math.floor(index / 6) * DAY_MS + (1 + (index % 8)) * HOUR_MS;
    const who = index === 11 ? undefined : people[index % people.length];
    return {
      record_id: `recMingqin${String(index).padStart(3, '0')}`,
      fields: {
        拜访编号: `V${String(index + 1).padStart(4, '0')}`,
        业务员: [personOf(who)],
        客户: [{ type: 'text', text: `customer-${(index % 40) + 1}` }],
        开始时间: startMs,
        结束时间: startMs + HOUR_MS / 2,
        目的: PURPOSES[index % PURPOSES.length],
        位置: { location: '121.473700,31.230400', name: '人民广场', full_address: '上海市黄浦区人民广场' },
        时长: { type: 2, value: [30] },
        照片: [{ file_token: 'boxcnMingqin', name: '门头.jpg', size: 81_234, type: 'image/jpeg' }],
      },
      last_modified_time: startMs + HOUR_MS,
    };
  });
}

/** Somebody of another company may stand in a table too. */
const personOf = (user: SandboxUser | undefined) =>
  user
    ? { id: user.openId, name: user.name, en_name: '', email: '' }
    : { id: 'ou_of_another_company', name: '外聘周某', en_name: '', email: '' };
