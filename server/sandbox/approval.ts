import { z } from 'zod';
import { cancelInstance, decide, startInstance, transfer } from './approval-steps.ts';
import { findDefinition, readApprovers, readForm } from './approval-form.ts';
import { showDefinition, showInstance } from './approval-views.ts';
import type { Events } from './events.ts';
import { PlatformFault, readFields } from './fault.ts';
import { pageOf, PageSchema } from './paging.ts';
import type { Call, Route } from './router.ts';
import { findUser } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { SandboxApproval } from './types.ts';

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
const DecideSchema = z.object({
  approval_code: z.string(),
  instance_code: z.string(),
  user_id: z.string(),
  task_id: z.string(),
  comment: z.string().optional(),
});
const TransferSchema = DecideSchema.extend({ transfer_user_id: z.string() });
const UserIdTypeSchema = z.object({
  user_id_type: z.enum(['open_id', 'user_id', 'union_id']).default('open_id'),
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
    ...(['approve', 'reject'] as const).map((verb): Route => ({
      method: 'POST',
      path: `${base}/tasks/${verb}`,
      auth: 'tenant',
      handle: (call) => act(state, events, { call, decision: verb === 'approve' ? 'APPROVED' : 'REJECTED' }),
    })),
    {
      method: 'POST',
      path: `${base}/tasks/transfer`,
      auth: 'tenant',
      handle: (call) => passOn(state, events, call),
    },
    ...definitionRoutes(state),
  ];
}

const definitionRoutes = (state: TenantState): Route[] => [
  {
    method: 'POST',
    path: `${base}/approvals/:code/subscribe`,
    auth: 'tenant',
    handle: (call) => subscribe(state, call),
  },
  {
    method: 'POST',
    path: `${base}/approvals/:code/unsubscribe`,
    auth: 'tenant',
    handle: (call) => state.subscriptions.delete(call.params['code'] ?? ''),
  },
  {
    method: 'GET',
    path: `${base}/approvals/:code`,
    auth: 'tenant',
    handle: (call) => showDefinition(findDefinition(state, call.params['code'] ?? '')),
  },
];

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

function act(
  state: TenantState,
  events: Events,
  { call, decision }: { call: Call; decision: 'APPROVED' | 'REJECTED' },
) {
  const { user_id_type: type } = readFields(UserIdTypeSchema, Object.fromEntries(call.query));
  const body = readFields(DecideSchema, call.body);
  const instance = mustFindInstance(state, body.instance_code);
  if (instance.approvalCode !== body.approval_code)
    throw new PlatformFault(1390001, 'param is invalid: approval_code');
  const openId = findUser(state, type, body.user_id)?.openId ?? '';
  const { comment = null, task_id: taskId } = body;
  decide(state, events, { instance, openId, decision, comment, taskId });
  return {};
}

function passOn(state: TenantState, events: Events, call: Call) {
  const { user_id_type: type } = readFields(UserIdTypeSchema, Object.fromEntries(call.query));
  const body = readFields(TransferSchema, call.body);
  const instance = mustFindInstance(state, body.instance_code);
  if (instance.approvalCode !== body.approval_code)
    throw new PlatformFault(1390001, 'param is invalid: approval_code');
  const openIdOf = (id: string): string => findUser(state, type, id)?.openId ?? '';
  transfer(state, events, {
    instance,
    fromOpenId: openIdOf(body.user_id),
    toOpenId: openIdOf(body.transfer_user_id),
    comment: body.comment ?? null,
    taskId: body.task_id,
  });
  return {};
}

function cancel(state: TenantState, events: Events, call: Call) {
  const body = readFields(
    z.object({ approval_code: z.string(), instance_code: z.string(), user_id: z.string() }),
    call.body,
  );
  const { user_id_type: type } = readFields(UserIdTypeSchema, Object.fromEntries(call.query));
  const instance = mustFindInstance(state, body.instance_code);
  if (findUser(state, type, body.user_id)?.openId !== instance.applicantOpenId)
    throw new PlatformFault(1390001, 'param is invalid: only the applicant may cancel');
  cancelInstance(state, events, instance);
  return {};
}

function subscribe(state: TenantState, call: Call) {
  const { code } = findDefinition(state, call.params['code'] ?? '');
  if (state.subscriptions.get(code) === true) throw new PlatformFault(1390007, 'subscription existed');
  state.subscriptions.set(code, true);
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

/** By instance code, or by the uuid given at creation. */
export function mustFindInstance(state: TenantState, id: string): SandboxApproval {
  const found =
    state.approvals.get(id) ??
    state.approvals.values().find((one) => one.uuid?.toUpperCase() === id.toUpperCase());
  if (found === undefined) throw new PlatformFault(1390003, 'instance code not found');
  return found;
}
