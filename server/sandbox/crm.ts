import { flatJson, type Call, type Route } from './router.ts';
import type { TenantState } from './tenant.ts';

/** What the fake CRM wants to be told. */
const TOKEN = 'crm-demo-token';
const PAGE_ROWS = 40;
const ROWS = 120;
/** Days: long enough ago that nothing of it is judged any more. */
const FIRST_DAYS_AGO = 60;
const DAY_MS = 86_400_000;
const TYPES = ['销售', '门店陈列', '售后服务', '竞品调研'] as const;

/**
 * A small customer system of another maker, to try a source with: `GET /crm/visits?updated_after=…&cursor=…` with a bearer token. Its
 * words, times and pages are its own; one row names somebody nobody has.
 */
export const crmRoutes = (state: TenantState): Route[] => [
  { method: 'GET', path: '/crm/visits', auth: 'none', handle: (call) => visits(state, call) },
];

function visits(state: TenantState, { headers, query }: Call) {
  if (headers.authorization !== `Bearer ${TOKEN}`) return flatJson({ error: 'invalid_token' }, 401);
  const from = Number(query.get('cursor') ?? '');
  const since = query.get('updated_after') ?? '';
  if (!Number.isInteger(from) || from < 0) return flatJson({ error: 'bad_cursor' }, 400);
  const rows = rowsOf(state).filter(({ updated }) => updated >= since);
  const next = from + PAGE_ROWS < rows.length ? String(from + PAGE_ROWS) : null;
  return flatJson({ data: { items: rows.slice(from, from + PAGE_ROWS), next_cursor: next } });
}

function rowsOf(state: TenantState) {
  const people = state.users.values().filter(({ employeeNo }) => employeeNo !== '');
  const firstMs = Math.floor(state.nowMs() / DAY_MS - FIRST_DAYS_AGO) * DAY_MS;
  return Array.from({ length: ROWS }, (_, index) => {
    const day = new Date(firstMs + Math.floor(index / 10) * DAY_MS).toISOString().slice(0, 10);
    const hour = String(9 + (index % 9)).padStart(2, '0');
    return {
      visit_id: `CRM-${day}-${index % 10}`,
      owner: { job_no: index === 17 ? 'MQ0000' : (people[index % people.length]?.employeeNo ?? '') },
      customer: { code: `customer-${(index % 40) + 1}` },
      begin_time: `${day} ${hour}:00:00`,
      finish_time: `${day} ${hour}:25:00`,
      visit_type: TYPES[index % TYPES.length],
      updated: `${day} ${hour}:30:00`,
    };
  });
}
