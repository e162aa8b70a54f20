import { createRandom } from '../../../demo/random.ts';
import { quantile } from '../bench.ts';
import type { CaseScore } from './case-score.ts';
import { PREVALENCE } from './detector-figures.ts';
import {
  atThreshold,
  averagePrecision,
  bestThreshold,
  bootstrapByPerson,
  calibration,
  recallAt,
  rocAuc,
  type Labelled,
  type ReliabilityBin,
} from './metrics.ts';

type OverallFigures = Readonly<{
  auc: number;
  aucLow: number;
  aucHigh: number;
  ap: number;
  /** At one false alert per 100 person-days. */
  recallAt1Per100: number;
  recallAt5Pct: number;
  /** F1 on the test half at the threshold that was best on the training half. */
  f1: number;
  /** What the alerts themselves do, with the settings as they are. */
  alertRecall: number;
  falseAlertsPer100Days: number;
  falseManagerAlertsPer100Days: number;
  ece: number;
  bins: readonly ReliabilityBin[];
  distinctDays: number;
  /** Q6: share of clean days with an alert, per person. */
  falseByPersonP90: number;
}>;

/** The fused score of single days: every planted behaviour of a day against all ordinary days. */
export function overallFigures(scores: readonly CaseScore[]): OverallFigures {
  const days = scores.filter(({ unit, kind }) => unit === 'day' && kind !== 'control');
  const test = days.filter(({ half }) => half === 'test');
  const rows = rowsOf(test);
  const clean = test.filter(({ kind }) => kind === 'clean');
  const [aucLow, aucHigh] = bootstrapByPerson(rows, rocAuc, { rounds: 100, next: createRandom(11).next });
  const { ece, bins } = calibration(rows, PREVALENCE);
  const threshold = bestThreshold(rowsOf(days.filter(({ half }) => half === 'train')));
  return {
    auc: rocAuc(rows),
    aucLow,
    aucHigh,
    ap: averagePrecision(rows),
    recallAt1Per100: recallAt(rows, 0.01),
    recallAt5Pct: recallAt(rows, 0.05),
    f1: atThreshold(rows, threshold).f1,
    alertRecall: share(
      test.filter(({ kind }) => kind === 'behaviour'),
      ({ alert }) => alert !== null,
    ),
    falseAlertsPer100Days: 100 * share(clean, ({ alert }) => alert !== null),
    falseManagerAlertsPer100Days: 100 * share(clean, ({ alert }) => alert === 'manager'),
    ece,
    bins,
    distinctDays: new Set(clean.map(({ dayKey }) => dayKey)).size,
    falseByPersonP90: quantile(falseByPerson(days.filter(({ kind }) => kind === 'clean')), 0.9),
  };
}

/** Every planted single day against every ordinary one, by the fused score. */
export const singleDayRows = (scores: readonly CaseScore[]): Labelled[] =>
  rowsOf(scores.filter(({ unit, kind }) => unit === 'day' && kind !== 'control'));

const rowsOf = (scores: readonly CaseScore[]): Labelled[] =>
  scores.map(({ score, kind, person }) => ({ score, isTrue: kind === 'behaviour', person }));

/** Share of ordinary days with an alert, one figure a person. */
function falseByPerson(clean: readonly CaseScore[]): number[] {
  return [...new Set(clean.map(({ person }) => person))].map((person) =>
    share(
      clean.filter((one) => one.person === person),
      ({ alert }) => alert !== null,
    ),
  );
}

export const share = <T>(rows: readonly T[], is: (row: T) => boolean): number =>
  rows.filter(is).length / rows.length;
