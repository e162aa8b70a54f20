import type { LngLat } from '../../contract/geo.ts';
import type { Baseline, RegularStop } from './baseline.ts';
import { circularStats, clockDifferenceMin } from './circular.ts';
import { SKETCH_WIDTH, type DaySketch } from './day-sketch.ts';
import { nearestStop, SAME_PLACE_M } from './learn-stops.ts';

/** The regular stop nearest to a point within `radiusM` metres, or null. */
export const regularStopNear = (
  { stops }: Baseline,
  point: LngLat,
  radiusM = SAME_PLACE_M,
): RegularStop | null => nearestStop(stops, point, radiusM);

/** Usual clock-in or -out: the days it was punched on, mean minute of the day, spread in minutes; null without punches. */
export function usualPunch(
  { recent }: Baseline,
  which: 'in' | 'out',
): { days: number; meanMin: number; deviationMin: number } | null {
  const minutes = punchMinutes(recent, which);
  const stats = circularStats(minutes);
  return stats && { days: minutes.length, meanMin: stats.meanMin, deviationMin: stats.deviationMin };
}

/**
 * How far clock times moved: mean of `now` minus the usual one in minutes (the short way round), and that in standard errors of the
 * mean; the spread counts at least 5 minutes, below which a punch depends on the lift. Null when either side has nothing.
 */
export function hoursDrift(
  baseline: Baseline,
  which: 'in' | 'out',
  now: readonly number[],
): { driftMin: number; standardErrors: number } | null {
  const usual = usualPunch(baseline, which);
  const today = circularStats(now);
  if (!usual || !today) return null;
  const driftMin = clockDifferenceMin(usual.meanMin, today.meanMin);
  const spreadMin = Math.max(5, usual.deviationMin);
  return { driftMin, standardErrors: driftMin / (spreadMin * Math.sqrt(1 / usual.days + 1 / now.length)) };
}

/** Visits and orders of all weeks learned, and the weeks they are from. */
export function tradeTotal({ trade }: Baseline): { weeks: number; visits: number; orders: number } {
  return {
    weeks: trade.length,
    visits: trade.reduce((sum, { visits }) => sum + visits, 0),
    orders: trade.reduce((sum, { orders }) => sum + orders, 0),
  };
}

/**
 * Slope of the weekly sales in fen per week (Theil-Sen: the median of the slopes of all pairs, so one feast or one leave does not turn
 * it); null with fewer than four weeks.
 */
export function salesTrend({ trade }: Baseline): { fenPerWeek: number; weeks: number } | null {
  if (trade.length < 4) return null;
  const week = trade.map(({ monday }) => Date.parse(monday) / (7 * 86_400_000));
  const slopes = trade.flatMap(({ salesFen }, at) =>
    trade
      .slice(at + 1)
      .map((later, n) => (later.salesFen - salesFen) / ((week[at + 1 + n] ?? 0) - (week[at] ?? 0))),
  );
  const sorted = slopes.toSorted((a, b) => a - b);
  return { fenPerWeek: sorted[sorted.length >> 1] ?? 0, weeks: trade.length };
}

/** Stays of a learned day, for comparing days with each other (a replayed day has another day's stays at the same minutes). */
export function staysOfSketch({
  stays,
}: DaySketch): { lng: number; lat: number; startMin: number; minutes: number; extentM: number }[] {
  return Array.from({ length: stays.length / SKETCH_WIDTH }, (_, n) => {
    const [lng = 0, lat = 0, startMin = 0, minutes = 0, extentM = 0] = stays.slice(
      n * SKETCH_WIDTH,
      (n + 1) * SKETCH_WIDTH,
    );
    return { lng: lng / 1e4, lat: lat / 1e4, startMin, minutes, extentM };
  });
}

function punchMinutes(recent: readonly DaySketch[], which: 'in' | 'out'): number[] {
  return recent.flatMap(({ inMin, outMin }) => (which === 'in' ? inMin : outMin) ?? []);
}
