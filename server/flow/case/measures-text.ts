import { flowZh } from '../../contract/texts/flow.zh.ts';
import { lettersZh } from '../../contract/texts/letters.zh.ts';
import type { Case } from '../../domain/case/case.ts';

/** All measures of a proposal with their money: nobody is asked to agree to, or to answer, what is not said. */
export function measuresText({
  penalty,
  sanction,
}: Pick<NonNullable<Case['proposal']>, 'penalty' | 'sanction'>): string {
  const { measures = [penalty], deductionFen, fineFen, pay } = sanction ?? {};
  const month = pay ? `${pay.month} ` : '';
  const money: Readonly<Record<string, string | undefined>> = {
    performance_deduction: deductionFen === undefined ? undefined : `${month}${yuan(deductionFen)}`,
    fine: fineFen === undefined ? undefined : yuan(fineFen),
  };
  return measures
    .map((measure) => `${flowZh.penalties[measure]}${money[measure] ? `（${money[measure]}）` : ''}`)
    .join('、');
}

const yuan = (fen: number): string => lettersZh.amount((fen / 100).toFixed(2));
