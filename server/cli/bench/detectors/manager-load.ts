import { createRandom } from '../../../demo/random.ts';
import { CARDS_PER_WEEK } from '../../../domain/policy/escalation.ts';
import type { CaseScore } from './case-score.ts';

const TEAM = 20;
const MISBEHAVING = 0.05;
const MANAGERS = 400;
const WEEKS = 2;
const RANK: Readonly<Record<string, number>> = { high: 2, medium: 1, low: 0 };

/** `asked`: cards per manager and week before the budget, `shown` after it; `trueShare`: of the cards shown. */
type ManagerLoad = Readonly<{ asked: number; shown: number; trueShare: number; trueShown: number }>;

/** Teams of twenty over two working weeks, one in twenty misbehaving, drawn from the judged windows of the test half. */
export function managerLoad(scores: readonly CaseScore[]): ManagerLoad {
  const windows = scores.filter(({ unit, half }) => unit === 'window' && half === 'test');
  const clean = windows.filter(({ kind, staff }) => kind === 'clean' && staff === 'rep');
  const planted = windows.filter(({ kind, staff }) => kind === 'behaviour' && staff === 'rep');
  const random = createRandom(3);
  let asked = 0;
  let shown = 0;
  let right = 0;
  for (let manager = 0; clean.length > 0 && planted.length > 0 && manager < MANAGERS; manager++) {
    const team = Array.from({ length: TEAM }, () =>
      random.pick(random.next() < MISBEHAVING ? planted : clean),
    );
    const cards = team.filter(({ alert }) => alert === 'manager').toSorted(byWeight);
    const kept = cards.slice(0, CARDS_PER_WEEK * WEEKS);
    asked += cards.length;
    shown += kept.length;
    right += kept.filter(({ kind }) => kind === 'behaviour').length;
  }
  const perWeek = (cards: number) => cards / (MANAGERS * WEEKS);
  return {
    asked: perWeek(asked),
    shown: perWeek(shown),
    trueShare: shown === 0 ? 1 : right / shown,
    trueShown: perWeek(right),
  };
}

function byWeight(a: CaseScore, b: CaseScore): number {
  return (RANK[b.severity ?? 'low'] ?? 0) - (RANK[a.severity ?? 'low'] ?? 0) || b.score - a.score;
}
