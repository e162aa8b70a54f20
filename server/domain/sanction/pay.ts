import type { BonusRule, Rung } from '../../contract/ladder.ts';

/** One month's pay of the person, fen: what HR read from payroll. */
export type MonthPay = Readonly<{ month: string; grossFen: number; performanceFen: number }>;
/** Why a deduction may not be proposed. */
export type PayFault =
  | 'bonus_rule_missing'
  | 'month_pay_missing'
  | 'minimum_wage_unknown'
  | 'deduction_above_share'
  | 'deduction_below_minimum_wage';

/**
 * The most that may be taken from a month's performance pay, fen: the smaller share of rung and bonus rule, and never so much that the
 * month falls below the local minimum wage.
 */
export function deductionLimitFen(
  pay: MonthPay,
  limits: Readonly<{ rung: Rung; bonusRule: BonusRule; minimumWageFen: number }>,
): number {
  const aboveFloor = Math.max(0, pay.grossFen - limits.minimumWageFen);
  return Math.min(shareFen(pay, limits), aboveFloor);
}

/** Why this deduction may not be proposed, or null. */
export function refuseDeduction(input: {
  deductionFen: number;
  pay: MonthPay | undefined;
  rung: Rung;
  bonusRule: BonusRule | undefined;
  minimumWageFen: number | undefined;
}): PayFault | null {
  const { deductionFen, pay, rung, bonusRule, minimumWageFen } = input;
  if (!bonusRule) return 'bonus_rule_missing';
  if (!pay) return 'month_pay_missing';
  if (minimumWageFen === undefined) return 'minimum_wage_unknown';
  if (deductionFen > shareFen(pay, { rung, bonusRule })) return 'deduction_above_share';
  const limit = deductionLimitFen(pay, { rung, bonusRule, minimumWageFen });
  return deductionFen > limit ? 'deduction_below_minimum_wage' : null;
}

function shareFen(
  pay: MonthPay,
  { rung, bonusRule }: Readonly<{ rung: Rung; bonusRule: BonusRule }>,
): number {
  const sharePct = Math.min(rung.deductionSharePct ?? 0, bonusRule.maxSharePct);
  return Math.floor((pay.performanceFen * sharePct) / 100);
}
