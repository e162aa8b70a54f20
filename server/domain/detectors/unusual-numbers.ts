import type { UnusualName, UnusualNumberText } from '../../contract/texts/detectors-habit.zh.ts';
import type { FeatureName } from '../features/day-features.ts';
import { featuresOf } from '../features/day-features.ts';
import { robustScores } from '../features/robust-scores.ts';
import type { PeriodEvidence, WorkDay } from './evidence.ts';

/** Robust deviations from the own median from which a number is worth naming (Iglewicz & Hoaglin 1993 label 3.5 an outlier). */
const FAR = 3.5;
const MOST = 2;
/** Features a person can check, and how they are shown; how much was observed is none: silence says nothing. */
const SHOWN: Partial<Record<FeatureName, { as: UnusualName; times: number }>> = {
  moveKm: { as: 'moveKm', times: 1 },
  radiusKm: { as: 'radiusKm', times: 1 },
  cells: { as: 'cells', times: 1 },
  stays: { as: 'stays', times: 1 },
  unknownMin: { as: 'unknownMin', times: 1 },
  newCellShare: { as: 'newCellPct', times: 100 },
};

/** The numbers of a day that are furthest from the person's own usual ones, at most two; none while too few days are known. */
export function listUnusualNumbers({ baseline }: PeriodEvidence, day: WorkDay): UnusualNumberText[] {
  return robustScores(baseline, featuresOf(day, baseline))
    .filter(({ deviations }) => Math.abs(deviations) >= FAR)
    .flatMap(({ name, value, usual }) => {
      const shown = SHOWN[name];
      return shown
        ? [{ name: shown.as, value: tidy(value * shown.times), usual: tidy(usual * shown.times) }]
        : [];
    })
    .slice(0, MOST);
}

/** As numbers of a finding: the value under its name, the usual one beside it. */
export function numbersOf(unusual: readonly UnusualNumberText[]): Record<string, number> {
  return Object.fromEntries(
    unusual.flatMap(({ name, value, usual }) => [
      [name, value],
      [`usual${name.charAt(0).toUpperCase()}${name.slice(1)}`, usual],
    ]),
  );
}

const tidy = (value: number): number =>
  Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value);
