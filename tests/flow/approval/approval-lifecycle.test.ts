import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { alignCase } from '../../../server/flow/alert/align.ts';
import { contactCase, explainCase, verifyCase } from '../../../server/flow/case.ts';
import { appealCase } from '../../../server/flow/case/case-appeal.ts';
import { executeCase, proposePenalty } from '../../../server/flow/decision.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { handleEvents } from '../../../server/flow/event.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { pathId } from '../../../server/feishu/path-id.ts';
import type { PlatformEvent } from '../../../server/feishu/platform.ts';
import { findAlert, updateAlert } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findCase, listCases } from '../../../server/store/cases.ts';
import { findUnfinished } from '../../../server/store/outbox.ts';
import { pollApprovals } from '../../../server/flow/approval/approval-events.ts';
import { savePerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPerson, createCompany, dwell, giveShift, type Company } from '../company.ts';

const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
const hr = { personId: 'li', roles: ['hr'] };

describe('the chat approval of a proposal', { timeout: 120_000 }, () => {
  useDatabase();
  let company: Company;
  let caseId = '';
  const load = async () => {
    const record = await findCase(caseId);
    if (!record) throw new Error('no case');
    return record;
  };
  beforeEach(async () => {
    company = await createCompany();
    const { deps } = company;
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    caseId = (await listCases({ limit: 1 }))[0]?.id ?? '';
    await contactCase(deps, hr, { caseId });
    const answer = { id: uuidv7(), version: 0, quickReason: 'other', text: '去帮朋友看了一会儿店' } as const;
    await explainCase(deps, { personId: 'zhang', roles: [] }, { caseId, body: answer });
    const { version } = await load();
    await verifyCase(deps, hr, { caseId, body: { version, result: 'substantiated', reason } });
    await propose();
  });
  const propose = async () => {
    const { version } = await load();
    const evidence = [
      { kind: 'location' as const, note: '停留约 80 分钟' },
      { kind: 'interview' as const, note: '当面谈话' },
    ];
    const body = { version, penalty: 'warning' as const, reason, legalBasis: '规范第 5 条', evidence };
    await proposePenalty(company.deps, hr, { caseId, body });
  };
  const instances = () => company.recording.approvals.map(({ instance }) => instance);
  const tell = async (status: Extract<PlatformEvent, { kind: 'approval' }>['status']) => {
    const instanceCode = (await load()).approval?.instanceCode ?? '';
    await receiveEvent(company.deps, { kind: 'approval', eventId: uuidv7(), instanceCode, status });
    await handleEvents(company.deps);
    await relay(company.deps);
  };
  const expectReturned = async (why: string) => {
    const record = await load();
    expect(record).toMatchObject({ state: 'verified' });
    expect(record.history.at(-1)).toMatchObject({ event: 'recall', reason: why });
    expect(record.execution ?? record.decision).toBeUndefined();
  };

  it('has a uuid by which its instance is found again when the reply is lost', async () => {
    await relay(company.deps);
    const [asked] = company.recording.approvals;
    expect(pathId('instanceCode', asked?.uuid ?? '')).toBe(asked?.uuid);
    expect(asked?.uuid.length).toBeLessThanOrEqual(64);
  });

  it('leaves the case where it was when time runs out on the platform, and is taken back there', async () => {
    await relay(company.deps);
    await tell('OVERTIME_CLOSE');
    await expectReturned('approval_expired');
    expect(instances()).toMatchObject([{ status: 'CANCELED' }]);
  });

  it('goes back to HR after nine days without an answer', async () => {
    await relay(company.deps);
    company.setNow(new Date(+company.deps.now() + 8 * 86_400_000));
    await sweep(company.deps);
    expect(await load()).toMatchObject({ state: 'proposed' });
    company.setNow(new Date(+company.deps.now() + 86_400_000));
    await sweep(company.deps);
    await expectReturned('approval_expired');
    expect(instances()).toMatchObject([{ status: 'CANCELED' }]);
  });

  it('counts the decision that was made, when time ran out on the platform afterwards', async () => {
    await relay(company.deps);
    company.recording.decide(instances()[0]?.instanceCode ?? '', 'APPROVED', 'ou_zhou', company.deps.now());
    await tell('OVERTIME_CLOSE');
    expect(await load()).toMatchObject({ state: 'approved', decision: { result: 'approved' } });
  });

  it('names the reason when its applicant took it back, and can be asked for again', async () => {
    await relay(company.deps);
    company.recording.decide(instances()[0]?.instanceCode ?? '', 'CANCELED');
    await tell('CANCELED');
    await expectReturned('approval_canceled');
    await propose();
    await relay(company.deps);
    expect(instances().map(({ status }) => status)).toEqual(['CANCELED', 'PENDING']);
    company.recording.decide(instances()[1]?.instanceCode ?? '', 'APPROVED', 'ou_zhou', company.deps.now());
    await tell('APPROVED');
    expect(await load()).toMatchObject({ state: 'approved' });
  });

  it('is taken back when the case is cleared meanwhile', async () => {
    await relay(company.deps);
    const alert = await findAlert((await load()).alertId);
    if (!alert) throw new Error('no alert');
    const cleared = await updateAlert(alert, { set: { status: 'cleared' }, pending: [] });
    if (cleared) await alignCase(company.deps, cleared);
    await relay(company.deps);
    expect(await load()).toMatchObject({ state: 'withdrawn' });
    expect(instances()).toMatchObject([{ status: 'CANCELED' }]);
    expect(await findUnfinished(new Date('2100-01-01'), 10)).toEqual([]);
  });

  it('is taken back when the case moved on while the platform was being asked', async () => {
    const { approvals } = company.deps.feishu;
    const create: typeof approvals.create = async (input) => {
      const made = await approvals.create(input);
      const alert = await findAlert((await load()).alertId);
      const cleared = alert && (await updateAlert(alert, { set: { status: 'cleared' }, pending: [] }));
      if (cleared) await alignCase(company.deps, cleared);
      return made;
    };
    const racing = {
      ...company.deps,
      feishu: { ...company.deps.feishu, approvals: { ...approvals, create } },
    };
    await relay(racing);
    expect(await load()).toMatchObject({ state: 'withdrawn' });
    expect(instances()).toMatchObject([{ status: 'CANCELED' }]);
  });

  const passOn = async (toOpenId: string) => {
    await relay(company.deps);
    company.recording.passOn(instances()[0]?.instanceCode ?? '', toOpenId);
    await tell('PENDING');
  };

  it.each([
    ['the person it is about', 'ou_zhang', 'is_subject'],
    ['who asked', 'ou_li', 'is_proposer'],
    ['somebody in the line of the person', 'ou_boss', 'in_reporting_line'],
    ['somebody without the role', 'ou_wang', 'not_your_role'],
  ])('ends as soon as it is passed on to %s', async (_who, openId, why) => {
    await passOn(openId);
    await expectReturned(why);
    expect(instances()).toMatchObject([{ status: 'CANCELED' }]);
  });

  it('follows a transfer to another who may decide: the case names that one', async () => {
    await savePerson(buildPerson({ id: 'qin', name: '秦法务', roles: ['employee', 'legal'] }));
    await passOn('ou_qin');
    expect(await load()).toMatchObject({ state: 'proposed', approval: { approverIds: ['qin'] } });
    await passOn('ou_qin');
    company.recording.decide(instances()[0]?.instanceCode ?? '', 'REJECTED', 'ou_qin', company.deps.now());
    await tell('REJECTED');
    expect(await load()).toMatchObject({ state: 'rejected', decision: { byId: 'qin', comment: '同意' } });
    const audit = (await listAudit(`cases:${caseId}`)).map(({ entry }) => entry);
    expect(audit.filter(({ action }) => action === 'approval.transfer')).toMatchObject([
      { from: 'zhou', to: 'qin' },
    ]);
  });

  it('is handed on when who was asked has left', async () => {
    await relay(company.deps);
    await savePerson(buildPerson({ id: 'qin', name: '秦法务', roles: ['employee', 'legal'] }));
    await savePerson(buildPerson({ id: 'zhou', roles: ['employee', 'legal'], isActive: false }));
    await pollApprovals(company.deps);
    expect(instances()[0]?.holders).toMatchObject([{ openId: 'ou_qin' }]);
    expect(await load()).toMatchObject({ state: 'proposed', approval: { approverIds: ['qin'] } });
  });

  it('goes back to HR when who was asked has left and nobody else may decide', async () => {
    await relay(company.deps);
    await savePerson(buildPerson({ id: 'zhou', roles: ['employee', 'legal'], isActive: false }));
    await pollApprovals(company.deps);
    await expectReturned('approver_unknown');
    await relay(company.deps);
    expect(instances()).toMatchObject([{ status: 'CANCELED' }]);
  });

  it('is not decided by somebody who only took part: everyone who decided must be allowed to', async () => {
    await relay(company.deps);
    const asked = company.recording.approvals[0];
    if (!asked) throw new Error('nothing was asked');
    const { instanceCode } = asked.instance;
    asked.instance = {
      instanceCode,
      status: 'APPROVED',
      holders: [],
      deciderOpenIds: ['ou_li', 'ou_zhou'],
    };
    await tell('APPROVED');
    await expectReturned('is_proposer');
    expect((await load()).decision).toBeUndefined();
  });

  it('counts the one it was transferred to, when that person may decide', async () => {
    await relay(company.deps);
    const asked = (await load()).approval?.approverIds;
    expect(asked).toEqual(['zhou']);
    company.recording.decide(instances()[0]?.instanceCode ?? '', 'APPROVED', 'ou_boss', company.deps.now());
    await tell('APPROVED');
    await expectReturned('in_reporting_line');
  });

  const approve = async (instanceNo = 0) => {
    await relay(company.deps);
    const { deps, recording } = company;
    recording.decide(instances()[instanceNo]?.instanceCode ?? '', 'APPROVED', 'ou_zhou', deps.now());
    await tell('APPROVED');
    expect(await load()).toMatchObject({ state: 'approved' });
  };
  const later = (days: number) => company.setNow(new Date(+company.deps.now() + days * 86_400_000));
  const takeBack = (instanceNo = 0) => {
    const asked = company.recording.approvals[instanceNo];
    if (!asked) throw new Error('nothing was asked');
    asked.instance = { ...asked.instance, isReverted: true };
  };
  const execute = async () => {
    later(8);
    const { version } = await load();
    await executeCase(company.deps, hr, { caseId, version });
    await relay(company.deps);
  };
  const lastTo = (receiver: string) => company.recording.textOf(company.recording.to(receiver).at(-1));

  it('taken back after it was given, before anything is carried out, is with HR again, and the person is told', async () => {
    await approve();
    later(1);
    takeBack();
    await tell('REVERTED');
    const record = await load();
    expect(record).toMatchObject({ state: 'verified', clock: { kind: 'decision' } });
    expect(+(record.clock?.startedAt ?? 0)).toBe(+company.deps.now());
    expect(record.history.at(-1)).toMatchObject({ event: 'revert', reason: 'approval_reverted' });
    expect(record.decision ?? record.appealUntilAt).toBeUndefined();
    expect(lastTo('ou_li')).toContain('的批准被撤回');
    const cards = company.recording.to('ou_zhang').map((card) => company.recording.textOf(card));
    expect(cards.filter((text) => text.includes('目前没有处理决定'))).toHaveLength(2);
    expect(cards.at(-1)).not.toContain('书面警告');
    await tell('REVERTED');
    expect((await load()).version).toBe(record.version);
    await propose();
    await approve(1);
    expect(lastTo('ou_zhang')).toContain('书面警告');
    expect(company.recording.to('ou_zhang')).toHaveLength(cards.length + 1);
  });

  it('taken back is found by asking the platform when the event was lost', async () => {
    await approve();
    takeBack();
    later(1);
    await pollApprovals(company.deps);
    expect(await load()).toMatchObject({ state: 'verified' });
  });

  it('taken back under appeal leaves nothing to appeal from, and keeps what the person wrote', async () => {
    await approve();
    const appeal = { id: uuidv7(), version: 0, text: '当天是店长安排我去送货的，请再核对' };
    await appealCase(company.deps, { personId: 'zhang', roles: [] }, { caseId, body: appeal });
    takeBack();
    await tell('REVERTED');
    const record = await load();
    expect(record.state).toBe('verified');
    expect(record.appeal).toBeUndefined();
    expect(record.messages?.at(-1)).toMatchObject({ from: 'subject', byId: 'zhang', text: appeal.text });
    await propose();
    await approve(1);
    const again = { ...appeal, id: uuidv7() };
    await appealCase(company.deps, { personId: 'zhang', roles: [] }, { caseId, body: again });
    expect(await load()).toMatchObject({ state: 'appealed', appeal: { id: again.id } });
  });

  it('taken back after the penalty was carried out moves nothing, and rings at the HR leads once', async () => {
    await savePerson(buildPerson({ id: 'sun', roles: ['employee', 'hr', 'hr_lead'] }));
    await approve();
    await execute();
    const before = await load();
    takeBack();
    await tell('REVERTED');
    await tell('REVERTED');
    const record = await load();
    expect(record).toMatchObject({ state: 'executed', version: before.version, execution: before.execution });
    expect(record.decision?.revertedAt).toEqual(company.deps.now());
    const told = company.recording.to('ou_sun').filter((card) => JSON.stringify(card).includes('批准被撤回'));
    expect(told).toHaveLength(1);
    expect(company.recording.urged).toEqual([told[0]?.messageId]);
    const audit = (await listAudit(`cases:${caseId}`)).map(({ entry }) => entry.action);
    expect(audit.filter((action) => action === 'case.approval_reverted')).toHaveLength(1);
  });

  it('counts once given, though who gave it has left since or its event comes again', async () => {
    await approve();
    await savePerson(buildPerson({ id: 'zhou', roles: ['employee', 'legal'], isActive: false }));
    await tell('APPROVED');
    await tell('OVERTIME_CLOSE');
    expect(await load()).toMatchObject({ state: 'approved', decision: { result: 'approved' } });
  });
});
