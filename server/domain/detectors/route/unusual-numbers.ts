import type { UnusualName, UnusualNumberText } from '../../../contract/texts/detectors-habit.zh.ts';
import type { Timeline } from '../../baseline/timeline.ts';
import { countFeatures, type CountedName } from '../../features/day-features.ts';
import { scoreNumbers } from '../../features/robust-scores.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';

/** Robust deviations from the own median from which a number is worth naming (Iglewicz & Hoaglin 1993 label 3.5 an outlier). */
const FAR = 3.5;
const MOST = 2;
/** Features a person can check, and how they are shown; how much was observed is none: silence says nothing. */
const SHOWN = {
  moveKm: { as: 'moveKm', times: 1 },
  radiusKm: { as: 'radiusKm', times: 1 },
  cells: { as: 'cells', times: 1 },
  stays: { as: 'stays', times: 1 },
  unknownMin: { as: 'unknownMin', times: 1 },
  newCellShare: { as: 'newCellPct', times: 100 },
} as const satisfies Partial<Record<CountedName, { as: UnusualName; times: number }>>;
const NAMES = ['moveKm', 'radiusKm', 'cells', 'stays', 'unknownMin', 'newCellShare'] as const;

/** The numbers of a day that are furthest from the person's own usual ones, at most two; none while too few days are known. */
export function listUnusualNumbers(
  { baseline }: PeriodEvidence,
  { day, timeline }: Readonly<{ day: WorkDay; timeline: Timeline }>,
): UnusualNumberText[] {
  const counted = countFeatures(day, baseline, timeline);
  return scoreNumbers(
    baseline,
    NAMES.map((name) => ({ name, value: counted[name] })),
  )
    .filter(({ deviations }) => Math.abs(deviations) >= FAR)
    .slice(0, MOST)
    .map(({ name, value, usual }) => {
      const { as, times } = SHOWN[name];
      return { name: as, value: tidy(value * times), usual: tidy(usual * times) };
    });
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
