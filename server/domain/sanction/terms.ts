import type { LegalPath, Measure } from '../../contract/ladder.ts';
import type { MonthPay } from './pay.ts';

/** What was proposed, as the decision letter and the hand-over to payroll need it. */
export type SanctionTerms = Readonly<{
  path: LegalPath;
  rungId: string;
  /** How many proven cases counted, this one included. */
  count: number;
  measures: readonly Measure[];
  deductionFen?: number;
  fineFen?: number;
  pay?: MonthPay;
  agreement?: string;
}>;
