import type { Events } from './events.ts';
import type { TenantState } from './tenant.ts';
import type { SandboxApproval, SandboxTask } from './types.ts';

/** The event of an instance; `told` is a status that only events have. */
export function announceInstance(
  state: TenantState,
  events: Events,
  { told, ...instance }: SandboxApproval & { told?: 'REVERTED' | 'OVERTIME_CLOSE' },
): void {
  if (state.subscriptions.get(instance.approvalCode) !== true) return;
  const at = String(state.nowMs());
  events.pushV1('approval', {
    type: 'approval_instance',
    approval_code: instance.approvalCode,
    instance_code: instance.instanceCode,
    status: told ?? instance.status,
    operate_time: at,
    instance_operate_time: at,
    ...(instance.uuid === null ? {} : { uuid: instance.uuid }),
  });
}

/** What happened to one person's part of it. */
export function announceTask(
  state: TenantState,
  events: Events,
  { instance, task }: { instance: SandboxApproval; task: SandboxTask },
): void {
  if (state.subscriptions.get(instance.approvalCode) !== true) return;
  events.pushV1('approval', {
    type: 'approval_task',
    open_id: task.openId,
    user_id: state.users.get(task.openId)?.userId ?? '',
    approval_code: instance.approvalCode,
    instance_code: instance.instanceCode,
    task_id: task.id,
    status: task.status,
    operate_time: String(state.nowMs()),
    custom_key: task.nodeId,
    def_key: task.nodeId,
  });
}
