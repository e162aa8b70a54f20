import { z } from 'zod';
import { definitionRoutes } from './approval-definitions.ts';
import { findDefinition, readApprovers, readForm } from './approval-form.ts';
import { mustFindInstance, readUserIdType } from './approval-input.ts';
import { cancelInstance, startInstance } from './approval-steps.ts';
import { taskRoutes } from './approval-tasks.ts';
import { showInstance } from './approval-views.ts';
import type { Events } from './events.ts';
import { PlatformFault, readFields } from './fault.ts';
import { pageOf, PageSchema } from './paging.ts';
import type { Call, Route } from './router.ts';
import { findUser } from './tenant.ts';
import type { TenantState } from './tenant.ts';

const base = '/open-apis/approval/v4';
const ApproverListSchema = z
  .array(z.object({ key: z.string(), value: z.array(z.string()).max(20) }))
  .max(20)
  .default([]);
const CreateSchema = z.object({
  approval_code: z.string().min(1),
  user_id: z.string().optional(),
  open_id: z.string().optional(),
  form: z.string().min(1),
  node_approver_open_id_list: ApproverListSchema,
  node_approver_user_id_list: ApproverListSchema,
  uuid: z.string().min(1).max(64).optional(),
  title: z.string().optional(),
  i18n_resources: z
    .array(
      z.object({
        locale: z.string(),
        texts: z.array(z.object({ key: z.string(), value: z.string() })),
        is_default: z.boolean(),
      }),
    )
    .default([]),
});
/** Approval v4: instances, tasks, definitions and the subscription to their events. */
export function approvalRoutes(state: TenantState, events: Events): Route[] {
  return [
    {
      method: 'POST',
      path: `${base}/instances`,
      auth: 'tenant',
      handle: (call) => create(state, events, call),
    },
    { method: 'GET', path: `${base}/instances`, auth: 'tenant', handle: (call) => list(state, call) },
    {
      method: 'POST',
      path: `${base}/instances/cancel`,
      auth: 'tenant',
      handle: (call) => cancel(state, events, call),
    },
    {
      method: 'GET',
      path: `${base}/instances/:id`,
      auth: 'tenant',
      handle: (call) => showInstance(state, mustFindInstance(state, call.params['id'] ?? '')),
    },
    ...taskRoutes(state, events),
    ...definitionRoutes(state),
  ];
}

function create(state: TenantState, events: Events, call: Call) {
  const body = readFields(CreateSchema, call.body);
  const definition = findDefinition(state, body.approval_code);
  const applicant =
    body.user_id === undefined
      ? findUser(state, 'open_id', body.open_id ?? '')
      : findUser(state, 'user_id', body.user_id);
  if (applicant === undefined || applicant.resigned)
    throw new PlatformFault(1390001, 'param is invalid: applicant');
  const uuid = body.uuid?.toUpperCase();
  if (uuid !== undefined && state.approvals.values().some((one) => one.uuid?.toUpperCase() === uuid))
    throw new PlatformFault(60012, 'instance uuid conflict');
  const form = readForm(definition, body.form);
  const nodes = readApprovers(state, definition, {
    open_id: body.node_approver_open_id_list,
    user_id: body.node_approver_user_id_list,
  });
  const texts = body.i18n_resources.find((one) => one.is_default)?.texts ?? [];
  const title = texts.find((text) => text.key === body.title)?.value ?? null;
  if (body.title !== undefined && !body.title.startsWith('@i18n@'))
    throw new PlatformFault(1390001, 'param is invalid: title must start with @i18n@');
  const instance = startInstance(state, events, {
    approvalCode: definition.code,
    uuid: body.uuid ?? null,
    title,
    applicantOpenId: applicant.openId,
    form,
    nodes,
  });
  return { instance_code: instance.instanceCode };
}

function cancel(state: TenantState, events: Events, call: Call) {
  const body = readFields(
    z.object({ approval_code: z.string(), instance_code: z.string(), user_id: z.string() }),
    call.body,
  );
  const type = readUserIdType(call);
  const instance = mustFindInstance(state, body.instance_code);
  if (findUser(state, type, body.user_id)?.openId !== instance.applicantOpenId)
    throw new PlatformFault(1390001, 'param is invalid: only the applicant may cancel');
  cancelInstance(state, events, instance);
  return {};
}

const ListSchema = z.object({
  approval_code: z.string(),
  start_time: z.coerce.number(),
  end_time: z.coerce.number(),
});

function list(state: TenantState, call: Call) {
  const query = Object.fromEntries(call.query);
  const { approval_code: code, start_time: from, end_time: to } = readFields(ListSchema, query);
  const found = state.approvals
    .values()
    .filter((one) => one.approvalCode === code && one.startedAtMs >= from && one.startedAtMs <= to)
    .sort((a, b) => a.seq - b.seq);
  const page = pageOf(found, readFields(PageSchema(100), query));
  return {
    instance_code_list: page.items.map((one) => one.instanceCode),
    has_more: page.has_more,
    ...page.next,
  };
}
