import { median } from '../bench.ts';
import type { CaseScore } from './case-score.ts';
import type { Planter } from './case.ts';

/** The share of true cases that precision is stated for; what it is in the field nobody knows (trajectory 4.3). */
export const PREVALENCE = 0.1;

export type DetectorFigures = Readonly<{
  detector: string;
  n: number;
  recall: number;
  falseRate: number;
  precision: number;
  precisionAt1Pct: number;
  f1: number;
  /** Working days from the first planted day to the first alert, over windows that were noticed. */
  delayDays: number;
}>;

/** What the `supported` verdicts of a detector are worth on the test half, with the settings as they are. */
export function detectorFigures(
  scores: readonly CaseScore[],
  detector: string,
  planters: readonly Planter[],
): DetectorFigures {
  const own = planters.filter(({ detectors }) => detectors[0] === detector);
  const test = scores.filter(({ half }) => half === 'test');
  const positives = test.filter(({ name }) => own.some((planter) => planter.name === name));
  const units = new Set(own.map(({ staff, unit }) => `${staff} ${unit}`));
  const negatives = test.filter(({ kind, staff, unit }) => kind === 'clean' && units.has(`${staff} ${unit}`));
  const share = (rows: readonly CaseScore[]) =>
    rows.filter(({ supported }) => supported.includes(detector)).length / rows.length;
  const recall = share(positives);
  const falseRate = share(negatives);
  const precisionAt = (p: number) => (p * recall) / (p * recall + (1 - p) * falseRate || 1);
  const precision = precisionAt(PREVALENCE);
  const delays = positives.flatMap(({ delayDays, unit }) =>
    delayDays === undefined || delayDays === null ? (unit === 'day' ? [0] : []) : [delayDays],
  );
  return {
    detector,
    n: positives.length,
    recall,
    falseRate,
    precision,
    precisionAt1Pct: precisionAt(0.01),
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    delayDays: median(delays),
  };
}
