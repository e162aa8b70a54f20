import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';

const PAGE = 50;

export type Directory = Readonly<{
  url: string;
  /** Requests answered so far. */
  requests: () => number;
  /** Pages of this department fail from now on; null heals all. */
  failAt: (departmentId: string | null) => void;
  stop: () => Promise<void>;
}>;

/** A directory of `people` in `departments` (three levels) that answers contact v3 as documented, pages of 50. */
export async function startDirectory(
  size: Readonly<{ people: number; departments: number }>,
): Promise<Directory> {
  const departments = Array.from({ length: size.departments }, (_, n) => department(n));
  const members = fill(departments, size.people);
  let requests = 0;
  let failing: string | null = null;
  const answer = (req: IncomingMessage): { status: number; body: unknown } => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://directory');
    if (pathname.endsWith('/tenant_access_token/internal'))
      return { status: 200, body: { code: 0, tenant_access_token: 't-bench', expire: 7200 } };
    if (pathname.endsWith('/children')) return page(departments, searchParams);
    const id = searchParams.get('department_id') ?? '';
    if (id === failing) return { status: 400, body: { code: 40004, msg: 'no dept authority' } };
    return page(members.get(id) ?? [], searchParams);
  };
  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    requests += 1;
    req.resume();
    const { status, body } = answer(req);
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the directory has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests: () => requests,
    failAt: (id) => {
      failing = id;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function fill(departments: readonly ReturnType<typeof department>[], people: number) {
  const members = new Map<string, unknown[]>();
  for (let n = 0; n < people; n += 1) {
    const id = departments[n % departments.length]?.open_department_id ?? '';
    members.set(id, [...(members.get(id) ?? []), user(n, id)]);
  }
  return members;
}

export const departmentId = (n: number): string => `od-${n}`;

function department(n: number) {
  const parent = n === 0 ? '0' : departmentId(Math.floor((n - 1) / 12));
  return {
    name: `部门${n}`,
    open_department_id: departmentId(n),
    parent_department_id: parent,
    leader_user_id: `ou_${n}`,
    status: { is_deleted: false },
  };
}

function user(n: number, id: string) {
  return {
    open_id: `ou_${n}`,
    user_id: `u${n}`,
    name: `员工${n}`,
    employee_no: `E${n}`,
    employee_type: 1,
    job_title: n % 20 === 0 ? '店长' : '导购',
    department_ids: [id],
    leader_user_id: `ou_${n % 2000}`,
    status: { is_frozen: false, is_resigned: false, is_exited: false },
  };
}

function page(rows: readonly unknown[], query: URLSearchParams): { status: number; body: unknown } {
  const from = Number(query.get('page_token') ?? 0);
  const items = rows.slice(from, from + PAGE);
  const next = from + PAGE;
  const more = next < rows.length ? { has_more: true, page_token: String(next) } : { has_more: false };
  return { status: 200, body: { code: 0, data: { items, ...more } } };
}
