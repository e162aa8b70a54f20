import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Deps } from '../../../server/flow/deps.ts';
import { reviewMatching } from '../../../server/flow/non-compete/competitors.ts';
import { issueLeaverLink } from '../../../server/flow/leaver/leaver-link.ts';
import {
  addPayment,
  putAgreement,
  releaseAgreement,
  withdrawAuthorisation,
} from '../../../server/flow/non-compete/non-compete.ts';
import {
  answerNonCompete,
  demandNonCompete,
  moveNonCompeteCase,
  notifyNonCompete,
  verifyNonCompete,
} from '../../../server/flow/non-compete/non-compete-case.ts';
import { startMonitoring } from '../../../server/flow/non-compete/non-compete-monitor.ts';
import {
  settleRecord,
  takeEmployerRecord,
  takeInsurancePayment,
} from '../../../server/flow/non-compete/non-compete-record.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findAgreement } from '../../../server/store/non-compete-agreements.ts';
import { findNonCompeteCase, listNonCompeteCases } from '../../../server/store/non-compete-cases.ts';
import { findEmployerRecord, listEmployerRecords } from '../../../server/store/non-compete-records.ts';
import { insertRollout } from '../../../server/store/rollouts.ts';
import { useDatabase } from '../../support/db.ts';
import { createCompany, type Company } from '../company.ts';
import {
  addAgreement,
  addDeparted,
  BOSS,
  buildAgreementBody,
  GONE,
  LI,
  REASON,
  startWatching,
  SUN,
  ZHOU,
} from './departed.ts';

useDatabase();
let company: Company;
let deps: Deps;
beforeEach(async () => {
  company = await createCompany();
  ({ deps } = company);
  await addDeparted();
});
const later = (instant: string) => company.setNow(new Date(instant));

const pay = (overrides: Record<string, string> = {}) => ({
  externalId: `sb-${overrides['month'] ?? '2026-11'}`,
  by: 'key:insurance',
  payment: {
    agreementNo: '',
    employerName: '永辉超市股份有限公司',
    creditCode: '91350000727900106T',
    month: '2026-11',
    ...overrides,
  },
});

describe('an agreement', () => {
  it('is put on record once, faulty or not, and says what is wrong with it', async () => {
    const body = buildAgreementBody({ roleClass: 'ordinary', termMonths: 36 });
    const first = await putAgreement(deps, LI, body);
    expect(await putAgreement(deps, LI, body)).toEqual(first);
    await expect(putAgreement(deps, LI, { ...body, scope: '别的' })).rejects.toMatchObject({
      code: 'agreement_conflict',
    });
    await expect(
      startMonitoring(deps, SUN, { id: first.id, version: 0, sources: ['insurance_feed'], purpose: REASON }),
    ).rejects.toMatchObject({
      code: 'not_eligible',
      details: {
        reasons: expect.arrayContaining([
          'role_not_covered',
          'term_too_long',
          'nothing_paid',
          'authorisation_missing',
        ]),
      },
    });
  });

  it('is started by HR lead alone, never by who reviewed it, and only when every condition holds', async () => {
    const { id, version } = await addAgreement(deps);
    const start = { id, version, sources: ['insurance_feed'] as const, purpose: REASON };
    await expect(startMonitoring(deps, LI, start)).rejects.toMatchObject({ message: 'not_your_role' });
    const both = { personId: 'zhou', roles: ['legal', 'hr_lead'] };
    await expect(startMonitoring(deps, both, start)).rejects.toMatchObject({ message: 'is_reviewer' });
    await expect(startMonitoring(deps, SUN, { ...start, version: 1 })).rejects.toMatchObject({
      code: 'stale_version',
    });
    const started = await startMonitoring(deps, SUN, start);
    expect(started.monitoring).toMatchObject({ state: 'running', sources: ['insurance_feed'] });
  });

  it('stops by itself the day after a missed payment, tells HR lead, and never starts again by itself', async () => {
    const { id } = await startWatching(deps);
    later('2026-12-10T12:00:00+08:00');
    await sweep(deps);
    expect((await findAgreement(id))?.monitoring.state).toBe('running');
    later('2026-12-11T09:30:00+08:00');
    await sweep(deps);
    const stopped = await findAgreement(id);
    expect(stopped?.monitoring).toMatchObject({ state: 'stopped', sources: [], stopReasons: ['unpaid'] });
    expect(JSON.stringify(company.recording.messages)).toContain('监测已自动停止');
    await addPayment(deps, LI, {
      id,
      body: { id: uuidv7(), amountFen: 800_000, paidDay: '2026-12-11', reference: '补发' },
    });
    await sweep(deps);
    expect((await findAgreement(id))?.monitoring.state).toBe('stopped');
    const actions = (await listAudit(`non_compete_agreements:${id}`)).map(({ entry }) => entry.action);
    expect(actions.filter((action) => action === 'non_compete.stop')).toHaveLength(1);
  });

  it('stops in the same write as the withdrawal, the release and the end of the term', async () => {
    const { id } = await startWatching(deps);
    const withdrawn = await withdrawAuthorisation(deps, GONE, id);
    expect(withdrawn.monitoring).toMatchObject({
      state: 'stopped',
      stopReasons: ['authorisation_withdrawn'],
    });
    await expect(withdrawAuthorisation(deps, LI, id)).rejects.toMatchObject({ code: 'not_found' });
    const other = await startWatching(deps);
    const released = await releaseAgreement(deps, SUN, {
      id: other.id,
      version: other.version,
      day: '2026-11-19',
      reason: REASON,
    });
    expect(released.monitoring).toMatchObject({ state: 'stopped', stopReasons: ['released'] });
  });

  it('takes one payment once, and none from the future', async () => {
    const { id } = await addAgreement(deps);
    const body = { id: uuidv7(), amountFen: 400_000, paidDay: '2026-11-19', reference: 'x' };
    const once = await addPayment(deps, LI, { id, body });
    expect(await addPayment(deps, LI, { id, body })).toEqual(once);
    await expect(addPayment(deps, LI, { id, body: { ...body, amountFen: 1 } })).rejects.toMatchObject({
      code: 'payment_conflict',
    });
    const future = { ...body, id: uuidv7(), paidDay: '2026-11-20' };
    await expect(addPayment(deps, LI, { id, body: future })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('the insurance feed', () => {
  it('is refused, and leaves nothing, unless that agreement is watched through it today', async () => {
    const { id, agreementNo } = await addAgreement(deps);
    for (const no of [agreementNo, 'NC-000000-AAAAAA'])
      await expect(takeInsurancePayment(deps, pay({ agreementNo: no }))).rejects.toMatchObject({
        code: 'not_monitored',
      });
    expect(await listEmployerRecords(id)).toEqual([]);
    const running = await startWatching(deps);
    await withdrawAuthorisation(deps, GONE, running.id);
    await expect(takeInsurancePayment(deps, pay({ agreementNo: running.agreementNo }))).rejects.toMatchObject(
      { code: 'not_monitored' },
    );
    expect(await listEmployerRecords(running.id)).toEqual([]);
  });

  it('keeps no name of an employer that is not on the list', async () => {
    const { agreementNo } = await startWatching(deps);
    const { record } = await takeInsurancePayment(
      deps,
      pay({ agreementNo, employerName: '杭州某某物流有限公司', creditCode: '914403001922038216' }),
    );
    expect(record.match.verdict).toBe('none');
    expect(record).not.toHaveProperty('employerName');
    expect(record).not.toHaveProperty('creditCode');
    await relay(deps);
    expect(await listNonCompeteCases({})).toEqual([]);
  });

  it('refuses a code with a wrong check digit, a month outside, and other content under the same id', async () => {
    const { agreementNo } = await startWatching(deps);
    await expect(
      takeInsurancePayment(deps, pay({ agreementNo, creditCode: '91350000727900106X' })),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    for (const month of ['2026-06', '2026-12'])
      await expect(takeInsurancePayment(deps, pay({ agreementNo, month }))).rejects.toMatchObject({
        code: 'not_monitored',
      });
    const first = await takeInsurancePayment(deps, pay({ agreementNo }));
    const again = await takeInsurancePayment(deps, pay({ agreementNo }));
    expect([first.created, again.created]).toEqual([true, false]);
    const changed = { ...pay({ agreementNo, employerName: '别的公司' }) };
    await expect(takeInsurancePayment(deps, changed)).rejects.toMatchObject({ code: 'record_conflict' });
  });

  it('opens one case for a match, however many months match', async () => {
    const { id, agreementNo } = await startWatching(deps);
    for (const month of ['2026-09', '2026-10', '2026-11'])
      await takeInsurancePayment(deps, pay({ agreementNo, month }));
    await relay(deps);
    await relay(deps);
    const cases = await listNonCompeteCases({ agreementId: id });
    expect(cases).toHaveLength(1);
    expect(cases[0]).toMatchObject({ state: 'open', competitorId: 'yonghui' });
    const cards = JSON.stringify(company.recording.messages);
    expect(cards).toContain('竞业限制');
    for (const secret of ['林离职', '永辉', 'E-gone']) expect(cards).not.toContain(secret);
  });

  it('asks a human about a likeness, who opens the case or lets the name go', async () => {
    const { agreementNo, id } = await startWatching(deps);
    const near = await takeInsurancePayment(
      deps,
      pay({ agreementNo, employerName: '永辉超市连锁有限公司', creditCode: '914403001922038216' }),
    );
    expect(near.record.match).toMatchObject({ verdict: 'undecided', doubt: 'other_code' });
    await relay(deps);
    expect(await listNonCompeteCases({ agreementId: id })).toEqual([]);
    const settle = { recordId: near.record.id, reason: REASON };
    await expect(settleRecord(deps, LI, { ...settle, isSame: true })).rejects.toMatchObject({
      message: 'not_your_role',
    });
    await settleRecord(deps, SUN, { ...settle, isSame: false });
    await expect(settleRecord(deps, ZHOU, { ...settle, isSame: true })).rejects.toMatchObject({
      code: 'already_settled',
    });
    await relay(deps);
    expect(await findEmployerRecord(near.record.id)).not.toHaveProperty('employerName');
    expect(await listNonCompeteCases({ agreementId: id })).toEqual([]);
  });

  it('does not open the door to other sources', async () => {
    const { id } = await startWatching(deps);
    const body = {
      id: uuidv7(),
      source: 'public_registry',
      employerName: '永辉超市股份有限公司',
      month: '2026-11',
      reference: '国家企业信用信息公示系统',
    } as const;
    await expect(takeEmployerRecord(deps, LI, { id, body })).rejects.toMatchObject({ code: 'not_monitored' });
  });
});

describe('the threshold of likeness', () => {
  it('counts once one of the company and one of the staff have signed the same values', async () => {
    const rep = { personId: 'wu', roles: ['staff_rep'] };
    const values = { sameAt: 0.9, askAt: 0.5, note: REASON };
    expect((await reviewMatching(deps, SUN, values)).reviewedBy).toHaveLength(1);
    await expect(reviewMatching(deps, SUN, values)).rejects.toMatchObject({
      message: 'second_person_needed',
    });
    await expect(reviewMatching(deps, ZHOU, values)).rejects.toMatchObject({ message: 'other_side_needed' });
    expect((await reviewMatching(deps, rep, values)).reviewedBy).toHaveLength(2);
    expect((await reviewMatching(deps, SUN, { ...values, sameAt: 0.95 })).reviewedBy).toHaveLength(1);
  });
});

describe('a non-compete case', () => {
  async function openCase(): Promise<{ caseId: string; agreementId: string; version: number }> {
    const { id, agreementNo } = await startWatching(deps);
    await takeInsurancePayment(deps, pay({ agreementNo }));
    await relay(deps);
    const [record] = await listNonCompeteCases({ agreementId: id });
    return { caseId: record?.id ?? '', agreementId: id, version: (await findAgreement(id))?.version ?? 0 };
  }

  it('goes from telling the person to a demand by a second person, an objection and its end', async () => {
    const { caseId } = await openCase();
    await expect(
      notifyNonCompete(deps, LI, { caseId, version: 0, reason: REASON, hasDoor: false }),
    ).rejects.toMatchObject({ code: 'no_way_to_answer' });
    await issueLeaverLink(deps, LI, {
      employeeNo: 'E-gone',
      check: { kind: 'code' },
      days: 14,
      purpose: REASON,
    });
    const told = await notifyNonCompete(deps, LI, { caseId, version: 0, reason: REASON, hasDoor: true });
    expect(told.answerDueAt).toEqual(new Date('2026-11-26T23:59:59.999+08:00'));
    await expect(
      verifyNonCompete(deps, ZHOU, { caseId, version: 1, reason: REASON, result: 'substantiated' }),
    ).rejects.toMatchObject({ code: 'explanation_running' });
    const body = { id: uuidv7(), text: '我在那里做的是仓库，不涉及原来的业务。' };
    await answerNonCompete(deps, GONE, { caseId, kind: 'explain', body });
    await answerNonCompete(deps, GONE, { caseId, kind: 'explain', body });
    await verifyNonCompete(deps, ZHOU, { caseId, version: 2, reason: REASON, result: 'substantiated' });
    const demand = { caseId, version: 3, reason: REASON, deadlineDay: '2026-12-20' };
    await expect(demandNonCompete(deps, ZHOU, demand)).rejects.toMatchObject({ message: 'is_verifier' });
    await expect(demandNonCompete(deps, SUN, { ...demand, deadlineDay: '2026-11-30' })).rejects.toMatchObject(
      {
        code: 'invalid_input',
      },
    );
    await demandNonCompete(deps, SUN, demand);
    await answerNonCompete(deps, GONE, { caseId, kind: 'object', body: { id: uuidv7(), text: '不同意' } });
    await expect(
      moveNonCompeteCase(deps, SUN, { caseId, version: 5, reason: REASON, event: 'uphold' }),
    ).rejects.toMatchObject({ message: 'is_demander' });
    await moveNonCompeteCase(deps, BOSS, { caseId, version: 5, reason: REASON, event: 'drop' });
    const ended = await findNonCompeteCase(caseId);
    expect(ended).toMatchObject({ state: 'closed', outcome: 'dropped', version: 6 });
    await relay(deps);
    const audited = await listAudit(`non_compete_cases:${caseId}`);
    expect(audited.map(({ entry }) => entry.action)).toEqual(
      ['open', 'notify', 'explain', 'verify', 'demand', 'object', 'drop'].map(
        (one) => `non_compete_case.${one}`,
      ),
    );
  });

  it.each([
    ['off', []],
    ['a pilot', [{ mode: 'pilot', fromAt: new Date('2026-11-10T00:00:00Z') }]],
  ] as const)('goes no further than HR while the region of the person is %s', async (_mode, periods) => {
    const { caseId } = await openCase();
    const base = { caseId, reason: REASON };
    await notifyNonCompete(deps, LI, { ...base, version: 0, hasDoor: true });
    const body = { id: uuidv7(), text: '我在那里做的是仓库，不涉及原来的业务。' };
    await answerNonCompete(deps, GONE, { caseId, kind: 'explain', body });
    await verifyNonCompete(deps, ZHOU, { ...base, version: 2, result: 'substantiated' });
    const demand = { ...base, version: 3, deadlineDay: '2026-12-20' };
    await insertRollout({ id: 'pudong', version: 0, periods: [...periods], history: [] }, []);
    await expect(demandNonCompete(deps, SUN, demand)).rejects.toMatchObject({ code: 'region_not_live' });
    expect(await findNonCompeteCase(caseId)).toMatchObject({ state: 'verified', version: 3 });
    await moveNonCompeteCase(deps, SUN, { ...base, version: 3, event: 'drop' });
    expect(await findNonCompeteCase(caseId)).toMatchObject({ state: 'closed', outcome: 'dropped' });
  });

  it('is withdrawn when a release takes the ground of its month', async () => {
    const { caseId, agreementId, version } = await openCase();
    await releaseAgreement(deps, SUN, { id: agreementId, version, day: '2026-10-01', reason: REASON });
    await relay(deps);
    expect(await findNonCompeteCase(caseId)).toMatchObject({ state: 'withdrawn', outcome: 'withdrawn' });
  });

  it('stays when only the authorisation ends: what was lawful then stays lawful', async () => {
    const { caseId, agreementId } = await openCase();
    await withdrawAuthorisation(deps, GONE, agreementId);
    await relay(deps);
    expect(await findNonCompeteCase(caseId)).toMatchObject({ state: 'open' });
  });

  it('lets one of two racing steps through', async () => {
    const { caseId } = await openCase();
    const drop = { caseId, version: 0, reason: REASON, event: 'drop' } as const;
    const done = await Promise.allSettled([
      moveNonCompeteCase(deps, SUN, drop),
      moveNonCompeteCase(deps, ZHOU, drop),
    ]);
    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('opens again only after the agreement was kept once, not after it was dropped', async () => {
    const { caseId, agreementId } = await openCase();
    await moveNonCompeteCase(deps, SUN, { caseId, version: 0, reason: REASON, event: 'drop' });
    const { agreementNo = '' } = (await findAgreement(agreementId)) ?? {};
    await takeInsurancePayment(deps, pay({ agreementNo, month: '2026-10' }));
    await relay(deps);
    expect(await listNonCompeteCases({ agreementId })).toHaveLength(1);
  });
});
