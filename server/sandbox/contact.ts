import { z } from 'zod';
import type { TenantDepartment } from '../contract/tenant.ts';
import { PlatformFault, readFields } from './fault.ts';
import { pageOf, PageSchema } from './paging.ts';
import type { Call, Route } from './router.ts';
import { findUser, idOf } from './tenant.ts';
import type { SandboxUser, TenantState } from './tenant.ts';

const IdTypesSchema = z.object({
  user_id_type: z.enum(['open_id', 'user_id', 'union_id']).default('open_id'),
  department_id_type: z.enum(['open_department_id', 'department_id']).default('open_department_id'),
});
type IdTypes = z.infer<typeof IdTypesSchema>;
const base = '/open-apis/contact/v3';

/** Contact v3, read only; ids follow `user_id_type` and `department_id_type`. */
export function contactRoutes(state: TenantState): Route[] {
  return [
    { method: 'GET', path: `${base}/scopes`, auth: 'tenant', handle: (call) => listScopes(state, call) },
    {
      method: 'GET',
      path: `${base}/departments/:id/children`,
      auth: 'any',
      handle: (call) => listChildren(state, call),
    },
    {
      method: 'GET',
      path: `${base}/departments/:id`,
      auth: 'any',
      handle: (call) => {
        const types = readTypes(call);
        return { department: showDepartment(state, findDepartment(state, types, call.params['id']), types) };
      },
    },
    {
      method: 'GET',
      path: `${base}/users/find_by_department`,
      auth: 'any',
      handle: (call) => listUsers(state, call),
    },
    { method: 'GET', path: `${base}/users/batch`, auth: 'any', handle: (call) => batchUsers(state, call) },
    {
      method: 'GET',
      path: `${base}/users/:id`,
      auth: 'any',
      handle: (call) => {
        const types = readTypes(call);
        return { user: showUser(state, mustFindUser(state, types, call.params['id'] ?? ''), types) };
      },
    },
  ];
}

const readTypes = (call: Call): IdTypes => readFields(IdTypesSchema, Object.fromEntries(call.query));

function listScopes(state: TenantState, call: Call) {
  const types = readTypes(call);
  const roots = state.departments.values().filter((one) => one.parentId === '0');
  const page = pageOf(roots, readFields(PageSchema(100), Object.fromEntries(call.query)));
  const ids = page.items.map((one) => departmentId(one, types));
  return { department_ids: ids, user_ids: [], group_ids: [], has_more: page.has_more, ...page.next };
}

function listChildren(state: TenantState, call: Call) {
  const types = readTypes(call);
  const query = Object.fromEntries(call.query);
  const parent =
    call.params['id'] === '0' ? '0' : findDepartment(state, types, call.params['id']).departmentId;
  const all = state.departments.values();
  const found =
    query['fetch_child'] === 'true' ? below(all, parent) : all.filter((one) => one.parentId === parent);
  const page = pageOf(found, readFields(PageSchema(50), query));
  const items = page.items.map((one) => showDepartment(state, one, types));
  return { items, has_more: page.has_more, ...page.next };
}

function below(all: readonly TenantDepartment[], parentId: string): TenantDepartment[] {
  return all
    .filter((one) => one.parentId === parentId)
    .flatMap((one) => [one, ...below(all, one.departmentId)]);
}

function listUsers(state: TenantState, call: Call) {
  const types = readTypes(call);
  const query = Object.fromEntries(call.query);
  const wanted = query['department_id'] ?? '';
  const id = wanted === '0' ? '0' : findDepartment(state, types, wanted).departmentId;
  const found = state.users.values().filter((user) => !user.resigned && user.departmentIds.includes(id));
  const page = pageOf(found, readFields(PageSchema(50), query));
  return {
    items: page.items.map((one) => showUser(state, one, types)),
    has_more: page.has_more,
    ...page.next,
  };
}

function batchUsers(state: TenantState, call: Call) {
  const types = readTypes(call);
  const ids = call.query.getAll('user_ids');
  if (ids.length === 0 || ids.length > 50)
    throw new PlatformFault(40001, 'invalid parameter: user_ids, 1 to 50 allowed');
  const users = ids.map((id) => findUser(state, types.user_id_type, id)).filter((user) => user !== undefined);
  return { items: users.map((user) => showUser(state, user, types)) };
}

function mustFindUser(state: TenantState, types: IdTypes, id: string): SandboxUser {
  const user = findUser(state, types.user_id_type, id);
  if (user !== undefined) return user;
  if (types.user_id_type === 'open_id')
    throw new PlatformFault(99992351, 'The request you send is not a valid {open_id}');
  throw new PlatformFault(41012, 'user id invalid error');
}

function findDepartment(state: TenantState, types: IdTypes, id = ''): TenantDepartment {
  const found = state.departments.values().find((one) => departmentId(one, types) === id);
  if (found === undefined) throw new PlatformFault(43001, 'department not found');
  return found;
}

const departmentId = (one: TenantDepartment, types: IdTypes): string =>
  types.department_id_type === 'department_id' ? one.departmentId : one.openDepartmentId;

function showDepartment(state: TenantState, one: TenantDepartment, types: IdTypes) {
  const parent = state.departments.get(one.parentId);
  const leader = one.leaderUserId === undefined ? undefined : findUser(state, 'user_id', one.leaderUserId);
  const leaderId = leader === undefined ? undefined : idOf(leader, types.user_id_type);
  return {
    name: one.name,
    i18n_name: {},
    department_id: one.departmentId,
    open_department_id: one.openDepartmentId,
    parent_department_id: parent === undefined ? '0' : departmentId(parent, types),
    ...(leaderId === undefined
      ? {}
      : { leader_user_id: leaderId, leaders: [{ leaderType: 1, leaderID: leaderId }] }),
    member_count: state.users.values().filter((user) => user.departmentIds.includes(one.departmentId)).length,
    status: { is_deleted: false },
  };
}

export function showUser(state: TenantState, user: SandboxUser, types: IdTypes) {
  const leader = user.leaderUserId === undefined ? undefined : findUser(state, 'user_id', user.leaderUserId);
  const departments = user.departmentIds.map((id) => state.departments.get(id));
  return {
    open_id: user.openId,
    union_id: user.unionId,
    user_id: user.userId,
    name: user.name,
    en_name: '',
    department_ids: departments.flatMap((one) => (one === undefined ? [] : [departmentId(one, types)])),
    ...(leader === undefined ? {} : { leader_user_id: idOf(leader, types.user_id_type) }),
    employee_no: user.employeeNo,
    employee_type: user.employeeType,
    job_title: user.jobTitle,
    ...(user.joinDay === undefined ? {} : { join_time: Date.parse(`${user.joinDay}T00:00:00+08:00`) / 1000 }),
    is_tenant_manager: false,
    status: {
      is_frozen: false,
      is_resigned: user.resigned,
      is_activated: true,
      is_exited: false,
      is_unjoin: false,
    },
  };
}
