import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { FeishuClient } from './client.ts';
import { fetchAllPages, PageReplySchema } from './paging.ts';
import { pathId } from './path-id.ts';
import type { Org, OrgDepartment, OrgUser } from './platform.ts';

const rootId = '0';
const pageSize = 50;
const parallelLists = 4;
const idTypes = { user_id_type: 'open_id', department_id_type: 'open_department_id' } as const;

const DepartmentSchema = z.object({
  name: z.string(),
  open_department_id: z.string().min(1),
  parent_department_id: z.string(),
  leader_user_id: z.string().optional(),
  status: z.object({ is_deleted: z.boolean().optional() }).optional(),
});
const UserSchema = z.object({
  open_id: z.string().min(1),
  user_id: z.string().min(1),
  name: z.string(),
  employee_no: z.string().optional(),
  employee_type: z.number().optional(),
  job_title: z.string().optional(),
  department_ids: z.array(z.string()).optional(),
  leader_user_id: z.string().optional(),
  status: z
    .object({
      is_frozen: z.boolean().optional(),
      is_resigned: z.boolean().optional(),
      is_exited: z.boolean().optional(),
    })
    .optional(),
});

/** The person is unknown, left, or outside the app's contact range. */
const gonePersonCodes: readonly unknown[] = [99992351, 41012, 41050, 40001];
const OneUserSchema = z.object({ data: z.object({ user: UserSchema }) });

export function createOrg(client: FeishuClient): Org {
  return {
    fetchOrg: async () => {
      const departments = await fetchDepartments(client);
      const users = new Map<string, OrgUser>();
      const ids = [rootId, ...departments.map((department) => department.id)];
      for (let from = 0; from < ids.length; from += parallelLists) {
        const lists = await Promise.all(
          ids.slice(from, from + parallelLists).map((id) => fetchUsers(client, id)),
        );
        for (const user of lists.flat()) users.set(user.openId, user);
      }
      return { departments, users: [...users.values()] };
    },
    fetchUser: (openId) => fetchUser(client, openId),
  };
}

async function fetchUser({ sdk, call }: FeishuClient, openId: string): Promise<OrgUser | null> {
  const payload = { path: { user_id: pathId('openId', openId) }, params: idTypes };
  const run = () => sdk.contact.user.get(payload);
  try {
    const { data } = await call({ name: 'contact.user.get', reply: OneUserSchema, repeatable: true, run });
    return toUser(data.user);
  } catch (error) {
    if (error instanceof AppError && gonePersonCodes.includes(error.details['code'])) return null;
    throw error;
  }
}

async function fetchDepartments({ sdk, call }: FeishuClient): Promise<OrgDepartment[]> {
  const name = 'contact.department.children';
  const path = { department_id: rootId };
  const rows = await fetchAllPages(name, (token) => {
    const params = { ...idTypes, fetch_child: true, page_size: pageSize, ...pageParam(token) };
    const run = () => sdk.contact.department.children({ path, params });
    return call({ name, reply: PageReplySchema(DepartmentSchema), repeatable: true, run });
  });
  return rows
    .filter((row) => row.status?.is_deleted !== true)
    .map((row) => ({
      id: row.open_department_id,
      name: row.name,
      parentId: row.parent_department_id,
      ...(row.leader_user_id ? { leaderOpenId: row.leader_user_id } : {}),
    }));
}

async function fetchUsers({ sdk, call }: FeishuClient, departmentId: string): Promise<OrgUser[]> {
  const name = 'contact.user.findByDepartment';
  const department = { department_id: pathId('departmentId', departmentId) };
  const rows = await fetchAllPages(name, (token) => {
    const params = { ...idTypes, ...department, page_size: pageSize, ...pageParam(token) };
    const run = () => sdk.contact.user.findByDepartment({ params });
    return call({ name, reply: PageReplySchema(UserSchema), repeatable: true, run });
  });
  return rows.map(toUser);
}

function toUser(row: z.output<typeof UserSchema>): OrgUser {
  const { is_frozen: frozen, is_resigned: resigned, is_exited: exited } = row.status ?? {};
  return {
    openId: row.open_id,
    userId: row.user_id,
    name: row.name,
    employeeNo: row.employee_no ?? '',
    employeeType: row.employee_type ?? 0,
    jobTitle: row.job_title ?? '',
    departmentIds: row.department_ids ?? [],
    ...(row.leader_user_id ? { leaderOpenId: row.leader_user_id } : {}),
    isActive: frozen !== true && resigned !== true && exited !== true,
  };
}

const pageParam = (token: string | undefined) => (token === undefined ? {} : { page_token: token });
