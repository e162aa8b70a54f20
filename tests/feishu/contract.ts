import type { Client } from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import { CardSchema } from '../../server/contract/card.ts';
import { checkCard, maxCardBytes } from '../../server/contract/card-rules.ts';

type Payload<F> = F extends (payload?: infer P, ...rest: never[]) => unknown ? NonNullable<P> : never;
type Part<P, K extends string> = K extends keyof P ? NonNullable<P[K]> : Record<string, never>;
/** Fields a schema names that the SDK's request type does not have, at any depth of plain objects and lists. */
type Foreign<T, O> = O extends readonly (infer Item)[]
  ? T extends readonly (infer Known)[]
    ? Foreign<Known, Item>
    : never
  : O extends object
    ? | Exclude<keyof O, keyof T>
      | { [K in keyof O & keyof T]: Foreign<NonNullable<T[K]>, NonNullable<O[K]>> }[keyof O & keyof T]
    : never;
type Fits<T, O> = [Foreign<T, O>] extends [never] ? ([O] extends [T] ? unknown : never) : never;

/** One API as the SDK types it (compile-time) and as the platform limits it (run-time: the schemas). */
export type ContractRow = Readonly<{
  name: string;
  method: string;
  path: RegExp;
  query: z.ZodType;
  body: z.ZodType;
}>;
type Row<Q, B> = {
  name: string;
  method: 'GET' | 'POST' | 'PATCH';
  path: RegExp;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
};

/** Does not compile when a schema lets something through that the SDK's own request type refuses. */
export const rowFor =
  <F>() =>
  <Q extends object = Record<string, never>, B extends object = Record<string, never>>(
    given: Row<Q, B> & Fits<Part<Payload<F>, 'params'>, Q> & Fits<Part<Payload<F>, 'data'>, B>,
  ): ContractRow => ({ query: Nothing, body: Nothing, ...given });

const Nothing = z.strictObject({});
const Id = z.string().regex(/^[A-Za-z0-9_@-]{1,128}$/);
const Ids = (most: number) => z.array(Id).min(1).max(most);
const PageSize = (most: number) => z.coerce.number().int().min(1).max(most);
const Seconds = z.string().regex(/^\d{10}$/);
const Day = z.int().min(20_000_101).max(20_991_231);
const jsonOf = (schema: z.ZodType) =>
  z.string().refine((text) => schema.safeParse(JSON.parse(text)).success, 'is not the JSON it should be');
const CardText = z
  .string()
  .refine((text) => Buffer.byteLength(text) <= maxCardBytes, 'more than 30 KB')
  .refine((text) => checkCard(JSON.parse(text)) === null, 'no card the platform takes')
  .pipe(jsonOf(CardSchema));
const Paged = { page_size: PageSize(50), page_token: z.string().min(1).exactOptional() };
const UserIds = { user_id_type: z.literal('open_id'), department_id_type: z.literal('open_department_id') };
const Employees = z.strictObject({ employee_type: z.literal('employee_id') });
const Days = { user_ids: Ids(50), check_date_from: Day, check_date_to: Day };
const id = '[A-Za-z0-9_-]+';
const at = (path: string): RegExp => new RegExp(`^/open-apis${path.replaceAll(':id', id)}$`);

/** Every API our code may call; a call that is not here fails the contract test. */
export const contract: readonly ContractRow[] = [
  rowFor<Client['im']['message']['create']>()({
    name: 'im.message.create',
    method: 'POST',
    path: at('/im/v1/messages'),
    query: z.strictObject({ receive_id_type: z.enum(['open_id', 'chat_id']) }),
    body: z.strictObject({
      receive_id: Id,
      msg_type: z.literal('interactive'),
      content: CardText,
      uuid: z.string().min(1).max(50),
    }),
  }),
  rowFor<Client['bitable']['appTableRecord']['search']>()({
    name: 'bitable.appTableRecord.search',
    method: 'POST',
    path: at('/bitable/v1/apps/:id/tables/:id/records/search'),
    query: z.strictObject({
      user_id_type: z.literal('open_id'),
      page_size: PageSize(500),
      page_token: z.string().min(1).exactOptional(),
    }),
    body: z.strictObject({ automatic_fields: z.literal(true), view_id: Id.exactOptional() }),
  }),
  rowFor<Client['wiki']['space']['getNode']>()({
    name: 'wiki.space.getNode',
    method: 'GET',
    path: at('/wiki/v2/spaces/get_node'),
    query: z.strictObject({ token: Id, obj_type: z.literal('wiki') }),
  }),
  rowFor<Client['im']['message']['patch']>()({
    name: 'im.message.patch',
    method: 'PATCH',
    path: at('/im/v1/messages/:id'),
    body: z.strictObject({ content: CardText }),
  }),
  rowFor<Client['im']['message']['urgentApp']>()({
    name: 'im.message.urgentApp',
    method: 'PATCH',
    path: at('/im/v1/messages/:id/urgent_app'),
    query: z.strictObject({ user_id_type: z.literal('open_id') }),
    body: z.strictObject({ user_id_list: Ids(200) }),
  }),
  rowFor<Client['contact']['department']['children']>()({
    name: 'contact.department.children',
    method: 'GET',
    path: at('/contact/v3/departments/:id/children'),
    query: z.strictObject({
      ...UserIds,
      ...Paged,
      fetch_child: z.stringbool().exactOptional(),
    }),
  }),
  rowFor<Client['contact']['user']['findByDepartment']>()({
    name: 'contact.user.findByDepartment',
    method: 'GET',
    path: at('/contact/v3/users/find_by_department'),
    query: z.strictObject({ ...UserIds, ...Paged, department_id: Id }),
  }),
  rowFor<Client['contact']['user']['get']>()({
    name: 'contact.user.get',
    method: 'GET',
    path: at('/contact/v3/users/:id'),
    query: z.strictObject(UserIds),
  }),
  rowFor<Client['attendance']['userDailyShift']['query']>()({
    name: 'attendance.userDailyShift.query',
    method: 'POST',
    path: at('/attendance/v1/user_daily_shifts/query'),
    query: Employees,
    body: z.strictObject(Days),
  }),
  rowFor<Client['attendance']['userApproval']['query']>()({
    name: 'attendance.userApproval.query',
    method: 'POST',
    path: at('/attendance/v1/user_approvals/query'),
    query: Employees,
    // 0 waiting, 1 refused, 2 passed, 3 cancelled, 4 withdrawn.
    body: z.strictObject({ ...Days, status: z.int().min(0).max(4).exactOptional() }),
  }),
  rowFor<Client['attendance']['userTask']['query']>()({
    name: 'attendance.userTask.query',
    method: 'POST',
    path: at('/attendance/v1/user_tasks/query'),
    query: z.strictObject({
      employee_type: z.literal('employee_id'),
      ignore_invalid_users: z.stringbool().exactOptional(),
    }),
    body: z.strictObject({ ...Days, need_overtime_result: z.boolean().exactOptional() }),
  }),
  rowFor<Client['attendance']['userFlow']['query']>()({
    name: 'attendance.userFlow.query',
    method: 'POST',
    path: at('/attendance/v1/user_flows/query'),
    query: z.strictObject({
      employee_type: z.literal('employee_id'),
      include_terminated_user: z.stringbool().exactOptional(),
    }),
    body: z.strictObject({ user_ids: Ids(50), check_time_from: Seconds, check_time_to: Seconds }),
  }),
  rowFor<Client['attendance']['userFlow']['batchCreate']>()({
    name: 'attendance.userFlow.batchCreate',
    method: 'POST',
    path: at('/attendance/v1/user_flows/batch_create'),
    query: Employees,
    body: z.strictObject({
      flow_records: z
        .array(
          z.strictObject({
            user_id: Id,
            creator_id: Id,
            location_name: z.string().min(1),
            check_time: Seconds,
            comment: z.string(),
            is_field: z.boolean().exactOptional(),
            external_id: z.string().exactOptional(),
            idempotent_id: z.string().min(1),
          }),
        )
        .min(1)
        .max(50),
    }),
  }),
  rowFor<Client['attendance']['shift']['get']>()({
    name: 'attendance.shift.get',
    method: 'GET',
    path: at('/attendance/v1/shifts/:id'),
  }),
  rowFor<Client['attendance']['group']['get']>()({
    name: 'attendance.group.get',
    method: 'GET',
    path: at('/attendance/v1/groups/:id'),
    query: z.strictObject({
      employee_type: z.literal('employee_id'),
      dept_type: z.literal('open_id'),
    }),
  }),
  rowFor<Client['approval']['instance']['create']>()({
    name: 'approval.instance.create',
    method: 'POST',
    path: at('/approval/v4/instances'),
    body: z.strictObject({
      approval_code: Id,
      open_id: Id,
      form: jsonOf(z.array(z.strictObject({ id: Id, type: z.string(), value: z.unknown() }))),
      node_approver_open_id_list: z.array(z.strictObject({ key: Id, value: Ids(20) })).max(20),
      title: z.string().startsWith('@i18n@'),
      i18n_resources: z.array(
        z.strictObject({
          locale: z.literal('zh-CN'),
          is_default: z.boolean(),
          texts: z.array(z.strictObject({ key: z.string(), value: z.string().max(100) })),
        }),
      ),
      uuid: z.string().min(1).max(64),
    }),
  }),
  rowFor<Client['approval']['instance']['get']>()({
    name: 'approval.instance.get',
    method: 'GET',
    path: at('/approval/v4/instances/:id'),
    query: z.strictObject({ user_id_type: z.literal('open_id') }),
  }),
  rowFor<Client['approval']['instance']['cancel']>()({
    name: 'approval.instance.cancel',
    method: 'POST',
    path: at('/approval/v4/instances/cancel'),
    query: z.strictObject({ user_id_type: z.literal('open_id') }),
    body: z.strictObject({ approval_code: Id, instance_code: Id, user_id: Id }),
  }),
  rowFor<Client['approval']['task']['transfer']>()({
    name: 'approval.task.transfer',
    method: 'POST',
    path: at('/approval/v4/tasks/transfer'),
    query: z.strictObject({ user_id_type: z.literal('open_id') }),
    body: z.strictObject({
      approval_code: Id,
      instance_code: Id,
      user_id: Id,
      transfer_user_id: Id,
      task_id: z.string().regex(/^\d+$/),
    }),
  }),
  rowFor<Client['approval']['approval']['subscribe']>()({
    name: 'approval.approval.subscribe',
    method: 'POST',
    path: at('/approval/v4/approvals/:id/subscribe'),
  }),
  rowFor<Client['authen']['userInfo']['get']>()({
    name: 'authen.userInfo.get',
    method: 'GET',
    path: at('/authen/v1/user_info'),
  }),
];

/** What the SDK has no types for, or asks for by itself; the documentation alone says what they take. */
export const untyped: readonly ContractRow[] = [
  {
    name: 'jssdk.ticket.get',
    method: 'POST',
    path: at('/jssdk/ticket/get'),
    query: Nothing,
    body: Nothing,
  },
  {
    name: 'auth.v3.tenant_access_token.internal',
    method: 'POST',
    path: at('/auth/v3/tenant_access_token/internal'),
    query: Nothing,
    body: z.strictObject({ app_id: z.string(), app_secret: z.string() }),
  },
  {
    name: 'authen.v2.oauth.token',
    method: 'POST',
    path: at('/authen/v2/oauth/token'),
    query: Nothing,
    body: z.strictObject({
      grant_type: z.literal('authorization_code'),
      client_id: z.string(),
      client_secret: z.string(),
      code: z.string(),
      redirect_uri: z.url().exactOptional(),
      code_verifier: z.string().min(43).max(128).exactOptional(),
    }),
  },
  /** A file goes as multipart; its size is checked on the wire. */
  {
    name: 'im.image.create',
    method: 'POST',
    path: at('/im/v1/images'),
    query: Nothing,
    body: z.strictObject({ multipartBytes: z.number().max(10 * 1024 * 1024 + 1024) }),
  },
];
