import type { CareAction, CareBand, CareSpread } from '../../contract/view-care.ts';
import type { CareSettings } from './care-settings.ts';
import type { PersonMonth } from './person-month.ts';

/** What a group's month comes to, so coarse that one person more or fewer does not show in it. */
export type CareFigures = Readonly<{
  people: number;
  /** Mean hours of overtime a person, whole hours. */
  overtimeHours: number;
  /** How many have more overtime than the law allows … */
  overLimit: CareBand;
  /** … had a week without a day of rest … */
  withoutRest: CareBand;
  /** … sold well below their own trend; null when sales are known of too few. */
  salesBelow: CareBand | null;
  spread: CareSpread;
  actions: readonly CareAction[];
}>;

/** Figures of one group, of at least `minGroup` people. */
export function summariseGroup(months: readonly PersonMonth[], settings: CareSettings): CareFigures {
  const limitMin = settings.monthlyOvertimeHours * 60;
  const known = months.flatMap(({ salesChange }) => salesChange ?? []);
  const figures = {
    people: months.length,
    overtimeHours: Math.round(meanOf(months.map(({ overtimeMin }) => overtimeMin)) / 60),
    overLimit: bandOf(
      months.filter(({ overtimeMin }) => overtimeMin > limitMin).length,
      months.length,
      settings,
    ),
    withoutRest: bandOf(
      months.filter(({ fullestWeekDays }) => fullestWeekDays >= settings.weekDays).length,
      months.length,
      settings,
    ),
    salesBelow:
      known.length < settings.minGroup
        ? null
        : bandOf(known.filter((change) => change <= -settings.salesDrop).length, known.length, settings),
    spread: spreadOf(
      months.map(({ workedMin }) => workedMin),
      settings,
    ),
  };
  return { ...figures, actions: suggest(figures) };
}

/** What HR and the manager may do: always something for the people, never about one of them. */
function suggest(figures: Omit<CareFigures, 'actions'>): CareAction[] {
  const { overLimit, withoutRest, salesBelow, spread } = figures;
  const isFelt = (band: CareBand | null): boolean => band === 'some' || band === 'many';
  return [
    ...(isFelt(overLimit) ? (['review_overtime', 'flexible_shift'] as const) : []),
    ...(isFelt(withoutRest) ? (['rest_days'] as const) : []),
    ...(isFelt(salesBelow) ? (['review_base_pay', 'promotion_talk'] as const) : []),
    ...(spread === 'even' ? [] : (['balance_workload'] as const)),
  ];
}

function bandOf(hits: number, of: number, { someShare, manyShare }: CareSettings): CareBand {
  const share = of === 0 ? 0 : hits / of;
  if (share > manyShare) return 'many';
  return share >= someShare ? 'some' : 'few';
}

function spreadOf(
  worked: readonly number[],
  { unevenVariation, veryUnevenVariation }: CareSettings,
): CareSpread {
  const mean = meanOf(worked);
  if (mean === 0) return 'even';
  const variance = meanOf(worked.map((minutes) => (minutes - mean) ** 2));
  const variation = Math.sqrt(variance) / mean;
  if (variation >= veryUnevenVariation) return 'very_uneven';
  return variation >= unevenVariation ? 'uneven' : 'even';
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
