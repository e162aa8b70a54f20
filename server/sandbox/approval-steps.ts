import { randomUUID } from 'node:crypto';
import type { Events } from './events.ts';
import { PlatformFault } from './fault.ts';
import { nextSeq } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { SandboxApproval, SandboxTask } from './types.ts';

type Draft = Pick<SandboxApproval, 'approvalCode' | 'uuid' | 'title' | 'applicantOpenId' | 'form' | 'nodes'>;
export type Decision = {
  instance: SandboxApproval;
  openId: string;
  decision: 'APPROVED' | 'REJECTED';
  comment: string | null;
  /** Without it, the person's pending task of the instance. */
  taskId?: string;
};

/** Starts an instance at its first node; all approvers of a node must agree (AND). */
export function startInstance(state: TenantState, events: Events, draft: Draft): SandboxApproval {
  const instance: SandboxApproval = {
    ...draft,
    instanceCode: randomUUID().toUpperCase(),
    seq: nextSeq(state, 'approval'),
    status: 'PENDING',
    tasks: [],
    startedAtMs: state.nowMs(),
    endedAtMs: null,
  };
  announceInstance(state, events, instance);
  return openNode(state, events, { instance, index: 0 });
}

function openNode(
  state: TenantState,
  events: Events,
  { instance, index }: { instance: SandboxApproval; index: number },
): SandboxApproval {
  const node = instance.nodes[index];
  if (node === undefined) throw new Error('an approval has no such node');
  const tasks = node.approverOpenIds.map((openId): SandboxTask => ({
    id: String(7_100_000_000_000_000_000n + BigInt(nextSeq(state, 'task'))),
    nodeId: node.nodeId,
    nodeName: node.name,
    openId,
    status: 'PENDING',
    startedAtMs: state.nowMs(),
    endedAtMs: null,
    comment: null,
  }));
  const opened = { ...instance, tasks: [...instance.tasks, ...tasks] };
  state.approvals.set(opened.instanceCode, opened);
  for (const task of tasks) announceTask(state, events, { instance: opened, task });
  return opened;
}

/** One person's decision; throws when nothing of theirs is pending. */
export function decide(state: TenantState, events: Events, given: Decision): SandboxApproval {
  const { instance, openId, decision } = given;
  const task = instance.tasks.find(
    (one) =>
      one.openId === openId &&
      one.status === 'PENDING' &&
      (given.taskId === undefined || one.id === given.taskId),
  );
  if (instance.status !== 'PENDING' || task === undefined)
    throw new PlatformFault(1390001, 'param is invalid: no pending task of this person');
  const ended = { status: decision, endedAtMs: state.nowMs(), comment: given.comment } as const;
  const moved = saveTasks(state, instance, (one) => (one.id === task.id ? { ...one, ...ended } : one));
  announceTask(state, events, { instance: moved, task: { ...task, ...ended } });
  if (decision === 'REJECTED') return endInstance(state, events, { instance: moved, status: 'REJECTED' });
  if (moved.tasks.some((one) => one.status === 'PENDING')) return moved;
  const index = instance.nodes.findIndex((node) => node.nodeId === task.nodeId) + 1;
  return index < instance.nodes.length
    ? openNode(state, events, { instance: moved, index })
    : endInstance(state, events, { instance: moved, status: 'APPROVED' });
}

export function cancelInstance(state: TenantState, events: Events, instance: SandboxApproval): void {
  if (instance.status !== 'PENDING')
    throw new PlatformFault(1390001, 'param is invalid: the instance has ended');
  endInstance(state, events, { instance, status: 'CANCELED' });
}

function endInstance(
  state: TenantState,
  events: Events,
  { instance, status }: { instance: SandboxApproval; status: 'APPROVED' | 'REJECTED' | 'CANCELED' },
): SandboxApproval {
  const endedAtMs = state.nowMs();
  const left = instance.tasks.filter((task) => task.status === 'PENDING');
  const closed = saveTasks(state, { ...instance, status, endedAtMs }, (task) =>
    task.status === 'PENDING' ? { ...task, status: 'DONE', endedAtMs } : task,
  );
  for (const task of left)
    announceTask(state, events, { instance: closed, task: { ...task, status: 'DONE' } });
  announceInstance(state, events, closed);
  return closed;
}

function saveTasks(
  state: TenantState,
  instance: SandboxApproval,
  change: (task: SandboxTask) => SandboxTask,
): SandboxApproval {
  const saved = { ...instance, tasks: instance.tasks.map(change) };
  state.approvals.set(saved.instanceCode, saved);
  return saved;
}

function announceInstance(state: TenantState, events: Events, instance: SandboxApproval): void {
  if (state.subscriptions.get(instance.approvalCode) !== true) return;
  const at = String(state.nowMs());
  events.pushV1('approval', {
    type: 'approval_instance',
    approval_code: instance.approvalCode,
    instance_code: instance.instanceCode,
    status: instance.status,
    operate_time: at,
    instance_operate_time: at,
    ...(instance.uuid === null ? {} : { uuid: instance.uuid }),
  });
}

function announceTask(
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
