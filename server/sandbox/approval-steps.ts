import { randomUUID } from 'node:crypto';
import { announceInstance, announceTask } from './approval-announce.ts';
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

export type Transfer = {
  instance: SandboxApproval;
  fromOpenId: string;
  toOpenId: string;
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
  const at = { nodeId: node.nodeId, nodeName: node.name };
  const tasks = node.approverOpenIds.map((openId) => newTask(state, at, openId));
  const opened = { ...instance, tasks: [...instance.tasks, ...tasks] };
  state.approvals.set(opened.instanceCode, opened);
  for (const task of tasks) announceTask(state, events, { instance: opened, task });
  return opened;
}

const newTask = (
  state: TenantState,
  { nodeId, nodeName }: Pick<SandboxTask, 'nodeId' | 'nodeName'>,
  openId: string,
): SandboxTask => ({
  id: String(7_100_000_000_000_000_000n + BigInt(nextSeq(state, 'task'))),
  nodeId,
  nodeName,
  openId,
  status: 'PENDING',
  startedAtMs: state.nowMs(),
  endedAtMs: null,
  comment: null,
});

/** One person's decision; throws when nothing of theirs is pending. */
export function decide(state: TenantState, events: Events, given: Decision): SandboxApproval {
  const { instance, openId, decision } = given;
  state.acts.lastMs = state.nowMs();
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

/** Passes a pending task on; the one it was passed to decides in its place. */
export function transfer(state: TenantState, events: Events, given: Transfer): SandboxApproval {
  const { instance, fromOpenId, toOpenId } = given;
  const task = instance.tasks.find(
    (one) =>
      one.openId === fromOpenId &&
      one.status === 'PENDING' &&
      (given.taskId === undefined || one.id === given.taskId),
  );
  if (instance.status !== 'PENDING' || task === undefined)
    throw new PlatformFault(1390001, 'param is invalid: no pending task of this person');
  const receiver = state.users.get(toOpenId);
  const isAsked = instance.tasks.some((one) => one.openId === toOpenId && one.status === 'PENDING');
  if (receiver === undefined || receiver.resigned || isAsked)
    throw new PlatformFault(1390001, 'param is invalid: transfer_user_id');
  const endedAtMs = state.nowMs();
  const comment = given.comment;
  const passed = { ...task, status: 'TRANSFERRED', passedTo: toOpenId, endedAtMs, comment } as const;
  const next = newTask(state, task, toOpenId);
  const moved = saveTasks(state, { ...instance, tasks: [...instance.tasks, next] }, (one) =>
    one.id === task.id ? passed : one,
  );
  for (const changed of [passed, next]) announceTask(state, events, { instance: moved, task: changed });
  return moved;
}

/** An approved one is taken back: the instance keeps its status, and an event tells. */
function revertInstance(state: TenantState, events: Events, instance: SandboxApproval): void {
  if (instance.status !== 'APPROVED' || instance.reverted === true)
    throw new PlatformFault(1390001, 'param is invalid: only an approved instance can be reverted');
  const reverted = { ...instance, reverted: true };
  state.approvals.set(instance.instanceCode, reverted);
  announceInstance(state, events, { ...reverted, told: 'REVERTED' });
}

/** Time ran out at a node whose settings close it: told by events only, the tasks are done. */
function closeOvertime(state: TenantState, events: Events, instance: SandboxApproval): void {
  if (instance.status !== 'PENDING')
    throw new PlatformFault(1390001, 'param is invalid: the instance has ended');
  announceInstance(state, events, { ...instance, told: 'OVERTIME_CLOSE' });
}

/** How an approval may end without a decision; the applicant's doing but for the last. */
export const approvalEndings = {
  cancel: cancelInstance,
  revert: revertInstance,
  overtime: closeOvertime,
} as const;
export type ApprovalEnding = keyof typeof approvalEndings;

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
