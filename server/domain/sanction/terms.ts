import type { Proposed } from './proposal.ts';

/** What was proposed, as the decision letter and the hand-over to payroll need it. */
export type SanctionTerms = Readonly<
  Proposed & {
    rungId: string;
    /** How many proven cases counted, this one included. */
    count: number;
  }
>;
