import type { ProposeBody } from '../../../server/contract/case.ts';
import type { LegalPath, Measure } from '../../../server/contract/ladder.ts';
import type { SanctionView } from '../../../server/contract/views.ts';
import { fenOf } from '../../parts/money.ts';

/** What HR wants to propose, while it is being filled in; amounts in yuan as typed. */
export type MeasureDraft = {
  path: LegalPath;
  chosen: readonly Measure[];
  deduction: string;
  month: string;
  gross: string;
  performance: string;
  fine: string;
  agreement: string;
};

/** From the mildest up. */
const mildestFirst = [
  'warning',
  'performance_deduction',
  'fine',
  'pay_change',
  'post_change',
  'termination',
] as const satisfies readonly Measure[];

/** The mildest answer of the ladder stands chosen; anything harder is chosen by hand. */
export const startDraft: MeasureDraft = {
  path: 'rule_breach',
  chosen: ['warning'],
  deduction: '',
  month: '',
  gross: '',
  performance: '',
  fine: '',
  agreement: '',
};

export type Option = SanctionView['options'][number];

/** What the ladder knows on a path; before it is loaded, the warning alone. */
export function optionsOn(path: LegalPath, sanction: SanctionView | undefined): Option[] {
  if (!sanction) return [{ path: 'rule_breach', measure: 'warning', missing: [] }];
  return sanction.options.filter((option) => option.path === path);
}

type Measures = Pick<
  ProposeBody,
  'path' | 'penalty' | 'measures' | 'deductionFen' | 'fineFen' | 'pay' | 'agreement'
>;

/** The proposal's part on penalties, the heaviest leading; undefined while something is open. */
export function measuresOf(draft: MeasureDraft): Measures | undefined {
  const measures = mildestFirst.filter((one) => draft.chosen.includes(one));
  const penalty = measures.at(-1);
  const has = (one: Measure): boolean => measures.includes(one);
  const deductionFen = fenOf(draft.deduction);
  const [grossFen, performanceFen] = [fenOf(draft.gross), fenOf(draft.performance)];
  const isMonth = /^20\d{2}-(0[1-9]|1[0-2])$/.test(draft.month);
  const pay =
    isMonth && grossFen !== undefined && performanceFen !== undefined
      ? { month: draft.month, grossFen, performanceFen }
      : undefined;
  const fineFen = fenOf(draft.fine);
  const agreement = draft.agreement.trim();
  const isOpen =
    (takesPay(measures) && !pay) ||
    (has('performance_deduction') && !deductionFen) ||
    (has('fine') && !fineFen) ||
    (changesContract(measures) && agreement.length < 2);
  if (!penalty || isOpen) return undefined;
  return {
    path: draft.path,
    penalty,
    measures,
    ...(takesPay(measures) && pay && { pay }),
    ...(has('performance_deduction') && deductionFen && { deductionFen }),
    ...(has('fine') && fineFen && { fineFen }),
    ...(changesContract(measures) && { agreement }),
  };
}

/** What it takes is held against the month's pay. */
export const takesPay = (measures: readonly Measure[]): boolean =>
  measures.includes('performance_deduction') || measures.includes('fine');

export const changesContract = (measures: readonly Measure[]): boolean =>
  measures.includes('pay_change') || measures.includes('post_change');
