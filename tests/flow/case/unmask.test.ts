import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { isNameOpen } from '../../../server/domain/case/name.ts';
import { expireApprovals, pollApprovals } from '../../../server/flow/approval/approval-events.ts';
import { contactCase, explainCase, talkCase } from '../../../server/flow/case.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { handleEvents } from '../../../server/flow/event.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { relay } from '../../../server/flow/relay.ts';
import { caseLookers, caseReads } from '../../../server/flow/case/case-lookers.ts';
import { askUnmask } from '../../../server/flow/case/unmask.ts';
import type { PlatformEvent } from '../../../server/feishu/platform.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findCase, listCases } from '../../../server/store/cases.ts';
import { findUnfinished } from '../../../server/store/outbox.ts';
import { savePerson } from '../../../server/store/people.ts';
import { listReads } from '../../../server/store/reads.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPerson, createCompany, dwell, giveShift, type Company } from '../company.ts';

const purpose = '为核实本案事实，需要与本人所在门店核对当天的排班和工作安排';
const hr = { personId: 'li', roles: ['employee', 'hr'] };
const lead = { personId: 'sun', roles: ['employee', 'hr', 'hr_lead'] };
const HOUR_MS = 3_600_000;

describe('opening a name', { timeout: 120_000 }, () => {
  useDatabase();
  let company: Company;
  let caseId = '';
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    caseId = (await listCases({ limit: 1 }))[0]?.id ?? '';
    await contactCase(company.deps, hr, { caseId });
  });
  const load = async () => {
    const record = await findCase(caseId);
    if (!record) throw new Error('no case');
    return record;
  };
  const ask = async (actor = hr, hours = 8) => {
    const { version } = await load();
    await askUnmask(company.deps, actor, { caseId, body: { version, purpose, hours } });
    await relay(company.deps);
  };
  const instances = () => company.recording.approvals.map(({ instance }) => instance);
  const answer = async (
    status: 'APPROVED' | 'REJECTED' | 'CANCELED',
    openId?: string,
    told: Extract<PlatformEvent, { kind: 'approval' }>['status'] = status,
  ) => {
    const instanceCode = instances().at(-1)?.instanceCode ?? '';
    company.recording.decide(instanceCode, status, openId, company.deps.now());
    await receiveEvent(company.deps, { kind: 'approval', eventId: uuidv7(), instanceCode, status: told });
    await handleEvents(company.deps);
    await relay(company.deps);
  };
  const isOpen = async () => isNameOpen(await load(), company.deps.now());
  const later = (ms: number) => company.setNow(new Date(+company.deps.now() + ms));
  /** What the case is besides the request for its name. */
  const caseItself = async () => {
    const { state, clock, explanationDueAt, lane } = await load();
    return { state, clock, explanationDueAt, lane };
  };

  it('needs a second person: asked by HR, consented to by the HR lead, for the hours asked and no longer', async () => {
    const before = await caseItself();
    await ask();
    expect(company.recording.approvals).toMatchObject([
      { approvalCode: 'UNMASK', applicantOpenId: 'ou_li', approverOpenIds: ['ou_sun'] },
    ]);
    const form = JSON.stringify(company.recording.approvals[0]?.form);
    expect(form).toContain(purpose);
    expect(form).toContain('同意后 8 小时');
    expect(form).not.toContain('张导购');
    expect(await isOpen()).toBe(false);
    later(HOUR_MS);
    await answer('APPROVED', 'ou_sun');
    expect(await isOpen()).toBe(true);
    expect(await caseItself()).toEqual(before);
    expect(await load()).toMatchObject({ unmask: { askedById: 'li', byId: 'sun', purpose } });
    later(8 * HOUR_MS);
    expect(await isOpen()).toBe(false);
    expect((await load()).unmaskAsk).toBeUndefined();
    expect(await findUnfinished(new Date('2100-01-01'), 10)).toEqual([]);
  });

  it('stands in the ledger the person reads, and in the audit chain, before anybody sees it', async () => {
    await ask();
    const looks = async () => (await listReads('zhang')).filter(({ what }) => what === 'case.name');
    expect(await looks()).toEqual([]);
    await answer('APPROVED', 'ou_sun');
    await answer('APPROVED', 'ou_sun');
    expect(await looks()).toMatchObject([{ readerId: 'li', purpose }]);
    const actions = (await listAudit(`cases:${caseId}`)).map(({ entry }) => entry);
    expect(actions.filter(({ action }) => action.endsWith('unmask'))).toMatchObject([
      { action: 'case.ask_unmask', actorId: 'li' },
      { action: 'case.unmask', actorId: 'sun' },
    ]);
  });

  it('is told to the person when the case is over: who saw the name, and for what', async () => {
    await ask();
    await answer('APPROVED', 'ou_sun');
    const { version } = await load();
    await talkCase(company.deps, hr, { caseId, version, reason: purpose });
    expect(await caseLookers(await load())).toEqual([`李HR（${purpose}）`]);
    expect(await caseReads(await load())).toContainEqual(
      expect.objectContaining({ readerId: 'li', what: 'case.name', purpose }),
    );
  });

  it('asked for by the HR lead is a lawyer’s to consent to', async () => {
    await ask(lead);
    expect(company.recording.approvals).toMatchObject([{ approverOpenIds: ['ou_zhou'] }]);
    await answer('APPROVED', 'ou_zhou');
    expect(await isOpen()).toBe(true);
  });

  it.each([
    ['who asked', 'ou_li', 'is_proposer'],
    ['the person it is about', 'ou_zhang', 'is_subject'],
    ['a lawyer above the person', 'ou_boss', 'in_reporting_line'],
    ['a manager', 'ou_wang', 'not_your_role'],
    ['nobody we know', 'ou_stranger', 'approver_unknown'],
  ])('is not opened by %s: the case stays as it was, with the reason', async (_who, openId, why) => {
    const before = await caseItself();
    await ask();
    await answer('APPROVED', openId);
    expect(await isOpen()).toBe(false);
    expect(await caseItself()).toEqual(before);
    expect((await load()).history.at(-1)).toMatchObject({ event: 'end_unmask', reason: why });
    await ask();
    expect(instances()).toHaveLength(2);
  });

  it('declined leaves the case as it was, with who declined and why', async () => {
    const before = await caseItself();
    await ask();
    await answer('REJECTED', 'ou_sun');
    expect(await caseItself()).toEqual(before);
    expect((await load()).history.at(-1)).toMatchObject({
      event: 'end_unmask',
      actorId: 'sun',
      reason: 'unmask_declined 同意',
    });
    expect(await isOpen()).toBe(false);
  });

  it('taken back by who asked ends the request', async () => {
    await ask();
    await answer('CANCELED');
    expect((await load()).history.at(-1)).toMatchObject({ event: 'end_unmask', reason: 'approval_canceled' });
  });

  it('unanswered for three days is taken back in the chat too', async () => {
    await ask();
    later(72 * HOUR_MS - 1);
    await expireApprovals(company.deps);
    expect((await load()).unmaskAsk).toBeDefined();
    later(1);
    await expireApprovals(company.deps);
    await relay(company.deps);
    expect((await load()).history.at(-1)).toMatchObject({ event: 'end_unmask', reason: 'approval_expired' });
    expect(instances()).toMatchObject([{ status: 'CANCELED' }]);
  });

  it('answered in time counts, though the question runs out before the event of the answer comes', async () => {
    await ask();
    later(72 * HOUR_MS - 1);
    company.recording.decide(instances()[0]?.instanceCode ?? '', 'APPROVED', 'ou_sun', company.deps.now());
    later(1);
    await expireApprovals(company.deps);
    await relay(company.deps);
    expect(await isOpen()).toBe(true);
    expect((await load()).history.at(-1)).toMatchObject({ event: 'unmask', actorId: 'sun' });
  });

  it('closes at once when the consent is taken back', async () => {
    await ask();
    await answer('APPROVED', 'ou_sun');
    expect(await isOpen()).toBe(true);
    await answer('APPROVED', 'ou_sun', 'REVERTED');
    expect(await isOpen()).toBe(false);
    expect((await load()).history.at(-1)).toMatchObject({ event: 'end_unmask', reason: 'approval_reverted' });
  });

  it('closes at once, too, when what was consented to is cancelled in the chat', async () => {
    await ask();
    await answer('APPROVED', 'ou_sun');
    await answer('CANCELED');
    expect(await isOpen()).toBe(false);
    expect((await load()).history.at(-1)).toMatchObject({ event: 'end_unmask', reason: 'approval_canceled' });
  });

  it('is found by asking the platform when the event was lost', async () => {
    await ask();
    company.recording.decide(instances()[0]?.instanceCode ?? '', 'APPROVED', 'ou_sun', company.deps.now());
    await pollApprovals(company.deps);
    expect(await isOpen()).toBe(true);
  });

  it('is no more asked for when the person answers or the case ends', async () => {
    await ask();
    const body = { id: uuidv7(), version: 0, quickReason: 'other', text: '去帮朋友看店' } as const;
    await explainCase(company.deps, { personId: 'zhang', roles: [] }, { caseId, body });
    await relay(company.deps);
    expect((await load()).unmaskAsk).toBeUndefined();
    expect(instances()).toMatchObject([{ status: 'CANCELED' }]);
  });

  it('is told to the person once more when the case is over', async () => {
    await ask();
    await answer('APPROVED', 'ou_sun');
    const { version } = await load();
    await talkCase(company.deps, hr, {
      caseId,
      version,
      reason: '已当面谈话，说明当天情况和行为规范的要求，不作处分',
    });
    await relay(company.deps);
    const card = company.recording.textOf(company.recording.to('ou_zhang').at(-1));
    expect(card).toContain('人力资源曾提前查看您的姓名');
    expect(card).toContain(purpose);
  });

  it('cannot be asked for twice, by somebody else, without a definition, or when nobody may consent', async () => {
    const { version } = await load();
    const body = { version, purpose, hours: 24 };
    const run = (deps = company.deps, actor = hr) => askUnmask(deps, actor, { caseId, body });
    const manager = { personId: 'wang', roles: ['employee', 'area_manager'] };
    await expect(run(company.deps, manager)).rejects.toMatchObject({ status: 403 });
    const { unmask: _none, ...approvalCodes } = company.deps.approvalCodes;
    await expect(run({ ...company.deps, approvalCodes })).rejects.toMatchObject({
      code: 'approval_not_set_up',
    });
    for (const id of ['sun', 'zhou', 'boss']) await savePerson(buildPerson({ id, isActive: false }));
    await expect(run()).rejects.toMatchObject({ code: 'no_approver' });
    await savePerson(buildPerson({ id: 'sun', roles: ['employee', 'hr', 'hr_lead'] }));
    const asked = await run();
    const again = { ...body, version: asked.version };
    await expect(askUnmask(company.deps, hr, { caseId, body: again })).rejects.toMatchObject({
      code: 'unmask_asked',
    });
  });
});
