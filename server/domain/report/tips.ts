import type { ReportTip } from '../../contract/view-report.ts';

type Month = Readonly<{
  workedDays: number;
  workedMin: number;
  distanceKm: number | null;
  coveragePct: number | null;
  onTimePct: number | null;
  waiting: number;
}>;

/** Percent of working time with data below which the phone deserves a look: half a day is unknown. */
const LOW_COVERAGE_PCT = 50;
/** Percent of shifts begun in time below which an earlier start helps: more than one in ten is late. */
const LOW_ON_TIME_PCT = 90;
/** Minutes a day on average above which rest is advised: beyond the 8 h of a normal day and one more. */
const LONG_DAY_MIN = 540;
/** How much farther than the own usual month is worth looking at the route. */
const FAR_SHARE = 1.3;

/** What may help the person, from the own numbers only; nothing here is ever seen by anybody else. */
export function tipsFor(month: Month, history: readonly Pick<Month, 'distanceKm'>[]): ReportTip[] {
  const tips: ReportTip[] = [];
  if (month.coveragePct !== null && month.coveragePct < LOW_COVERAGE_PCT) tips.push('keep_open');
  if (month.waiting > 0) tips.push('ask_confirmation');
  if (month.onTimePct !== null && month.onTimePct < LOW_ON_TIME_PCT) tips.push('start_earlier');
  if (month.workedDays > 0 && month.workedMin / month.workedDays > LONG_DAY_MIN) tips.push('rest');
  const known = history.flatMap(({ distanceKm }) => distanceKm ?? []);
  const usual = known.length === 0 ? null : known.reduce((sum, km) => sum + km, 0) / known.length;
  if (usual !== null && usual > 0 && (month.distanceKm ?? 0) > usual * FAR_SHARE) tips.push('plan_route');
  return tips;
}
