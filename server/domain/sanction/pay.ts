import type { BonusRule, Rung } from '../../contract/ladder.ts';

/** One month's pay of the person, fen: what HR read from payroll. */
export type MonthPay = Readonly<{ month: string; grossFen: number; performanceFen: number }>;
/** What penalties take from a month's pay, fen. */
export type Taken = Readonly<{ deductionFen: number; fineFen: number }>;
/** Why money may not be taken. */
export type PayFault =
  | 'bonus_rule_missing'
  | 'month_pay_missing'
  | 'minimum_wage_unknown'
  | 'deduction_missing'
  | 'deduction_above_share'
  | 'deduction_below_minimum_wage';

type Limits = Readonly<{
  rung: Rung;
  bonusRule: BonusRule;
  minimumWageFen: number;
  /** By other penalties of this month, and the fine beside this deduction. */
  taken: Taken;
}>;

/**
 * The most that may still be taken from a month's performance pay, fen: the smaller share of rung and bonus rule, and never so much that
 * the month falls below the local minimum wage, whatever else it has lost to penalties.
 */
export function deductionLimitFen(pay: MonthPay, limits: Limits): number {
  const { taken, minimumWageFen } = limits;
  const aboveFloor = pay.grossFen - minimumWageFen - taken.deductionFen - taken.fineFen;
  return Math.max(0, Math.min(shareFen(pay, limits) - taken.deductionFen, aboveFloor));
}

/** Why this deduction may not be proposed; empty = it may. */
export function refuseDeduction(
  input: Readonly<{
    deductionFen: number | undefined;
    pay: MonthPay | undefined;
    rung: Rung;
    bonusRule: BonusRule | undefined;
    minimumWageFen: number | undefined;
    taken: Taken;
  }>,
): PayFault[] {
  const { deductionFen, pay, rung, bonusRule, minimumWageFen, taken } = input;
  const unknown = unknownOf(input);
  if (!bonusRule) return ['bonus_rule_missing', ...unknown];
  if (!pay || minimumWageFen === undefined) return unknown;
  if (deductionFen === undefined || deductionFen <= 0) return ['deduction_missing'];
  if (deductionFen > shareFen(pay, { rung, bonusRule }) - taken.deductionFen)
    return ['deduction_above_share'];
  const limit = deductionLimitFen(pay, { rung, bonusRule, minimumWageFen, taken });
  return deductionFen > limit ? ['deduction_below_minimum_wage'] : [];
}

/** Why this fine may not be proposed beside what is taken already; empty = it may. The floor holds for it as for a deduction. */
export function refuseFine(
  input: Readonly<{
    fineFen: number;
    pay: MonthPay | undefined;
    minimumWageFen: number | undefined;
    taken: Taken;
  }>,
): PayFault[] {
  const { fineFen, pay, minimumWageFen, taken } = input;
  if (!pay || minimumWageFen === undefined) return unknownOf(input);
  const left = pay.grossFen - taken.deductionFen - taken.fineFen - fineFen;
  return left < minimumWageFen ? ['deduction_below_minimum_wage'] : [];
}

const unknownOf = ({
  pay,
  minimumWageFen,
}: Readonly<{ pay: MonthPay | undefined; minimumWageFen: number | undefined }>): PayFault[] => [
  ...(pay ? [] : ['month_pay_missing' as const]),
  ...(minimumWageFen === undefined ? ['minimum_wage_unknown' as const] : []),
];

function shareFen(
  pay: MonthPay,
  { rung, bonusRule }: Readonly<{ rung: Rung; bonusRule: BonusRule }>,
): number {
  const sharePct = Math.min(rung.deductionSharePct ?? 0, bonusRule.maxSharePct);
  return Math.floor((pay.performanceFen * sharePct) / 100);
}
