import type { CaseList } from '../../../server/contract/views.ts';
import { hasEnded } from '../../parts/case-ended.ts';

export type CaseRow = CaseList['cases'][number];
export type CaseFilter = 'active' | 'overdue' | 'closed' | 'all';

/** One that ended before anybody chose how to handle it: nothing is left to be chosen. */
export const isEndedWithoutLane = ({ state, lane }: Pick<CaseRow, 'state' | 'lane'>): boolean =>
  hasEnded({ state }) && lane === 'undecided';

/** Rows of one filter whose number or pseudonym contains `search`, the nearest deadline first. */
export function filterCases(rows: readonly CaseRow[], filter: CaseFilter, search: string): CaseRow[] {
  const wanted = search.trim().toLowerCase();
  return rows
    .filter((row) => isIn(row, filter))
    .filter((row) => `${row.caseNo} ${row.pseudonym}`.toLowerCase().includes(wanted))
    .sort((a, b) => dueMs(a) - dueMs(b) || Date.parse(b.openedAt) - Date.parse(a.openedAt));
}

function isIn(row: CaseRow, filter: CaseFilter): boolean {
  if (filter === 'all') return true;
  // Once the last time to appeal is over the case closes by itself.
  if (filter === 'overdue') return row.clock?.overdue === true && row.clock.kind !== 'closing';
  return hasEnded(row) === (filter === 'closed');
}

const dueMs = (row: CaseRow): number => (row.clock ? Date.parse(row.clock.dueAt) : Number.MAX_SAFE_INTEGER);
