import { z } from 'zod';
import { mustFindInstance, readUserIdType } from './approval-input.ts';
import { decide, transfer } from './approval-steps.ts';
import type { Events } from './events.ts';
import { PlatformFault, readFields } from './fault.ts';
import type { Call, Route } from './router.ts';
import { findUser } from './tenant.ts';
import type { TenantState } from './tenant.ts';

const base = '/open-apis/approval/v4/tasks';
const DecideSchema = z.object({
  approval_code: z.string(),
  instance_code: z.string(),
  user_id: z.string(),
  task_id: z.string(),
  comment: z.string().optional(),
});
const TransferSchema = DecideSchema.extend({ transfer_user_id: z.string() });

/** What the people who are asked may do: agree, refuse, pass on. */
export function taskRoutes(state: TenantState, events: Events): Route[] {
  return [
    ...(['approve', 'reject'] as const).map((verb): Route => ({
      method: 'POST',
      path: `${base}/${verb}`,
      auth: 'tenant',
      handle: (call) => act(state, events, { call, decision: verb === 'approve' ? 'APPROVED' : 'REJECTED' }),
    })),
    {
      method: 'POST',
      path: `${base}/transfer`,
      auth: 'tenant',
      handle: (call) => passOn(state, events, call),
    },
  ];
}

function act(
  state: TenantState,
  events: Events,
  { call, decision }: { call: Call; decision: 'APPROVED' | 'REJECTED' },
) {
  const type = readUserIdType(call);
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
  const type = readUserIdType(call);
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
