import type { TenantApprovalDefinition } from '../contract/tenant.ts';
import { tenantFacts } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { SandboxApproval, SandboxTask } from './types.ts';

export function showInstance(state: TenantState, instance: SandboxApproval) {
  const applicant = state.users.get(instance.applicantOpenId);
  const definition = tenantFacts(state).approvalDefinitions.find((one) => one.code === instance.approvalCode);
  return {
    approval_code: instance.approvalCode,
    approval_name: definition?.name ?? '',
    instance_code: instance.instanceCode,
    uuid: instance.uuid ?? '',
    serial_number: String(instance.seq).padStart(12, '0'),
    status: instance.status,
    reverted: instance.reverted ?? false,
    start_time: String(instance.startedAtMs),
    end_time: String(instance.endedAtMs ?? 0),
    open_id: instance.applicantOpenId,
    user_id: applicant?.userId ?? '',
    department_id: applicant?.departmentIds[0] ?? '',
    form: JSON.stringify(instance.form),
    task_list: instance.tasks.map((task) => showTask(state, task)),
    comment_list: [],
    timeline: timelineOf(state, instance),
  };
}

const timelineTypes: Readonly<Partial<Record<SandboxTask['status'], string>>> = {
  APPROVED: 'PASS',
  REJECTED: 'REJECT',
  TRANSFERRED: 'TRANSFER',
};

function timelineOf(state: TenantState, instance: SandboxApproval) {
  const applicant = state.users.get(instance.applicantOpenId);
  const acted = instance.tasks
    .filter((task) => task.status in timelineTypes)
    .sort((a, b) => (a.endedAtMs ?? 0) - (b.endedAtMs ?? 0));
  return [
    {
      type: 'START',
      create_time: String(instance.startedAtMs),
      open_id: instance.applicantOpenId,
      user_id: applicant?.userId ?? '',
      ext: '{}',
    },
    ...acted.map((task) => ({
      type: timelineTypes[task.status] ?? '',
      create_time: String(task.endedAtMs ?? 0),
      open_id: task.openId,
      user_id: state.users.get(task.openId)?.userId ?? '',
      task_id: task.id,
      comment: task.comment ?? '',
      ext: '{}',
      ...(task.passedTo === undefined ? {} : { open_id_list: [task.passedTo] }),
      node_key: task.nodeId,
    })),
    ...(instance.status === 'CANCELED'
      ? [{ type: 'CANCEL', create_time: String(instance.endedAtMs ?? 0), ext: '{}' }]
      : []),
  ];
}

const showTask = (state: TenantState, task: SandboxTask) => ({
  id: task.id,
  open_id: task.openId,
  user_id: state.users.get(task.openId)?.userId ?? '',
  status: task.status,
  node_id: task.nodeId,
  custom_node_id: task.nodeId,
  node_name: task.nodeName,
  type: 'AND',
  start_time: String(task.startedAtMs),
  end_time: String(task.endedAtMs ?? 0),
});

export const showDefinition = (definition: TenantApprovalDefinition) => ({
  approval_name: definition.name,
  status: 'ACTIVE',
  form: JSON.stringify(
    definition.widgets.map(({ id, name, type, required = false }) => ({ id, name, type, required })),
  ),
  node_list: definition.nodes.map((node) => ({
    name: node.name,
    need_approver: true,
    node_id: node.nodeId,
    custom_node_id: node.nodeId,
    node_type: 'AND',
    approver_chosen_multi: true,
  })),
});
