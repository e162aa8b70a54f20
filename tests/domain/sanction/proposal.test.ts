import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LADDER, type Ladder } from '../../../server/contract/ladder.ts';
import { EngagementSchema } from '../../../server/contract/person.ts';
import type { SanctionState } from '../../../server/contract/sanction.ts';
import { deductionLimitFen, refuseDeduction } from '../../../server/domain/sanction/pay.ts';
import { listMissing, type ProposalFacts, type Proposed } from '../../../server/domain/sanction/proposal.ts';
import { countProven, rungFor } from '../../../server/domain/sanction/rungs.ts';
import { precedentOf } from '../../../server/domain/sanction/precedent.ts';
import { buildSanction, day, goodFacts, HAPPENED } from './sanction-example.ts';

const bonusRule = {
  name: '导购绩效奖金办法',
  adoptedDay: '2026-01-01',
  consultation: '经职工代表大会讨论通过',
  maxSharePct: 30,
};
const firstRung = rungFor(DEFAULT_LADDER, 1);
const ladder: Ladder = { ...DEFAULT_LADDER, bonusRule };
const pay = { month: '2026-11', grossFen: 600_000, performanceFen: 200_000 };
const warning: Proposed = { path: 'rule_breach', measures: ['warning'] };
const heard = (state: SanctionState = 'heard') =>
  buildSanction('rule_breach', state, goodFacts.list_evidence);
const before = (executedAt: Date, id = 'c0') => ({ id, happenedAt: day('2026-03-01'), executedAt });

function facts(overrides: Partial<ProposalFacts> = {}): ProposalFacts {
  return {
    engagement: 'full_time',
    regionId: 'pudong',
    present: { id: 'c1', happenedAt: HAPPENED },
    earlier: [],
    ladder,
    minimumWageFen: 269_000,
    taken: [],
    sanction: heard(),
    ...overrides,
  };
}

describe('what a proposal still lacks', () => {
  it('is nothing for a first warning whose rule, evidence and hearing stand', () => {
    expect(listMissing(warning, facts())).toEqual([]);
  });

  it('names every step the path has not taken yet, in their order', () => {
    const at = (state: SanctionState) =>
      listMissing(warning, facts({ sanction: buildSanction('rule_breach', state) }));
    expect(at('opened')).toEqual(['rule_missing', 'evidence_missing', 'hearing_missing']);
    expect(at('bound')).toEqual(['evidence_missing', 'hearing_missing']);
    expect(at('evidenced')).toEqual(['hearing_missing']);
    const dual = (state: SanctionState) =>
      listMissing(
        { path: 'dual_employment', measures: ['termination'] },
        facts({ sanction: buildSanction('dual_employment', state) }),
      );
    expect(dual('heard')).toEqual(['effect_or_refusal_missing', 'union_notice_missing']);
    expect(dual('demanded')).toEqual(['delivery_missing', 'refusal_missing', 'union_notice_missing']);
    expect(dual('refused')).toEqual(['union_notice_missing']);
    expect(dual('union_notified')).toEqual(['union_reply_missing']);
    expect(dual('union_answered')).toEqual(['union_answer_missing']);
    expect(dual('union_considered')).toEqual([]);
    expect(dual('complied')).toEqual(['person_complied', 'union_notice_missing']);
  });

  it.each(EngagementSchema.options)('locks the ladder by engagement: %s', (engagement) => {
    const isLocked = ['part_time', 'dispatched', 'outsourced', 'unknown'].includes(engagement);
    expect(listMissing(warning, facts({ engagement }))).toEqual(isLocked ? ['ladder_locked'] : []);
  });

  it('may never be made of a case that ends with a talk at most', () => {
    expect(listMissing(warning, facts({ isTalkOnly: true }))).toEqual(['talk_only']);
  });

  it('reaches the rung of a repetition only after the first penalty had been carried out', () => {
    const dismissal: Proposed = { path: 'rule_breach', measures: ['termination'] };
    const sanction = { ...heard('union_considered'), ...goodFacts.weigh_milder };
    const given = (earlier: ProposalFacts['earlier']) => listMissing(dismissal, facts({ earlier, sanction }));
    expect(given([])).toEqual(['rung_not_reached']);
    expect(given([before(day('2026-04-01'))])).toEqual([]);
    expect(given([before(day('2026-11-17'))])).toEqual(['rung_not_reached']);
    expect(given([before(day('2024-11-01'))])).toEqual(['rung_not_reached']);
  });

  it('wants milder answers weighed before a termination over art. 39(2), and before nothing milder', () => {
    const dismissal: Proposed = { path: 'rule_breach', measures: ['termination'] };
    const repeated = facts({ earlier: [before(day('2026-04-01'))] });
    expect(listMissing(dismissal, repeated)).toEqual(['milder_missing', 'union_notice_missing']);
    expect(listMissing(warning, repeated)).toEqual([]);
  });

  it('takes art. 39(4) for a termination and for nothing else', () => {
    const sanction = buildSanction('dual_employment', 'union_considered');
    const given = (measures: Proposed['measures']) =>
      listMissing({ path: 'dual_employment', measures }, facts({ sanction }));
    expect(given(['termination'])).toEqual([]);
    expect(given(['warning', 'termination'])).toEqual(['path_does_not_allow']);
  });

  it('takes pay only under an adopted bonus rule, with the month’s figures, above the minimum wage', () => {
    const deduct: Proposed = {
      path: 'rule_breach',
      measures: ['warning', 'performance_deduction'],
      deductionFen: 40_000,
      pay,
    };
    expect(listMissing(deduct, facts())).toEqual([]);
    expect(listMissing(deduct, facts({ ladder: DEFAULT_LADDER }))).toEqual(['bonus_rule_missing']);
    const { pay: _pay, ...unknown } = deduct;
    expect(listMissing(unknown, facts())).toEqual(['month_pay_missing']);
    const { minimumWageFen: _floor, ...noFloor } = facts();
    expect(listMissing(deduct, noFloor)).toEqual(['minimum_wage_unknown']);
    expect(listMissing({ ...deduct, deductionFen: 40_001 }, facts())).toEqual(['deduction_above_share']);
    const low = { ...deduct, pay: { ...pay, grossFen: 300_000 } };
    expect(listMissing(low, facts())).toEqual(['deduction_below_minimum_wage']);
    const { deductionFen: _none, ...openAmount } = deduct;
    expect(listMissing(openAmount, facts())).toEqual(['deduction_missing']);
    expect(listMissing(unknown, noFloor)).toEqual(['month_pay_missing', 'minimum_wage_unknown']);
  });

  it('counts what other penalties take from the same month', () => {
    const deduct: Proposed = {
      path: 'rule_breach',
      measures: ['performance_deduction'],
      deductionFen: 30_000,
      pay,
    };
    const beside = (more: object) =>
      facts({ taken: [{ month: pay.month, deductionFen: 0, fineFen: 0, ...more }] });
    expect(listMissing(deduct, beside({ deductionFen: 10_000 }))).toEqual([]);
    expect(listMissing(deduct, beside({ deductionFen: 10_001 }))).toEqual(['deduction_above_share']);
    expect(listMissing(deduct, beside({ month: '2026-10', deductionFen: 10_001 }))).toEqual([]);
    const left = pay.grossFen - 269_000 - 30_000;
    expect(listMissing(deduct, beside({ fineFen: left }))).toEqual([]);
    expect(listMissing(deduct, beside({ fineFen: left + 1 }))).toEqual(['deduction_below_minimum_wage']);
  });

  it('changes pay or post only with a signed agreement, and fines only where a basis is cited', () => {
    const own: Ladder = {
      ...ladder,
      rungs: [{ ...firstRung, measures: ['pay_change', 'fine'], fineFen: 20_000 }],
    };
    const change: Proposed = { path: 'rule_breach', measures: ['pay_change'] };
    expect(listMissing(change, facts({ ladder: own }))).toEqual(['agreement_missing']);
    expect(listMissing({ ...change, agreement: '2026-协-17' }, facts({ ladder: own }))).toEqual([]);
    const fine: Proposed = { path: 'rule_breach', measures: ['fine'], fineFen: 20_000, pay };
    expect(listMissing(fine, facts({ ladder: own }))).toEqual(['fine_not_lawful_here']);
    const lawful = { ...own, fineRegions: { pudong: '某条例第 5 条' } };
    expect(listMissing(fine, facts({ ladder: lawful }))).toEqual([]);
    expect(listMissing({ ...fine, fineFen: 20_001 }, facts({ ladder: lawful }))).toEqual(['fine_above_rung']);
    const { pay: _pay, ...unknown } = fine;
    expect(listMissing(unknown, facts({ ladder: lawful }))).toEqual(['month_pay_missing']);
    const low = { ...fine, pay: { ...pay, grossFen: 288_999 } };
    expect(listMissing(low, facts({ ladder: lawful }))).toEqual(['deduction_below_minimum_wage']);
    const both: Proposed = { ...low, measures: ['performance_deduction', 'fine'], deductionFen: 1, pay };
    const hard: Ladder = {
      ...lawful,
      rungs: [{ ...firstRung, measures: ['performance_deduction', 'fine'], fineFen: 20_000 }],
    };
    expect(listMissing(both, facts({ ladder: hard, minimumWageFen: 579_999 }))).toEqual([]);
    expect(listMissing(both, facts({ ladder: hard, minimumWageFen: 580_000 }))).toEqual([
      'deduction_below_minimum_wage',
    ]);
  });
});

describe('a deduction', () => {
  it('never takes a month below the local minimum wage, whatever the figures', () => {
    const money = integer({ min: 0, max: 2_000_000 });
    const share = integer({ min: 1, max: 100 });
    assert(
      property(
        money,
        money,
        money,
        share,
        share,
        money,
        (gross, performance, minimumWageFen, rungPct, rulePct, lost) => {
          const limits = {
            taken: { deductionFen: lost % 1_000, fineFen: lost },
            rung: { ...firstRung, deductionSharePct: rungPct },
            bonusRule: { ...bonusRule, maxSharePct: rulePct },
            minimumWageFen,
          };
          const month = { month: '2026-11', grossFen: gross, performanceFen: performance };
          const limit = deductionLimitFen(month, limits);
          expect(limit).toBeGreaterThanOrEqual(0);
          const most = (performance * Math.min(rungPct, rulePct)) / 100;
          expect(limit === 0 || limit + limits.taken.deductionFen <= most).toBe(true);
          const left = gross - lost - limits.taken.deductionFen - limit;
          expect(limit === 0 || left >= minimumWageFen).toBe(true);
          const refused = (deductionFen: number) => refuseDeduction({ deductionFen, pay: month, ...limits });
          expect(limit === 0 || refused(limit).length === 0).toBe(true);
          expect(refused(limit + 1)).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('counting', () => {
  it('counts whole months back, over short months too', () => {
    const at = (text: string) => new Date(`${text}T04:00:00Z`);
    const count = (happened: string, executed: string, lookBackMonths: number) =>
      countProven({ id: 'c1', happenedAt: at(happened) }, [before(at(executed))], {
        ...ladder,
        lookBackMonths,
      });
    expect(count('2026-08-31', '2026-02-28', 6)).toBe(2);
    expect(count('2026-08-31', '2026-02-27', 6)).toBe(1);
    expect(count('2026-03-30', '2026-02-28', 1)).toBe(2);
  });

  it('never counts the present case itself', () => {
    expect(countProven({ id: 'c1', happenedAt: HAPPENED }, [before(day('2026-05-01'), 'c1')], ladder)).toBe(
      1,
    );
  });
});

describe('precedent', () => {
  const decided = (n: number, regionId: string, deductionFen: number) => ({
    caseNo: `C-${n}`,
    decidedAt: day(`2026-10-0${n}`),
    rungId: 'first',
    regionId,
    measures: ['warning', 'performance_deduction'] as const,
    deductionFen,
    performanceFen: 200_000,
  });

  it('shows the region where it has three alike cases, else the whole company', () => {
    const all = [decided(1, 'pudong', 20_000), decided(2, 'puxi', 40_000), decided(3, 'pudong', 30_000)];
    expect(precedentOf(all, { rungId: 'first', regionId: 'pudong' })).toMatchObject({
      scope: 'company',
      count: 3,
      byMeasure: { warning: 3, performance_deduction: 3 },
      deductionPct: 15,
    });
    const more = [...all, decided(4, 'pudong', 40_000)];
    const found = precedentOf(more, { rungId: 'first', regionId: 'pudong' });
    expect(found).toMatchObject({ scope: 'region', count: 3, deductionPct: 15 });
    expect(found.latest.map(({ caseNo }) => caseNo)).toEqual(['C-4', 'C-3', 'C-1']);
    expect(precedentOf(more, { rungId: 'repeated' })).toMatchObject({ count: 0, deductionPct: null });
  });
});
