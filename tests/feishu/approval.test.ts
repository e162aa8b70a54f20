import { describe, expect, it } from 'vitest';
import { approvalKinds } from '../../server/contract/approval.ts';
import {
  approvalWidgets,
  decisionForm,
  declarationForm,
  goLiveForm,
  thresholdForm,
  unmaskForm,
} from '../../server/feishu/approval-forms.ts';
import { buildSeed } from '../sandbox/support.ts';
import { useTenant } from './support.ts';

const seed = buildSeed({
  approvalDefinitions: [
    { code: 'DEC-1', name: '处理建议', widgets: [...approvalWidgets('decision')] },
    { code: 'DCL-1', name: '兼职申报', widgets: [...approvalWidgets('declaration')] },
  ],
});
const draft = decisionForm({
  case_no: 'C-2026-001',
  subject: 'M-1023',
  finding: '在排班时间内离开 45 分钟',
  explanation: '',
  penalty: '书面警告',
  reason: '两类独立证据一致\n员工已说明',
  legal_basis: '考勤制度第 8 条',
  evidence: '定位、访谈',
  link: 'https://example.com/cases/1',
});
const request = {
  approvalCode: 'DEC-1',
  applicantOpenId: 'ou_p3',
  approverOpenIds: ['ou_p4'],
  ...draft,
  uuid: '019aaf00-0000-7000-8000-000000000001',
};

describe('approvals', () => {
  it('start with our form and approver, and tell who decided, when and why', async () => {
    const { sandbox, clock, feishu } = await useTenant({ seed });
    const { instanceCode } = await feishu.approvals.create(request);
    await expect(feishu.approvals.get(instanceCode)).resolves.toEqual({
      instanceCode,
      status: 'PENDING',
      holders: [{ openId: 'ou_p4', taskId: sandbox.approvals()[0]?.tasks[0]?.id }],
      deciderOpenIds: [],
    });
    await sandbox.approve({ openId: 'ou_p4', instanceCode, decision: 'APPROVED', comment: '同意' });
    await expect(feishu.approvals.get(instanceCode)).resolves.toEqual({
      instanceCode,
      status: 'APPROVED',
      holders: [],
      deciderOpenIds: ['ou_p4'],
      decidedAt: clock.now(),
      comment: '同意',
    });
    const [instance] = sandbox.approvals();
    expect(instance?.title).toBe('处理建议审批 C-2026-001');
    expect(instance?.nodes[0]?.approverOpenIds).toEqual(['ou_p4']);
    expect(instance?.form.map((field) => field.id)).not.toContain('explanation');
  });

  it('tell a rejection as such', async () => {
    const { sandbox, feishu } = await useTenant({ seed });
    const { instanceCode } = await feishu.approvals.create(request);
    await sandbox.approve({ openId: 'ou_p4', instanceCode, decision: 'REJECTED', comment: '证据不足' });
    await expect(feishu.approvals.get(instanceCode)).resolves.toMatchObject({
      status: 'REJECTED',
      deciderOpenIds: ['ou_p4'],
      comment: '证据不足',
    });
  });

  it('give the same instance when started again with the same uuid', async () => {
    const { sandbox, feishu } = await useTenant({ seed });
    const first = await feishu.approvals.create(request);
    await expect(feishu.approvals.create(request)).resolves.toEqual(first);
    expect(sandbox.approvals()).toHaveLength(1);
  });

  it('are taken back in the name of who asked, and left alone once they have ended', async () => {
    const { sandbox, feishu } = await useTenant({ seed });
    const { instanceCode } = await feishu.approvals.create(request);
    const own = { approvalCode: 'DEC-1', instanceCode, applicantOpenId: 'ou_p3' };
    await feishu.approvals.cancel(own);
    await feishu.approvals.cancel(own);
    expect(sandbox.approvals()).toMatchObject([{ status: 'CANCELED' }]);
  });

  it('have forms for every definition, each with the fields an administrator draws', () => {
    const link = 'https://example.com/x';
    const unmask = { case_no: 'C-1', subject: 'M-1', purpose: '联系员工', until: '2026-11-24', link };
    expect(unmaskForm(unmask).form.map(({ id }) => id)).toEqual(
      approvalWidgets('unmask').map(({ id }) => id),
    );
    const threshold = {
      rule: 'dwell',
      threshold: 'dwellMin',
      from_value: '45',
      to_value: '60',
      effect: '少 3 人',
      reason: '误报',
      valid_from: '2026-12-01',
      link,
    };
    expect(thresholdForm(threshold).form.map(({ id }) => id)).toEqual(
      approvalWidgets('threshold').map(({ id }) => id),
    );
    const goLive = {
      region: '浦东',
      pilot: '11月2日起',
      figures: '提醒 6 条',
      checklist: '11 / 11',
      effect: '按完整程序核查',
      reason: '试运行顺利',
      link,
    };
    expect(goLiveForm(goLive).form.map(({ id }) => id)).toEqual(
      approvalWidgets('go_live').map(({ id }) => id),
    );
    for (const kind of approvalKinds)
      for (const { name } of [...approvalWidgets(kind), ...approvalWidgets(kind, 'en')])
        expect(name).not.toMatch(/undefined|^$/);
  });

  it('may be subscribed to again', async () => {
    const { feishu } = await useTenant({ seed });
    await feishu.approvals.subscribe('DEC-1');
    await expect(feishu.approvals.subscribe('DEC-1')).resolves.toBeUndefined();
    await expect(feishu.approvals.subscribe('NONE')).rejects.toMatchObject({ details: { code: 1390002 } });
  });

  it('take a declaration with its empty fields left out and long ones cut', async () => {
    const { sandbox, feishu } = await useTenant({ seed });
    const declaration = declarationForm({
      person: '张敏',
      kind: '平台零工',
      schedule: '周六 10:00-14:00',
      period: '2026-12-01 至 2026-12-31',
      note: '长'.repeat(3000),
      link: 'https://example.com/declarations/1',
    });
    await feishu.approvals.create({ ...request, ...declaration, approvalCode: 'DCL-1' });
    const note = sandbox.approvals()[0]?.form.find((field) => field.id === 'note');
    expect(String(note?.value)).toHaveLength(2000);
  });
});
