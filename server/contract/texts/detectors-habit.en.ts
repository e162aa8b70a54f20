import { counted } from './counted.ts';
import type {
  DetectorHabitTexts,
  NewStopNumbers,
  UnusualName,
  UnusualNumberText,
} from './detectors-habit.zh.ts';

/** Words of the findings about habits, en-US. */
export const detectorsHabitEn: DetectorHabitTexts = {
  routeChange: {
    stop: {
      supported: (n) =>
        `On ${counted(n.stopDays, 'recent work day')} a stay at one place not seen before${ownDaysEn(n)}, about ${n.dayMin} min a day, about ${n.totalMin} min in all (${counted(n.fixes, 'fix', 'fixes')}, error about ${n.accuracyM} m); the place is not on record as a store of the company, a customer or a task`,
      undecided: (n) =>
        `On ${counted(n.stopDays, 'work day')} a stay at a place not seen before${ownDaysEn(n)}, about ${n.dayMin} min a day; too few days or minutes to say anything`,
    },
    day: {
      places: (n) =>
        `The areas of the day differ from those of ${daysBefore(n)} (difference ${n.divergencePct}%, ${n.coveragePct}% covered)${unusualEn(n.unusual)}; a difference alone says nothing`,
      order: (n) =>
        `The order or direction of the day differs from ${daysBefore(n)} (${n.coveragePct}% covered)${unusualEn(n.unusual)}; a difference alone says nothing`,
    },
    reasons: {
      new_regular_stop: 'long stays at one new, unrecorded place on several days within two weeks',
      new_stop: 'a stay at a place not seen before',
      unusual_places: 'other areas than usual',
      unusual_order: 'another order than usual',
    },
    whatWouldClear: {
      supported:
        "The manager's word that it was arranged (support, survey, customer change, new territory); the place put on record as a customer, store or task; an approved side-job declaration; wrong positions",
      undecided:
        'Nothing is asked: a difference alone is not judged; new territory, leave, road works and changed shifts are ordinary',
    },
  },
};

const NUMBERS: Readonly<Record<UnusualName, (value: number) => string>> = {
  moveKm: (value) => `${value} km moved`,
  radiusKm: (value) => `a radius of ${value} km`,
  cells: (value) => counted(value, 'area'),
  stays: (value) => counted(value, 'stay'),
  unknownMin: (value) => `${value} min at places not seen before`,
  newCellPct: (value) => `${value}% of the time in areas not seen before`,
};

const daysBefore = ({ historyDays }: Readonly<{ historyDays: number }>): string =>
  historyDays === 1 ? 'the day before' : `the ${historyDays} days before`;

const ownDaysEn = ({ stopDays, judgedDays }: NewStopNumbers): string =>
  judgedDays < stopDays ? `; on the ${judgedDays} judged here` : '';

function unusualEn(unusual: readonly UnusualNumberText[]): string {
  const told = unusual.map(({ name, value, usual }) => `${NUMBERS[name](value)} (usually about ${usual})`);
  return told.length === 0 ? '' : `; furthest from usual: ${told.join(', ')}`;
}
