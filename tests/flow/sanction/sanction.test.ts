import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { SanctionStepBodySchema } from '../../../server/contract/sanction.ts';
import { escapeMarkdown } from '../../../server/feishu/cards/text.ts';
import { decisionQuestion } from '../../../server/flow/case/ask-decision.ts';
import { decisionCard } from '../../../server/flow/card/card-decision.ts';
import { contactCase, explainCase, verifyCase } from '../../../server/flow/case.ts';
import { executeCase, proposePenalty } from '../../../server/flow/decision.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { handleEvents } from '../../../server/flow/event.ts';
import { listExecutions } from '../../../server/flow/case/executions.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { deliverLetter, issueLetter, receiveLetter } from '../../../server/flow/sanction/letter.ts';
import { wordsOf } from '../../../server/flow/sanction/letter-words.ts';
import { relay } from '../../../server/flow/relay.ts';
import { loadSanction, proposalFacts, rungOf } from '../../../server/flow/sanction/sanction-facts.ts';
import { replyToDemand, stepSanction } from '../../../server/flow/sanction/sanction.ts';
import { sanctionView } from '../../../server/http/views/sanction-view.ts';
import type { Case } from '../../../server/domain/case/case.ts';
import type { SanctionTerms } from '../../../server/domain/sanction/terms.ts';
import { dayOf } from '../../../server/domain/time.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findCase, insertCase, listCases } from '../../../server/store/cases.ts';
import { listLetters, readLetter } from '../../../server/store/letters.ts';
import { findPerson, savePerson } from '../../../server/store/people.ts';
import { findSanction } from '../../../server/store/sanctions.ts';
import { buildCase } from '../../domain/case/case-example.ts';
import { useDatabase } from '../../support/db.ts';
import { createCompany, dwell, giveShift, type Company } from '../company.ts';

const hr = { personId: 'li', roles: ['employee', 'hr'] };
const zhang = { personId: 'zhang', roles: ['employee'] };
const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
const evidence = [
  { kind: 'location', note: '停留 80 分钟' },
  { kind: 'witness', note: '店长书面证言' },
] as const;
const basis = { reason, legalBasis: '《外勤人员行为规范》四、禁止行为', evidence: [...evidence] };
const DAY_MS = 86_400_000;

describe('a penalty', { timeout: 120_000 }, () => {
  useDatabase();
  let company: Company;
  let caseId = '';
  const load = async () => {
    const record = await findCase(caseId);
    if (!record) throw new Error('no case');
    return record;
  };
  const waits = async () => (await load()).waits;
  const later = (ms: number) => company.setNow(new Date(+company.deps.now() + ms));
  const step = async (fields: Readonly<Record<string, unknown>>) => {
    const version = (await findSanction(caseId, 'dual_employment'))?.version ?? 0;
    const body = SanctionStepBodySchema.parse({ ...fields, path: 'dual_employment', version });
    return stepSanction(company.deps, hr, { caseId, body });
  };
  const propose = async (more: Partial<Parameters<typeof proposePenalty>[2]['body']> = {}) =>
    proposePenalty(company.deps, hr, {
      caseId,
      body: { version: (await load()).version, penalty: 'warning', ...basis, ...more },
    });
  const approve = async () => {
    await relay(company.deps);
    const instanceCode = company.recording.approvals.at(-1)?.instance.instanceCode ?? '';
    company.recording.decide(instanceCode, 'APPROVED', 'ou_zhou', company.deps.now());
    await receiveEvent(company.deps, {
      kind: 'approval',
      eventId: uuidv7(),
      instanceCode,
      status: 'APPROVED',
    });
    await handleEvents(company.deps);
    await relay(company.deps);
  };
  const execute = async () => executeCase(company.deps, hr, { caseId, version: (await load()).version });

  beforeEach(async () => {
    company = await createCompany();
    const { deps } = company;
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    caseId = (await listCases({ limit: 1 }))[0]?.id ?? '';
    await contactCase(deps, hr, { caseId });
    const { version } = await load();
    const said = { id: uuidv7(), version, quickReason: 'other' as const, text: '去帮朋友看店' };
    await explainCase(deps, zhang, { caseId, body: said });
    const body = { version: (await load()).version, result: 'substantiated' as const, reason };
    await verifyCase(deps, hr, { caseId, body });
  });

  it('says what is missing, takes the steps of the breach along, and hands over what was carried out', async () => {
    const { deps } = company;
    await expect(propose({ evidence: [{ ...evidence[0] }, { ...evidence[0] }] })).rejects.toMatchObject({
      code: 'evidence_only_location',
    });
    await expect(propose({ penalty: 'termination' })).rejects.toMatchObject({
      code: 'rung_not_reached',
      details: { missing: ['rung_not_reached', 'milder_missing', 'union_notice_missing'] },
    });
    await expect(propose({ measures: ['performance_deduction'] })).rejects.toMatchObject({
      code: 'bonus_rule_missing',
    });
    expect(await findSanction(caseId, 'rule_breach')).toBeNull();
    expect((await propose()).proposal?.sanction).toMatchObject({ rungId: 'first', count: 1 });
    expect((await findSanction(caseId, 'rule_breach'))?.history.map(({ event }) => event)).toEqual([
      'bind_rule',
      'list_evidence',
      'hear',
    ]);
    await approve();
    expect((await wordsOf(await load(), { kind: 'decision' }, deps.now())).appeal).toMatch(
      /^您可以在 2026年\d+月\d+日 23:59 前申诉，申诉期内不执行。/,
    );
    const { id } = await issueLetter(deps, hr, { caseId, body: { kind: 'decision' } });
    await receiveLetter(deps, zhang, { caseId, letterId: id });
    await receiveLetter(deps, zhang, { caseId, letterId: id });
    expect((await readLetter(id))?.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await listLetters(caseId))[0]?.deliveries).toHaveLength(1);
    later(7 * DAY_MS);
    await execute();
    const span = { fromDay: '2026-11-01', toDay: '2026-12-31' };
    const lead = { personId: 'sun', roles: ['hr_lead'] };
    expect(await listExecutions(deps, lead, span)).toMatchObject([
      { employeeNo: 'E-zhang', measures: 'warning', deductionFen: 0, decidedBy: '周法务' },
    ]);
    await relay(deps);
    const actions = (await listAudit(`sanctions:${caseId}:rule_breach`)).map(({ entry }) => entry.action);
    expect(actions).toEqual(['sanction.bind_rule', 'sanction.list_evidence', 'sanction.hear']);
    const own = await load();
    const letterOf = (record: typeof own) => wordsOf(record, { kind: 'decision' }, company.deps.now());
    const appeal = { id: 'a', at: company.deps.now(), text: '不同意' };
    const milder = { at: appeal.at, byId: 'sun', result: 'changed', changedTo: 'warning', reason } as const;
    const proposal = own.proposal?.sanction && {
      ...own.proposal,
      sanction: { ...own.proposal.sanction, measures: ['fine', 'warning'] as const },
    };
    const changed = { ...own, ...(proposal && { proposal }), appeal: { ...appeal, decision: milder } };
    expect(await letterOf(changed), 'nobody may appeal twice').toMatchObject({
      measures: ['书面警告'],
      appeal: expect.stringMatching(/^您的申诉已由.*改为：书面警告。您如仍有异议，可以依法向劳动争议仲裁/),
    });
    expect((await sanctionView(own, company.deps.now())).precedent, 'its own penalty').toMatchObject({
      count: 0,
    });
    const next = { ...own, id: 'next', caseNo: 'C-next' };
    expect((await sanctionView(next, company.deps.now())).precedent).toMatchObject({
      count: 1,
      byMeasure: { warning: 1 },
    });
  });

  it('ends an employment over art. 39(4) by every step and by none less', async () => {
    const { deps } = company;
    const second = [
      { kind: 'document', shows: 'second_employment', note: '对方单位出具的在职证明' },
      { kind: 'location', shows: 'second_employment', note: '停留 80 分钟' },
    ] as const;
    const termination = { path: 'dual_employment', penalty: 'termination' } as const;
    await expect(propose(termination)).rejects.toMatchObject({
      details: {
        missing: ['evidence_missing', 'hearing_missing', 'effect_or_refusal_missing', 'union_notice_missing'],
      },
    });
    await expect(step({ event: 'hear' })).rejects.toMatchObject({ code: 'no_such_step' });
    await step({ event: 'list_evidence', evidence: [...second] });
    await expect(
      issueLetter(deps, hr, {
        caseId,
        body: { kind: 'demand', otherEmployer: '某某商贸', deadlineDay: '2026-12-31' },
      }),
    ).rejects.toMatchObject({ code: 'letter_not_due' });
    await step({ event: 'hear' });
    await expect(
      issueLetter(deps, hr, {
        caseId,
        body: { kind: 'demand', otherEmployer: '某某商贸', deadlineDay: '2026-12-10' },
      }),
    ).rejects.toMatchObject({ details: { fields: [{ field: 'deadlineDay' }] } });
    const demand = await issueLetter(deps, hr, {
      caseId,
      body: { kind: 'demand', otherEmployer: '某某商贸', deadlineDay: '2026-12-31' },
    });
    await step({ event: 'demand', letterId: demand.id });
    expect((await load()).clock?.kind).toBe('delivery');
    await expect(step({ event: 'prove_delivery' })).rejects.toMatchObject({ code: 'not_delivered' });
    later(DAY_MS);
    const at = deps.now().toISOString();
    await deliverLetter(deps, hr, {
      caseId,
      letterId: demand.id,
      body: { channel: 'ems', trackingNo: 'EA123456789CN', outcome: 'signed', at },
    });
    await step({ event: 'prove_delivery' });
    expect((await load()).clock).toMatchObject({ kind: 'correction_deadline', dueAt: demand.deadlineAt });
    await relay(deps);
    expect(await waits()).toHaveLength(2);
    await expect(step({ event: 'refuse', note: reason })).rejects.toMatchObject({
      code: 'demand_still_running',
    });
    const version = (await findSanction(caseId, 'dual_employment'))?.version ?? 0;
    await replyToDemand(deps, zhang, { caseId, body: { version, stopped: false, text: '我不打算停止' } });
    await step({ event: 'refuse', note: reason });
    expect((await load()).clock?.kind).toBe('decision');
    const replyDay = '2026-12-31';
    const notice = await issueLetter(deps, hr, {
      caseId,
      body: { kind: 'union_notice', path: 'dual_employment', reason, replyDay },
    });
    await expect(
      issueLetter(deps, hr, {
        caseId,
        body: { kind: 'union_notice', path: 'dual_employment', reason, replyDay: '2026-12-02' },
      }),
    ).rejects.toMatchObject({ details: { fields: [{ field: 'replyDay' }] } });
    await step({ event: 'notify_union', letterId: notice.id, to: 'company_union', handedOverAt: at });
    expect(await findSanction(caseId, 'dual_employment')).toMatchObject({
      unionNotice: { replyDueAt: notice.deadlineAt },
    });
    await expect(propose(termination)).rejects.toMatchObject({ code: 'case_waiting' });
    expect(await waits()).toMatchObject([
      { kind: 'delivery', endedAt: expect.any(Date) },
      { kind: 'correction_deadline', dueAt: demand.deadlineAt, endedAt: expect.any(Date) },
      { kind: 'union_reply', byId: 'li' },
    ]);
    expect((await load()).clock?.kind).toBe('union_reply');
    await expect(step({ event: 'union_silence' })).rejects.toMatchObject({ code: 'union_still_has_time' });
    await step({ event: 'union_reply', text: '建议先调岗' });
    await step({ event: 'consider_reply', answer: '已逐项研究工会意见，公司没有合适的岗位可以调整' });
    await propose(termination);
    await approve();
    later(7 * DAY_MS);
    await expect(execute()).rejects.toMatchObject({ code: 'letter_not_delivered' });
    const letter = await issueLetter(deps, hr, {
      caseId,
      body: {
        kind: 'termination',
        effectiveDay: dayOf(new Date(+deps.now() + 10 * DAY_MS), 'Asia/Shanghai'),
      },
    });
    await receiveLetter(deps, zhang, { caseId, letterId: letter.id });
    expect(await execute()).toMatchObject({ state: 'executed', execution: { penalty: 'termination' } });
    expect((await listLetters(caseId)).map(({ kind }) => kind)).toEqual([
      'demand',
      'union_notice',
      'termination',
    ]);
  });

  it('leaves staff of another employer to it: a notice, no ladder', async () => {
    const { deps } = company;
    const person = await findPerson('zhang');
    if (!person) throw new Error('no person');
    await savePerson({ ...person, engagement: 'dispatched' });
    const body = { kind: 'employer_notice', receiver: '某某人力资源有限公司' } as const;
    await expect(issueLetter(deps, hr, { caseId, body })).rejects.toMatchObject({ code: 'letter_not_due' });
    await expect(issueLetter(deps, zhang, { caseId, body })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a proposal of several measures', { timeout: 120_000 }, () => {
  useDatabase();
  it('counts what the person’s other penalties take from a month, and how alike cases were answered, as they stand', async () => {
    const { deps } = await createCompany();
    const at = deps.now();
    const sanction: SanctionTerms = {
      path: 'rule_breach',
      rungId: 'first',
      count: 1,
      measures: ['performance_deduction', 'fine'],
      deductionFen: 40_000,
      fineFen: 5_000,
      pay: { month: '2026-11', grossFen: 700_000, performanceFen: 200_000 },
    };
    const proposal = { ...basis, at, byId: 'li', penalty: 'fine' as const, sanction };
    const decision = { id: 'd', at, byId: 'zhou', result: 'approved' as const, comment: '' };
    const execution = { at, decisionId: 'd', penalty: 'fine' as const };
    const put = async (id: string, more: Partial<Case>) =>
      insertCase(buildCase({ id, caseNo: `C-${id}`, alertId: id, personId: 'zhang', proposal, ...more }), []);
    await put('own', { state: 'verified' });
    await put('proposed', { state: 'proposed' });
    await put('refused', { state: 'rejected', decision: { ...decision, result: 'rejected' } });
    await put('withdrawn', { state: 'withdrawn' });
    await put('revoked', { state: 'closed', decision, execution: { ...execution, revokedAt: at } });
    await put('milder', {
      state: 'closed',
      decision,
      execution: { ...execution, penalty: 'performance_deduction' },
    });
    await put('warned', { state: 'closed', decision, execution: { ...execution, penalty: 'warning' } });
    await put('other', { state: 'proposed', personId: 'chen' });
    const own = await findCase('own');
    if (!own) throw new Error('no case');
    const facts = await proposalFacts(own, await loadSanction(own, 'rule_breach'));
    const { taken } = facts;
    const month = '2026-11';
    const some = taken.filter(({ deductionFen }) => deductionFen > 0);
    expect(some.toSorted((a, b) => b.fineFen - a.fineFen)).toEqual([
      { month, deductionFen: 40_000, fineFen: 5_000 },
      { month, deductionFen: 40_000, fineFen: 0 },
    ]);
    expect(taken.reduce((sum, { fineFen }) => sum + fineFen, 0)).toBe(5_000);
    const { precedent } = await rungOf(facts);
    expect(precedent).toMatchObject({ count: 2, deductionPct: 20 });
    expect(precedent.byMeasure).toEqual({ performance_deduction: 1, warning: 1 });
  });

  it('is put to the second person, and told to the person, whole and with its money', async () => {
    const { deps } = await createCompany();
    const sanction: SanctionTerms = {
      path: 'rule_breach',
      rungId: 'first',
      count: 1,
      measures: ['warning', 'performance_deduction'],
      deductionFen: 40_000,
      pay: { month: '2026-11', grossFen: 700_000, performanceFen: 200_000 },
    };
    const at = deps.now();
    const proposed = buildCase({
      state: 'proposed',
      personId: 'zhang',
      proposal: { ...basis, at, byId: 'li', penalty: 'performance_deduction', sanction },
    });
    await insertCase(proposed, []);
    const whole = '书面警告、扣减绩效（2026-11 人民币 400.00 元）';
    const request = {
      documentId: proposed.id,
      requestId: 'r',
      askedAt: at,
      applicantId: 'li',
      approverIds: [],
    };
    expect(JSON.stringify(await decisionQuestion.draft(deps, request))).toContain(whole);
    const decision = { id: 'd', at, byId: 'zhou', result: 'approved', comment: '' } as const;
    const record = { ...proposed, state: 'approved', decision, pending: [], sent: [] } as const;
    expect(JSON.stringify(await decisionCard(deps, record))).toContain(escapeMarkdown(whole));
  });
});
