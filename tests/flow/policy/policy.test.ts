import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_LADDER } from '../../../server/contract/ladder.ts';
import type { PolicyDraftBody } from '../../../server/contract/policy.ts';
import { DEFAULT_POLICY } from '../../../server/domain/policy/default-policy.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { publishPolicy, savePolicy, viewPolicyDraft } from '../../../server/flow/policy/policy-draft.ts';
import { findPolicyDays } from '../../../server/flow/policy/policy-days.ts';
import { takeBackPolicy } from '../../../server/flow/policy/policy-withdraw.ts';
import { policyCoverage } from '../../../server/flow/policy/policy-request.ts';
import { acknowledgePolicy, findPolicyToRead } from '../../../server/flow/policy/policy.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { QuizAnswersSchema } from '../../../server/contract/quiz.ts';
import { answerQuiz, findMyQuiz } from '../../../server/flow/policy/quiz.ts';
import { findQuizFigures } from '../../../server/flow/policy/quiz-figures.ts';
import { findToday } from '../../../server/flow/own/today.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { PROCEDURE_KEY } from '../../../server/flow/case/case-facts.ts';
import { saveSetting } from '../../../server/store/settings.ts';
import { savePerson } from '../../../server/store/people.ts';
import { judgedSpans, isJudgedAt } from '../../../server/domain/policy/judged-spans.ts';
import { isReplaced } from '../../../server/domain/policy/replaced.ts';
import { listAcknowledged } from '../../../server/store/acknowledgements.ts';
import { findPolicy, findPolicyAt, listPolicies, listPolicyStarts } from '../../../server/store/policies.ts';
import { listQuizTries } from '../../../server/store/quiz-attempts.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';

const li = { personId: 'li', roles: ['hr'] };
const sun = { personId: 'sun', roles: ['hr', 'hr_lead'] };
const zhang = { personId: 'zhang', roles: ['employee'] };
const NEXT = '2026-11-20';
const consultation = {
  form: 'staff_congress',
  withWhom: '第三届职工代表大会',
  people: 42,
  discussedFromDay: '2026-11-01',
  discussedToDay: '2026-11-08',
  opinions: '建议写明休息时间不收集位置',
  settledWith: '公司工会委员会',
  settledDay: '2026-11-10',
  result: '采纳该意见，已写入第二条。',
  publicisedFromDay: '2026-11-11',
  publicisedHow: '飞书公告与各门店张贴',
} as const;

useDatabase();
let company: Company;
beforeEach(async () => {
  company = await createCompany();
});
const draft = (overrides: Partial<PolicyDraftBody> = {}): PolicyDraftBody => ({
  revision: 0,
  version: '2',
  title: DEFAULT_POLICY.title,
  sections: DEFAULT_POLICY.sections.map((section) => ({ ...section })),
  ladder: DEFAULT_LADDER,
  effectiveDay: NEXT,
  consultation,
  ...overrides,
});
const publish = async (overrides: Partial<PolicyDraftBody> = {}) => {
  await savePolicy(company.deps, li, draft(overrides));
  return publishPolicy(company.deps, sun, 1);
};
const acknowledge = async (version = '2') => {
  const { hash = '' } = (await findPolicy(version)) ?? {};
  await acknowledgePolicy(company.deps, zhang, { version, hash, language: 'zh', readMs: 60_000 });
};
const quizOf = async (personId: string) =>
  (await findMyQuiz(company.deps, personId)) ?? expect.fail('no questions');
const tryOf = (n: number): string => `01890000-0000-7000-8000-00000000000${n}`;
const cards = (openId = 'ou_zhang') =>
  company.recording.to(openId).map((one) => company.recording.textOf(one));

describe('the questions on the code', () => {
  it('wait on the first screen until their date, and no longer; they may be answered later all the same', async () => {
    const person = buildPerson({ id: 'zhang', name: '张导购' });
    const dueAt = async () => (await findToday(company.deps, person)).quizDueAt;
    await publish();
    company.setNow(at('12:00', '2026-11-21'));
    await acknowledge();
    const { version, questions } = await quizOf('zhang');
    company.setNow(new Date(+at('12:00', '2026-11-24') - 1));
    expect(await dueAt()).toEqual(at('12:00', '2026-11-24'));
    company.setNow(at('12:00', '2026-11-24'));
    expect(await dueAt()).toBeUndefined();
    const answers = questions.map(({ id, right }) => ({ id, option: right }));
    expect(await answerQuiz(company.deps, 'zhang', { id: tryOf(1), version, answers })).toMatchObject({
      passed: true,
    });
  });

  it('take the same try once, however often it is sent, and no other answers as the same', async () => {
    await publish();
    company.setNow(at('12:00', '2026-11-21'));
    await acknowledge();
    const { version, questions } = await quizOf('zhang');
    const wrong = questions.map(({ id, right }) => ({ id, option: right + 1 }));
    const tried = { id: tryOf(1), version, answers: wrong };
    const [one, two] = await Promise.all([
      answerQuiz(company.deps, 'zhang', tried),
      answerQuiz(company.deps, 'zhang', tried),
    ]);
    expect(two).toEqual(one);
    expect(await answerQuiz(company.deps, 'zhang', tried)).toEqual(one);
    expect(await listQuizTries(version)).toHaveLength(1);
    const answers = questions.map(({ id, right }) => ({ id, option: right }));
    const conflict = { code: 'quiz_conflict' };
    await expect(answerQuiz(company.deps, 'zhang', { ...tried, answers })).rejects.toMatchObject(conflict);
    await expect(answerQuiz(company.deps, 'li', tried)).rejects.toMatchObject(conflict);
    expect(await listQuizTries(version)).toMatchObject([{ personId: 'zhang', passed: false }]);
  });

  it('are graded for a page that names no try, as a new one each time', async () => {
    await publish();
    company.setNow(at('12:00', '2026-11-21'));
    await acknowledge();
    const { version, questions } = await quizOf('zhang');
    const answers = questions.map(({ id, right }) => ({ id, option: right }));
    const body = QuizAnswersSchema.parse({ version, answers });
    expect(await answerQuiz(company.deps, 'zhang', body)).toMatchObject({ passed: true });
    expect(await answerQuiz(company.deps, 'zhang', body)).toMatchObject({ passed: true });
    expect(await listQuizTries(version)).toHaveLength(2);
  });

  it('are told of in figures without a person, by region and question, small regions together', async () => {
    const regions = ['pudong', 'pudong', 'pudong', 'pudong', 'puxi', ''];
    for (const [index, regionId] of regions.entries())
      await savePerson(buildPerson({ id: `figure-${index}`, name: '某某', regionId }));
    await publish();
    company.setNow(at('12:00', '2026-11-21'));
    await acknowledge();
    const { version, questions } = await quizOf('zhang');
    const [first = expect.fail('no question')] = questions;
    let tries = 0;
    const try1 = (personId: string, wrong: readonly string[] = []) =>
      answerQuiz(company.deps, personId, {
        id: tryOf((tries += 1)),
        version,
        answers: questions.map(({ id, right }) => ({ id, option: wrong.includes(id) ? right + 1 : right })),
      });
    const figuresOf = async (name: string) => {
      const policy = await findPolicy(name);
      if (!policy) throw new Error('no such version');
      return findQuizFigures(policy, name === version);
    };
    await try1('zhang');
    for (const index of [0, 1, 2]) await try1(`figure-${index}`, [first.id]);
    expect((await figuresOf('2')).questions.map((one) => one.first)).toEqual([null, null, null]);
    company.setNow(at('12:05', '2026-11-21'));
    await try1('figure-0');
    await try1('figure-4');
    const figures = await figuresOf('2');
    expect(figures).toMatchObject({ version: '2', isInForce: true, minGroup: 5 });
    const passed = { passedFirst: 2, passedLater: 1, notPassed: 2, notTaken: 2 };
    expect(figures.groups).toEqual([{ regions: ['', '浦东区域', '浦西区域'], people: 7, ...passed }]);
    expect(figures.questions.map((one) => one.first)).toEqual([
      { wrong: 3, of: 5 },
      { wrong: 0, of: 5 },
      { wrong: 0, of: 5 },
    ]);
    expect(figures.questions[0]).toMatchObject({ id: first.id, quote: first.quote });
    for (const word of ['某某', 'figure-', 'zhang', 'ou_'])
      expect(JSON.stringify(figures)).not.toContain(word);
    expect(await figuresOf('1')).toMatchObject({ isInForce: false, groups: [], questions: [] });
  });
});

describe('the next version of the code', () => {
  it('starts from the newest one, or from the text the product ships with', async () => {
    const { draft: first } = await viewPolicyDraft(company.deps, li);
    expect(first).toMatchObject({ revision: 0, version: '2026-2', title: '规范', ladder: DEFAULT_LADDER });
    expect(first.sections).toHaveLength(8);
    await publish({ title: '外勤规范（二）' });
    expect((await viewPolicyDraft(company.deps, li)).draft).toMatchObject({
      version: '2026-3',
      title: '外勤规范（二）',
    });
  });

  it('edited by two at once keeps the first and tells the second', async () => {
    const both = await Promise.allSettled([
      savePolicy(company.deps, li, draft()),
      savePolicy(company.deps, sun, draft({ title: '另一个' })),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('cannot be published without a consultation record, and says what is missing', async () => {
    const { consultation: _none, ...rest } = draft();
    await savePolicy(company.deps, li, rest);
    await expect(publishPolicy(company.deps, sun, 1)).rejects.toMatchObject({
      code: 'policy_not_ready',
      details: { faults: [{ code: 'consultation_missing' }] },
    });
  });

  it('is published by the HR lead alone, once, with hash, first day and audit line', async () => {
    await savePolicy(company.deps, li, draft());
    await expect(publishPolicy(company.deps, li, 1)).rejects.toMatchObject({ code: 'forbidden' });
    const policy = await publishPolicy(company.deps, sun, 1);
    expect(policy).toMatchObject({ version: '2', effectiveAt: at('00:00', NEXT), ladder: DEFAULT_LADDER });
    expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(policy.consultation).toContain('第三届职工代表大会');
    expect(policy.body).toContain('第 1 次查实（首次查实）：书面警告');
    await sweep(company.deps);
    const [link] = await listAudit('policies:2');
    expect(link?.entry).toMatchObject({ action: 'policy.adopt', actorId: 'sun', to: policy.hash });
    await expect(publishPolicy(company.deps, sun, 1)).rejects.toMatchObject({ code: 'stale_version' });
  });
});

describe('days that are set otherwise than the code names them', () => {
  it('are told of, version by version, until a new one names them; a draft made before is cautioned', async () => {
    const spots = async () =>
      (await findPolicyDays(company.deps)).versions.map(({ version, isInForce, said }) => [
        version,
        isInForce,
        said.map(({ spot, days }) => `${spot} ${days}`),
      ]);
    await publish();
    await savePolicy(company.deps, li, draft({ version: '3', revision: 1 }));
    expect((await viewPolicyDraft(company.deps, li)).cautions).not.toContain('procedure_days');
    await saveSetting(PROCEDURE_KEY, { appealWindowDays: 5 });
    expect((await viewPolicyDraft(company.deps, li)).cautions).toContain('procedure_days');
    const named = ['answer 3', 'second_look 3', 'second_answer 3', 'appeal 3', 'amnesty 30', 'records 730'];
    expect((await findPolicyDays(company.deps)).set).toMatchObject({ appealDays: 5, answerDays: 3 });
    expect(await spots()).toEqual([
      ['2', false, named],
      ['1', true, []],
    ]);
    company.setNow(at('12:00', NEXT));
    expect(await spots()).toEqual([['2', true, named]]);
  });
});

describe('publishing a version', () => {
  it('asks everyone of the staff again, reminds who has not read it, and stops when they have', async () => {
    await savePerson(buildPerson({ id: 'qian', regionId: 'puxi' }));
    await publish();
    await sweep(company.deps);
    await sweep(company.deps);
    expect(cards()).toHaveLength(1);
    expect(cards()[0]).toContain('有新版本');
    expect(cards('ou_li')).toEqual([]);
    await acknowledge();
    await sweep(company.deps);
    expect(cards()[0]).toContain('已确认');
    company.setNow(at('12:00', '2026-11-22'));
    await sweep(company.deps);
    expect(cards('ou_qian'), 'a Sunday').toHaveLength(1);
    company.setNow(at('09:30', '2026-11-23'));
    await sweep(company.deps);
    await sweep(company.deps);
    expect(cards()).toHaveLength(1);
    expect(cards('ou_qian')).toHaveLength(2);
    expect(cards('ou_qian')[1]).toContain('提醒');
    expect(await policyCoverage()).toMatchObject({
      version: '2',
      regions: [
        { regionId: 'pudong', staff: 1, acknowledged: 1, reminded: 0 },
        { regionId: 'puxi', regionName: '浦西区域', staff: 1, acknowledged: 0, reminded: 1 },
      ],
    });
  });

  it('reminds once of all that was missed while nothing ran, then at its pace again', async () => {
    await publish();
    await sweep(company.deps);
    for (const clock of ['09:30', '10:40', '11:50', '13:00']) {
      company.setNow(at(clock, '2026-12-11'));
      await sweep(company.deps);
    }
    expect(cards()).toHaveLength(2);
    company.setNow(at('13:00', '2026-12-18'));
    await sweep(company.deps);
    expect(cards()).toHaveLength(3);
  });

  it('lets people read it before its first day; until then the old one counts', async () => {
    await publish();
    expect(await findPolicyToRead(company.deps, 'zhang')).toMatchObject({
      policy: { version: '2' },
      previousVersion: '1',
    });
    expect((await findPolicyToRead(company.deps, 'nobody'))?.policy.version).toBe('1');
  });
});

describe('publishing again before the first day of the version before', () => {
  /** Version 3, a minute after version 2, for the same first day or another. */
  const correct = async (effectiveDay = NEXT) => {
    await savePerson(buildPerson({ id: 'qian', regionId: 'puxi' }));
    await publish({ effectiveDay: '2026-11-24' });
    await sweep(company.deps);
    await acknowledge();
    await sweep(company.deps);
    company.setNow(at('12:01'));
    const { draft: next } = await viewPolicyDraft(company.deps, sun);
    await savePolicy(company.deps, li, draft({ revision: next.revision, version: '3', effectiveDay }));
    const view = await viewPolicyDraft(company.deps, sun);
    await publishPolicy(company.deps, sun, view.draft.revision);
    await sweep(company.deps);
    await sweep(company.deps);
    return view;
  };

  it.each(['2026-11-24', NEXT])('takes its place, whichever was written first: %s', async (day) => {
    const { cautions } = await correct(day);
    expect(cautions).toContain('replaces_pending');
    expect((await findPolicyAt(at('12:00', '2026-11-25')))?.version).toBe('3');
    expect((await findPolicyAt(at('12:00')))?.version).toBe('1');
    expect((await findPolicyToRead(company.deps, 'zhang'))?.policy.version).toBe('3');
    expect((await policyCoverage()).version).toBe('3');
    expect(cards()).toHaveLength(2);
    expect(cards('ou_qian')[0]).toContain('已被新版本取代');
    expect(cards()[0]).toContain('已确认');
    expect(cards('ou_qian')[1]).toContain('等您确认');
    const all = await listPolicies();
    expect(all.filter((one) => isReplaced(one, all)).map(({ version }) => version)).toEqual(['2']);
  });

  it('judges nobody by the version that never came into force', async () => {
    await correct('2026-11-24');
    const spans = judgedSpans(await listPolicyStarts(), await listAcknowledged('zhang'));
    expect(isJudgedAt(at('12:00', '2026-11-23'), spans)).toBe(true);
    expect(isJudgedAt(at('12:00', '2026-11-25'), spans)).toBe(false);
  });

  it('leaves both where the new one begins later', async () => {
    const { cautions } = await correct('2026-11-30');
    expect(cautions).not.toContain('replaces_pending');
    const inForce = async (day: string) => (await findPolicyAt(at('12:00', day)))?.version;
    expect([await inForce('2026-11-25'), await inForce('2026-12-01')]).toEqual(['2', '3']);
  });
});

describe('taking a version back before its first day', () => {
  const why = '职工代表提出第四条写得不清楚，改好后重新讨论再发布';
  const takeBack = (version = '2', actor = sun) =>
    takeBackPolicy(company.deps, actor, { version, reason: why });
  const sweepAll = async () => {
    await sweep(company.deps);
    await sweep(company.deps);
  };

  it('ends what staff were asked, tells who had acknowledged it, and leaves the old one in force', async () => {
    await savePerson(buildPerson({ id: 'qian', regionId: 'puxi' }));
    await publish();
    await sweep(company.deps);
    await acknowledge();
    await takeBack();
    await sweepAll();
    expect(cards('ou_qian')[0]).toContain('已取消');
    expect(cards('ou_qian')[0]).toContain(why);
    expect(cards(), 'had acknowledged it').toHaveLength(2);
    expect(cards()[1]).toContain('已取消');
    expect((await findPolicyToRead(company.deps, 'qian'))?.policy.version).toBe('1');
    expect((await policyCoverage()).version).toBe('1');
    await expect(acknowledge()).rejects.toMatchObject({ code: 'policy_withdrawn' });
    company.setNow(at('12:00', '2026-11-24'));
    await sweepAll();
    const asking = cards('ou_qian').filter((text) => text.includes('有新版本'));
    expect(asking, 'no reminder').toEqual([]);
    expect((await findPolicyAt(company.deps.now()))?.version).toBe('1');
    const spans = judgedSpans(await listPolicyStarts(), await listAcknowledged('zhang'));
    expect(isJudgedAt(at('12:00', '2026-11-24'), spans)).toBe(true);
  });

  it('writes who and why into the audit chain, once however many press it', async () => {
    await publish();
    const both = await Promise.allSettled([takeBack(), takeBack()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await sweep(company.deps);
    const entries = (await listAudit('policies:2')).map(({ entry }) => entry);
    expect(entries).toMatchObject([
      { action: 'policy.adopt' },
      { action: 'policy.withdraw', actorId: 'sun', why },
    ]);
    expect(cards(), 'nobody hears of a version that was gone before it was told').toEqual([]);
  });

  it('is for the HR lead, and not for a version that is in force or was replaced', async () => {
    await publish();
    await expect(takeBack('2', li)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(takeBack('7')).rejects.toMatchObject({ code: 'not_found' });
    await expect(takeBack('1')).rejects.toMatchObject({ code: 'policy_not_pending' });
    company.setNow(at('00:00', NEXT));
    await expect(takeBack()).rejects.toMatchObject({ code: 'policy_not_pending' });
    expect((await findPolicyAt(company.deps.now()))?.version).toBe('2');
  });

  it('leaves the draft to be corrected under another number, and brings back nothing it had replaced', async () => {
    await publish({ effectiveDay: '2026-11-24' });
    company.setNow(at('12:01'));
    await savePolicy(company.deps, li, draft({ revision: 1, version: '3', title: '第三版' }));
    await publishPolicy(company.deps, sun, 2);
    await takeBack('3');
    for (const day of ['2026-11-21', '2026-11-25'])
      expect((await findPolicyAt(at('12:00', day)))?.version).toBe('1');
    const view = await viewPolicyDraft(company.deps, li);
    expect(view.draft).toMatchObject({ version: '3', title: '第三版' });
    expect(view.faults).toMatchObject([{ code: 'version_taken' }]);
    expect(view.cautions).not.toContain('replaces_pending');
  });
});

describe('after a new version came into force (R17)', () => {
  const judge = async (day: string) => {
    await giveShift('zhang', day);
    company.setNow(at('12:00', day));
    await dwell('zhang', { from: '10:00', to: '11:20', day });
    company.setNow(at('12:10', day));
    await detectPerson(company.deps, 'zhang');
    return (await findAlerts('zhang', day, day)).length;
  };

  it('nobody is judged who has not acknowledged it; the time before it stays judged by the old one', async () => {
    await publish();
    expect(await judge(DAY)).toBe(1);
    expect(await judge(NEXT)).toBe(0);
    await sweep(company.deps);
    expect(await findAlerts('zhang', DAY, DAY)).toMatchObject([{ status: 'open' }]);
  });

  it('who acknowledged it before its first day is judged without a break', async () => {
    await publish();
    await acknowledge();
    expect([await judge(DAY), await judge(NEXT)]).toEqual([1, 1]);
  });

  it('who acknowledges it later is judged from the next whole shift on, never for the time before', async () => {
    await publish();
    company.setNow(at('12:00', NEXT));
    await acknowledge();
    expect(await judge(NEXT)).toBe(0);
    expect(await judge('2026-11-21')).toBe(1);
  });
});
