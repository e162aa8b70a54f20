import type { Case } from './case.ts';

/** Days for which a case is kept after its end (R13, two years). */
export const CLOSED_CASE_DAYS = 730;
const DAY_MS = 86_400_000;

type Ended = Pick<Case, 'state' | 'openedAt'> & Readonly<{ history: readonly Readonly<{ at: Date }>[] }>;

/** Until when a case and what it rests on is kept; undefined while it runs. `history` needs its last move only. */
export function caseKeptUntil({ state, history, openedAt }: Ended): Date | undefined {
  if (state !== 'closed' && state !== 'withdrawn') return undefined;
  return new Date(+(history.at(-1)?.at ?? openedAt) + CLOSED_CASE_DAYS * DAY_MS);
}
