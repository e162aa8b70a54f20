import type { ApprovalKind } from '../../server/contract/approval.ts';
import type { TenantSeed } from '../../server/contract/tenant.ts';
import { approvalWidgets } from '../../server/feishu/approval-forms.ts';
import { buildSeed } from '../sandbox/support.ts';

const openIds = ['zhang', 'wang', 'zhao', 'li', 'sun', 'zhou', 'boss'];

/** The company of the flow tests as a tenant of the sandbox. */
export function buildCompanyTenant(): TenantSeed {
  const users = openIds.map((id) => ({
    openId: `ou_${id}`,
    userId: `u_${id}`,
    unionId: `on_${id}`,
    name: id,
    employeeNo: `E-${id}`,
    employeeType: 1,
    jobTitle: '员工',
    departmentIds: ['d-east'],
  }));
  const definition = (code: string, kind: ApprovalKind) => ({
    code,
    name: code,
    widgets: approvalWidgets(kind).map(({ id, name, type, required }) => ({ id, name, type, required })),
    nodes: [{ nodeId: 'approver', name: '审批' }],
  });
  const { departments, ...rest } = buildSeed();
  return {
    ...rest,
    departments: departments.map(({ leaderUserId: _leader, ...department }) => department),
    users,
    chats: [{ chatId: 'oc_pudong', name: '浦东', memberOpenIds: ['ou_wang'] }],
    dailyShifts: [],
    weekly: [],
    approvals: [],
    approvalDefinitions: [
      definition('DECISION', 'decision'),
      definition('DECLARATION', 'declaration'),
      definition('FLEXIBLE', 'flexible'),
      definition('UNMASK', 'unmask'),
      definition('EXPORT', 'export'),
      definition('GO-LIVE', 'go_live'),
    ],
    personas: [{ openId: 'ou_wang', title: '王经理', hint: '' }],
  };
}
