import type { CaseState } from '../../contract/case.ts';

/** The case is found to be true, and no penalty is asked for or stands. */
const PREPARING: readonly CaseState[] = ['verified', 'rejected'];

/** While a penalty may be prepared: what HR adds later, the second person has not judged and the person has not answered (trust R8, R9). */
export const isPreparing = (state: CaseState): boolean => PREPARING.includes(state);
