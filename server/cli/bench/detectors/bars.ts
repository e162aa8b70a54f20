import { atLeast, rounded, type Bar } from '../bench.ts';
import type { CaseScore } from './case-score.ts';
import type { Planter } from './case.ts';
import { claimRows, type FamilyFigures } from './family-figures.ts';
import { recallAt } from './metrics.ts';

type Measure = 'auc' | 'r1' | 'r5';

/** Trajectory 4.2, Q2: what each planted behaviour must reach on held-out people. */
const WANTED: readonly (readonly [name: string, measure: Measure, want: number])[] = [
  ['competitor/20min', 'r5', 0.95],
  ['competitor/20min', 'r1', 0.5],
  ['competitor/45min', 'r1', 0.8],
  ['second-job/3of10', 'auc', 0.97],
  ['second-job/3of10', 'r5', 0.9],
  ['second-job/3of10', 'r1', 0.5],
  ['second-job/1day', 'auc', 0.94],
  ['buddy/colleague-day', 'auc', 0.95],
  ['buddy/colleague-day', 'r5', 0.7],
  ['buddy/device-copy', 'auc', 0.95],
  ['route/reversed', 'auc', 0.8],
  ['spoof/teleport', 'r1', 0.95],
  ['spoof/freeze-1.5m', 'auc', 0.97],
  ['spoof/replay-5m', 'auc', 0.97],
  ['zone/60min-5km', 'auc', 0.95],
  ['zone/60min-5km', 'r5', 0.7],
  ['off-hours/6of10', 'r1', 0.95],
];
/** Families whose three levels together must be found at 5 % false ones. */
const FAMILIES = [
  'off-hours',
  'two-stores',
  'pickup-rounds',
  'order-mismatch',
  'visits-without-sales',
  'attendance',
];
const FAMILY_RECALL = 0.9;
const CLAIM_RECALL = 0.97;
const CLAIM_FALSE = 0.001;

export function familyBars(families: readonly FamilyFigures[]): Bar[] {
  const single = WANTED.flatMap(([name, measure, want]) => {
    const found = families.find((family) => family.name === name);
    return found ? [atLeast(`Q2 ${name} ${measure}`, want, rounded(found[measure]))] : [];
  });
  const together = FAMILIES.flatMap((family) => {
    const own = families.filter(({ name, n }) => name.startsWith(`${family}/`) && n > 0);
    const n = own.reduce((sum, one) => sum + one.n, 0);
    const found = own.reduce((sum, one) => sum + one.r5 * one.n, 0);
    return n === 0 ? [] : [atLeast(`Q2 ${family} r5`, FAMILY_RECALL, rounded(found / n))];
  });
  return [...single, ...together];
}

/** Claims of visits: all planted ones against all claims of ordinary days. */
export function claimBar(scores: readonly CaseScore[], planters: readonly Planter[]): Bar[] {
  const test = scores.filter(({ half }) => half === 'test');
  const planted = test.filter(({ name }) => planters.some((planter) => planter.name === name));
  const clean = test.filter(({ kind, staff, unit }) => kind === 'clean' && staff === 'rep' && unit === 'day');
  if (planted.length === 0) return [];
  const rows = claimRows(planted, clean);
  return [atLeast('Q2 fabricated claim recall at 0.1 %', CLAIM_RECALL, rounded(recallAt(rows, CLAIM_FALSE)))];
}
