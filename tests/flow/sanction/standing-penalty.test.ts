import { beforeEach, describe, expect, it } from 'vitest';
import type { LetterBody } from '../../../server/contract/sanction.ts';
import type { Case } from '../../../server/domain/case/case.ts';
import { decideAppeal } from '../../../server/flow/case/case-appeal.ts';
import { listExecutions } from '../../../server/flow/case/executions.ts';
import { issueLetter } from '../../../server/flow/sanction/letter.ts';
import { proposePenalty } from '../../../server/flow/decision.ts';
import { sayRefusal } from '../../../server/contract/texts/refusals.ts';
import { hearingOf, stepSanction } from '../../../server/flow/sanction/sanction.ts';
import { sanctionView, subjectSanctionView } from '../../../server/http/views/sanction-view.ts';
import { loadSanction, proposalFacts } from '../../../server/flow/sanction/sanction-facts.ts';
import { Cases, findCase, insertCase } from '../../../server/store/cases.ts';
import { buildCase } from '../../domain/case/case-example.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, dayEnd, type Company } from '../company.ts';

const hr = { personId: 'li', roles: ['employee', 'hr'] };
const lead = { personId: 'sun', roles: ['employee', 'hr', 'hr_lead'], leadsSubject: false };
const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
const DECIDED = at('10:00', '2026-11-17');

describe('a penalty as an appeal left it', { timeout: 120_000 }, () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
  });
  const put = async (more: Partial<Case> = {}) => {
    const explanation = { id: 'e', at: DECIDED, quickReason: 'other', text: '去帮忙' } as const;
    const sanction = {
      path: 'rule_breach',
      rungId: 'repeated',
      count: 2,
      measures: ['performance_deduction', 'termination'],
      deductionFen: 40_000,
      pay: { month: '2026-11', grossFen: 700_000, performanceFen: 200_000 },
    } as const;
    const proposal = {
      at: DECIDED,
      byId: 'li',
      penalty: 'termination',
      reason,
      legalBasis: '规范第 5 条',
      evidence: [],
      sanction,
    } as const;
    const decision = { id: 'd', at: DECIDED, byId: 'zhou', result: 'approved', comment: '同意' } as const;
    const verification = { at: DECIDED, byId: 'li', result: 'substantiated', reason } as const;
    const subject = buildCase({
      personId: 'zhang',
      state: 'approved',
      contact: { at: DECIDED, byId: 'li' },
      explanation,
      verification,
      proposal,
      decision,
      appealUntilAt: dayEnd('2026-11-20'),
      ...more,
    });
    await insertCase(subject, []);
    return subject.id;
  };
  const appealed = (decided?: NonNullable<Case['appeal']>['decision']) => ({
    appeal: { id: 'a', at: DECIDED, text: '不同意', ...(decided && { decision: decided }) },
  });
  const decided = (
    more: Pick<NonNullable<NonNullable<Case['appeal']>['decision']>, 'result' | 'changedTo'>,
  ) => appealed({ at: DECIDED, byId: 'sun', reason, ...more });
  const execution = { at: DECIDED, decisionId: 'd', penalty: 'termination' } as const;
  const issue = async (caseId: string, body: LetterBody) => issueLetter(company.deps, hr, { caseId, body });
  const termination = { kind: 'termination', effectiveDay: '2026-12-10' } as const;

  it('is what its letter says: no notice of termination once the appeal made it a warning', async () => {
    const id = await put(decided({ result: 'changed', changedTo: 'warning' }));
    await expect(issue(id, termination)).rejects.toMatchObject({ code: 'letter_not_due' });
    expect(await issue(id, { kind: 'decision' })).toMatchObject({ kind: 'decision' });
  });

  it('has no letter any more once it is taken back, and no step of the law', async () => {
    const id = await put({
      ...decided({ result: 'overturned' }),
      state: 'closed',
      outcome: 'overturned',
      execution: { ...execution, revokedAt: DECIDED },
    });
    for (const body of [termination, { kind: 'decision' }] as const)
      await expect(issue(id, body)).rejects.toMatchObject({ code: 'letter_not_due' });
    const version = 0;
    const step = { path: 'dual_employment', event: 'hear', version } as const;
    await expect(stepSanction(company.deps, hr, { caseId: id, body: step })).rejects.toMatchObject({
      code: 'case_ended',
    });
  });

  it('takes no step of the law once it is asked for, and has no letter of one; a rejected one is prepared again', async () => {
    const { deps } = company;
    const step = { path: 'rule_breach', event: 'bind_rule', article: '5', version: 0 } as const;
    const take = async (caseId: string) => stepSanction(deps, hr, { caseId, body: step });
    const viewOf = async (caseId: string) => {
      const record = await findCase(caseId);
      return record && sanctionView(record, deps.now());
    };
    for (const [n, state] of (['proposed', 'approved', 'appealed', 'executed'] as const).entries()) {
      const id = await put({ id: state, alertId: `a${n}`, caseNo: `C-${n}`, state });
      await expect(take(id)).rejects.toMatchObject({ code: 'penalty_asked' });
      const view = await viewOf(id);
      expect(view?.mayPrepare).toBe(false);
      expect(view?.dueLetters).not.toContain('demand');
    }
    const rejected = await put({ id: 'rejected', alertId: 'r', caseNo: 'C-r', state: 'rejected' });
    expect(await take(rejected)).toMatchObject({ state: 'bound' });
    expect((await viewOf(rejected))?.mayPrepare).toBe(true);
  });

  it('asks nobody to receive the letter of one that was taken back', async () => {
    const id = await put(decided({ result: 'changed', changedTo: 'warning' }));
    await issue(id, { kind: 'decision' });
    const letterNow = async () => {
      const record = await findCase(id);
      return record && (await subjectSanctionView(record)).letters[0];
    };
    expect(await letterNow()).toMatchObject({ isVoid: false, mayReceive: true });
    await Cases.updateOne({ _id: id }, { $set: { state: 'withdrawn' } });
    expect(await letterNow()).toMatchObject({ isVoid: true, mayReceive: false });
  });

  it('gives no notice of termination while the appeal runs, none for a day gone by, none within the time to appeal', async () => {
    const running = await put({ id: 'running', state: 'appealed', ...appealed() });
    await expect(issue(running, termination)).rejects.toMatchObject({ code: 'letter_not_due' });
    const open = await put({ id: 'open', alertId: 'a2', caseNo: 'C-2' });
    for (const effectiveDay of ['2026-11-18', '2026-11-19'])
      await expect(issue(open, { ...termination, effectiveDay })).rejects.toMatchObject({
        details: { fields: [{ field: 'effectiveDay' }] },
      });
    await issue(open, { ...termination, effectiveDay: '2026-11-20' });
  });

  it('becomes nothing that was not proposed with what the law asks of it', async () => {
    const id = await put({ state: 'appealed', ...appealed() });
    const change = async (changedTo: 'post_change' | 'performance_deduction') =>
      decideAppeal(company.deps, lead, {
        caseId: id,
        body: { version: (await findCase(id))?.version ?? -1, result: 'changed', reason, changedTo },
      });
    await expect(change('post_change')).rejects.toMatchObject({ code: 'milder_not_proposed' });
    await change('performance_deduction');
    expect((await findCase(id))?.appeal?.decision?.changedTo).toBe('performance_deduction');
  });

  it('goes to payroll again in the month in which it changed or was taken back', async () => {
    const revokedAt = at('00:30', '2027-01-01');
    await put({ state: 'closed', execution: { ...execution, revokedAt } });
    await put({
      id: 'changed',
      alertId: 'a2',
      caseNo: 'C-2',
      state: 'closed',
      execution: { ...execution, penalty: 'performance_deduction' },
      ...appealed({
        at: revokedAt,
        byId: 'sun',
        reason,
        result: 'changed',
        changedTo: 'performance_deduction',
      }),
    });
    await put({ id: 'later', alertId: 'a3', caseNo: 'C-3', state: 'executed', execution });
    const rows = async (fromDay: string, toDay: string) =>
      (await listExecutions(company.deps, lead, { fromDay, toDay })).map(({ caseNo }) => caseNo).toSorted();
    expect(await rows('2026-11-01', '2026-11-30')).toEqual(['C-2', 'C-261116-AAAAAA', 'C-3']);
    expect(await rows('2026-12-01', '2026-12-31')).toEqual([]);
    expect(await rows('2027-01-01', '2027-01-31')).toEqual(['C-2', 'C-261116-AAAAAA']);
    expect(await listExecutions(company.deps, lead, { fromDay: '2027-01-01', toDay: '2027-01-31' })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ caseNo: 'C-2', changedAt: revokedAt.toISOString(), deductionFen: 40_000 }),
      ]),
    );
  });

  it('goes to payroll once where an appeal left it as it was, or was over before it was carried out', async () => {
    const decidedAt = at('00:30', '2027-01-01');
    const verdict = { at: decidedAt, byId: 'sun', reason } as const;
    const upheld = { ...verdict, result: 'upheld' } as const;
    const changed = { ...verdict, result: 'changed', changedTo: 'performance_deduction' } as const;
    await put({ state: 'executed', execution, ...appealed(upheld) });
    await put({
      id: 'before',
      alertId: 'a2',
      caseNo: 'C-2',
      state: 'executed',
      execution: { ...execution, at: at('10:00', '2027-02-03'), penalty: 'performance_deduction' },
      ...appealed(changed),
    });
    const rows = async (month: string) =>
      (await listExecutions(company.deps, lead, { fromDay: `${month}-01`, toDay: `${month}-28` })).map(
        ({ caseNo }) => caseNo,
      );
    expect(await rows('2026-11')).toEqual(['C-261116-AAAAAA']);
    expect(await rows('2027-01')).toEqual([]);
    expect(await rows('2027-02')).toEqual(['C-2']);
  });

  it('counts against a month only while it is asked for or stands', async () => {
    await put({ id: 'own', alertId: 'a0', caseNo: 'C-0', state: 'verified' });
    await put({ id: 'recalled', alertId: 'a1', caseNo: 'C-1', state: 'verified' });
    const own = await findCase('own');
    if (!own) throw new Error('no case');
    const takenNow = async () => (await proposalFacts(own, await loadSanction(own, 'rule_breach'))).taken;
    expect(await takenNow()).toEqual([]);
    const refused = { id: 'd1', at: DECIDED, byId: 'zhou', result: 'rejected', comment: '不同意' } as const;
    await put({ id: 'again', alertId: 'a2', caseNo: 'C-2', state: 'proposed', decision: refused });
    expect(await takenNow()).toEqual([{ month: '2026-11', deductionFen: 40_000, fineFen: 0 }]);
  });

  it('was heard by what the person wrote to HR and called everything', async () => {
    const { explanation: _none, ...said } = buildCase({
      state: 'verified',
      personId: 'zhang',
      explanationDueAt: dayEnd('2026-11-25'),
      explanationEndedAt: DECIDED,
      messages: [{ id: 'm', at: DECIDED, from: 'subject', byId: 'zhang', text: '我去帮朋友看店了' }],
    });
    await insertCase(said, []);
    const record = await findCase(said.id);
    if (!record) throw new Error('no case');
    expect(await hearingOf(record, at('12:00', '2026-11-18'))).toEqual({
      hearing: { at: DECIDED, how: 'explanation' },
    });
  });

  it('is refused with everything that is missing, in words as well, and only for a month that fits', async () => {
    const verification = { at: DECIDED, byId: 'li', result: 'substantiated', reason } as const;
    const subject = buildCase({ state: 'verified', personId: 'zhang', verification });
    await insertCase(subject, []);
    const evidence = [
      { kind: 'location', note: '停留 80 分钟' },
      { kind: 'location', note: '停留 40 分钟' },
    ] as const;
    const pay = { month: '2026-11', grossFen: 700_000, performanceFen: 200_000 };
    const propose = async (month = '2026-11') =>
      proposePenalty(company.deps, hr, {
        caseId: subject.id,
        body: {
          version: 0,
          penalty: 'performance_deduction',
          reason,
          legalBasis: '规范第 5 条',
          evidence: [...evidence],
          deductionFen: 10_000,
          pay: { ...pay, month },
        },
      });
    const missing = [
      'evidence_only_location',
      'not_heard',
      'bonus_rule_missing',
      'minimum_wage_unknown',
    ] as const;
    await expect(propose()).rejects.toMatchObject({
      code: 'evidence_only_location',
      details: { missing },
    });
    expect(sayRefusal('evidence_only_location', 'zh', { missing })).toBe(
      '还不能办理：定位以外的证据；本人还没有说明，说明期也没有届满；经民主程序的奖金办法；当地最低工资（公司资料里设置）',
    );
    for (const month of ['2026-10', '2026-12'])
      await expect(propose(month)).rejects.toMatchObject({
        details: { fields: [{ field: 'pay.month', zh: '须为 2026-11' }] },
      });
  });
});
