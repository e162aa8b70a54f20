import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { RuleConditionsSchema, type RuleBody } from '../../../server/contract/custom-rule.ts';
import { disableRule, enableRule, saveRule, testRule } from '../../../server/flow/custom-rule/custom-rule.ts';
import { isMatch, RULE_TIME_MS, withinTime } from '../../../server/flow/custom-rule/custom-rule-match.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { runReplay } from '../../../server/flow/tuning/replay-run.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { findAssessment, updateAssessment } from '../../../server/store/assessments.ts';
import { insertRule } from '../../../server/store/custom-rules.ts';
import { findReplay } from '../../../server/store/replays.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';

const HR = { personId: 'li', roles: ['hr'] };
const LEAD = { personId: 'sun', roles: ['hr', 'hr_lead'] };
const REASON = 'agreed with the employees’ representative';
const body = (overrides: Partial<RuleBody> = {}): RuleBody => ({
  version: 0,
  title: { zh: '久留一处', en: 'Long stay' },
  message: { zh: '<当班停留超过半小时>', en: 'more than half an hour in stays' },
  severity: 'medium',
  staffKinds: ['promoter'],
  conditions: { all: [{ fact: 'stayMin', operator: 'greaterThan', value: 30 }] },
  piaId: 'pia',
  ...overrides,
});

describe('a custom rule', () => {
  useDatabase();
  let company: Company;
  const ruleId = uuidv7();
  const test = async (version: number) => {
    const replay = await testRule(company.deps, HR, { ruleId, body: { id: uuidv7(), version, days: 7 } });
    await runReplay(company.deps, replay.id);
    return findReplay(replay.id);
  };
  const enable = (version = 1, actor = LEAD) =>
    enableRule(company.deps, actor, { ruleId, body: { version, reason: REASON } });
  const later = '2026-11-23';
  const judge = async (day: string) => {
    await giveShift('zhang', day);
    await dwell('zhang', { from: '10:00', to: '11:00', day, where: 'store' });
    company.setNow(at('13:00', day));
    await detectPerson(company.deps, 'zhang');
    return findAlerts('zhang', day, day);
  };
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:00', where: 'store' });
    company.setNow(at('10:00', '2026-11-22'));
    await saveRule(company.deps, HR, { id: ruleId, body: body() });
  });

  it('finds nothing where it takes too long, and the largest rule is far from that', async () => {
    expect(await withinTime(new Promise<never>(() => undefined), 5)).toBeNull();
    expect(await withinTime(Promise.resolve('done'), RULE_TIME_MS)).toBe('done');
    const comparison = { fact: 'stayMin', operator: 'greaterThan', value: 1 } as const;
    const largest = { all: Array.from({ length: 12 }, () => comparison) };
    const began = performance.now();
    for (let day = 0; day < 50; day += 1) expect(await isMatch(largest, { stayMin: 30 })).toBe(true);
    expect((performance.now() - began) / 50).toBeLessThan(RULE_TIME_MS);
  });

  it('is tested on history before it is put into force, and the test says whom it would hit', async () => {
    await expect(enable()).rejects.toMatchObject({ code: 'rule_untested' });
    expect((await test(1))?.result).toMatchObject({
      total: { live: 0, draft: 1, added: 1 },
      byDetector: [{ detector: `rule:${ruleId}`, added: 1 }],
    });
    expect(await enable()).toMatchObject({ status: 'enabled', enabledById: 'sun', fromDay: '2026-11-23' });
  });

  it('is one of at most twenty in force, which bounds what judging a shift costs', async () => {
    await test(1);
    for (let count = 0; count < 20; count += 1) {
      const rule = { ...body(), id: uuidv7(), version: 1, seq: 0, status: 'enabled', byId: 'li' } as const;
      await insertRule({ ...rule, at: company.deps.now(), enabledById: 'sun', fromDay: later }, []);
    }
    await expect(enable()).rejects.toMatchObject({ code: 'too_many_rules' });
  });

  it('of the greatest size allowed is answered in a few milliseconds', async () => {
    const comparison = { fact: 'stayMin', operator: 'greaterThan', value: 30 } as const;
    const group = { any: [{ all: [comparison, comparison, comparison] }, comparison] };
    const conditions = RuleConditionsSchema.parse({ all: [group, group, group] });
    const begunMs = performance.now();
    for (let time = 0; time < 200; time += 1) await isMatch(conditions, { stayMin: 31 });
    expect((performance.now() - begunMs) / 200).toBeLessThan(25);
  });

  it('must be tested again when it was edited, and is not edited while it is in force', async () => {
    await test(1);
    await saveRule(company.deps, HR, { id: ruleId, body: body({ version: 1, severity: 'low' }) });
    await expect(enable(1)).rejects.toMatchObject({ code: 'stale_version' });
    await expect(enable(2)).rejects.toMatchObject({ code: 'rule_untested' });
    await test(2);
    await enable(2);
    await expect(
      saveRule(company.deps, HR, { id: ruleId, body: body({ version: 2 }) }),
    ).rejects.toMatchObject({ code: 'rule_enabled' });
  });

  it('is put into force by somebody else than its author, and only under a current impact assessment', async () => {
    await test(1);
    await expect(enable(1, { personId: 'li', roles: ['hr', 'hr_lead'] })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(enable(1, { personId: 'zhou', roles: ['legal'] })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const assessment = await findAssessment('pia');
    if (assessment) await updateAssessment(assessment, { status: 'superseded' }, []);
    await expect(enable()).rejects.toMatchObject({ code: 'pia_required' });
  });

  it('judges the days after, in the author’s words without markup, as a hint of at most medium severity', async () => {
    await test(1);
    await enable();
    const [alert] = await judge(later);
    expect(alert).toMatchObject({
      status: 'watching',
      placeId: `rule:${ruleId}`,
      finding: {
        detector: `rule:${ruleId}`,
        version: 1,
        severity: 'medium',
        numbers: { stayMin: 60 },
        thresholds: { stayMin: 30 },
        sentence: { zh: '公司自定规则「久留一处」：＜当班停留超过半小时＞' },
      },
    });
    expect(await findAlerts('zhang', DAY, DAY)).toEqual([]);
  });

  it('stops at once, and leaves what it found to people', async () => {
    await test(1);
    await enable();
    await judge(later);
    await disableRule(company.deps, LEAD, { ruleId, body: { version: 1, reason: REASON } });
    expect(await judge('2026-11-24')).toEqual([]);
    expect(await judge(later)).toMatchObject([{ status: 'watching' }]);
  });

  it('says nothing about a day whose numbers are not known', async () => {
    await saveRule(company.deps, HR, {
      id: ruleId,
      body: body({ version: 1, conditions: { all: [{ fact: 'visits', operator: 'lessThan', value: 1 }] } }),
    });
    expect((await test(2))?.result?.total).toMatchObject({ draft: 0 });
  });
});
