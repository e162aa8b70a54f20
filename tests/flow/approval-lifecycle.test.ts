import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { alignCase } from '../../server/flow/align.ts';
import { contactCase, explainCase, verifyCase } from '../../server/flow/case.ts';
import { proposePenalty } from '../../server/flow/decision.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { handleEvents } from '../../server/flow/event.ts';
import { receiveEvent } from '../../server/flow/inbox.ts';
import { relay } from '../../server/flow/relay.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { pathId } from '../../server/feishu/path-id.ts';
import type { PlatformEvent } from '../../server/feishu/platform.ts';
import { findAlert, updateAlert } from '../../server/store/alerts.ts';
import { listAudit } from '../../server/store/audit.ts';
import { findCase, listCases } from '../../server/store/cases.ts';
import { findUnfinished } from '../../server/store/outbox.ts';
import { pollApprovals } from '../../server/flow/approval-events.ts';
import { savePerson } from '../../server/store/people.ts';
import { useDatabase } from '../support/db.ts';
import { buildPerson, createCompany, dwell, giveShift, type Company } from './company.ts';

const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
const hr = { personId: 'li', roles: ['hr'] };

describe('an approval that ends without a decision', { timeout: 60_000 }, () => {
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
});
