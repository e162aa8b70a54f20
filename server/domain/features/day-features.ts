import type { Baseline } from '../baseline/baseline.ts';
import { sum } from '../sum.ts';
import { middleMinOf, midnightOf } from '../baseline/day-sketch.ts';
import { stepsOf } from '../baseline/cell-flows.ts';
import { hourAt } from '../baseline/cell-hours.ts';
import { habitsOf, type Habits } from '../baseline/habits.ts';
import { dwellMinOf, nearestStop } from '../baseline/learn-stops.ts';
import { timelineOf, type Timeline } from '../baseline/timeline.ts';
import type { WorkDay } from '../detectors/evidence.ts';
import { localPlane } from '../geo/distance.ts';
import type { Track } from '../track/track.ts';

/**
 * The numbers a day is compared by, each against the days before. Units: minutes, kilometres, counts, shares (0-1), bits. Silence is
 * not among them: it is never evidence.
 */
export const FEATURES = [
  /** Minutes with positions. */
  'observedMin',
  /** Stays. */
  'stays',
  /** Minutes in stays. */
  'stayMin',
  /** Kilometres between fixes. */
  'moveKm',
  /** Radius of gyration, kilometres: how far around its centre the day went. */
  'radiusKm',
  /** Cells of the grid of habits (some 280 m) that were touched. */
  'cells',
  /** Minutes in stays at places not seen on earlier days. */
  'unknownMin',
  /** The longest of them. */
  'longestUnknownMin',
  /** Share of the observed time in cells never seen. */
  'newCellShare',
  /** Mean bits of surprise of (cell, hour). */
  'surprisalBits',
  /** Jensen-Shannon divergence of the day's cells from the history's. */
  'divergence',
  /** Bits per hour by which the day would be more usual backwards. */
  'orderBits',
  /** How far the day's ways go against the usual ones (-1 with them, 1 against). */
  'againstFlow',
  /** First and last minute with a position. */
  'firstMin',
  'lastMin',
] as const;
/** The name of a feature. */
export type FeatureName = (typeof FEATURES)[number];

/** The numbers that are counted in the day itself; of the history they only ask which stops and cells it knows. */
export type CountedName =
  | 'observedMin'
  | 'stays'
  | 'stayMin'
  | 'moveKm'
  | 'radiusKm'
  | 'cells'
  | 'unknownMin'
  | 'longestUnknownMin'
  | 'newCellShare';

/** The day's features in the order of `FEATURES`. */
export function featuresOf(day: WorkDay, baseline: Baseline): number[] {
  const habits = habitsOf(baseline);
  const timeline = timelineOf(day.track, midnightOf(day));
  const values: Readonly<Record<FeatureName, number>> = {
    ...countFeatures(day, baseline, timeline),
    surprisalBits: surprisalOf(timeline, habits),
    divergence: habits.divergence(timeline),
    orderBits: habits.orderSurprise(timeline, middleMinOf(day)),
    againstFlow: habits.againstFlow(stepsOf(day.track)),
    firstMin: timeline.startMin[0] ?? 0,
    lastMin: endOf(timeline),
  };
  return FEATURES.map((name) => values[name]);
}

/** The counted ones alone: a small part of the work of all. */
export function countFeatures(
  day: WorkDay,
  baseline: Baseline,
  timeline: Timeline,
): Readonly<Record<CountedName, number>> {
  const unknown = day.stays.filter((stay) => !nearestStop(baseline.stops, stay)).map(dwellMinOf);
  return {
    ...placesOf(timeline, habitsOf(baseline)),
    ...motionOf(day.track),
    stays: day.stays.length,
    stayMin: sum(day.stays.map(dwellMinOf)),
    unknownMin: sum(unknown),
    longestUnknownMin: Math.max(0, ...unknown),
  };
}

function placesOf({ cell, minutes }: Timeline, habits: Habits) {
  let observedMin = 0;
  let newMin = 0;
  const cells = new Set<number>();
  for (let at = 0; at < cell.length; at++) {
    const held = minutes[at] ?? 0;
    const here = cell[at] ?? 0;
    observedMin += held;
    cells.add(here);
    if (!habits.knows(here)) newMin += held;
  }
  return { observedMin, cells: cells.size, newCellShare: newMin / (observedMin || 1) };
}

function surprisalOf({ cell, startMin, minutes }: Timeline, habits: Habits): number {
  let bits = 0;
  for (let at = 0; at < cell.length; at++) {
    const held = minutes[at] ?? 0;
    bits += held * habits.surprisal(cell[at] ?? 0, hourAt((startMin[at] ?? 0) + held / 2));
  }
  return bits / (sum(minutes) || 1);
}

function motionOf({ lng, lat }: Track) {
  const count = lng.length;
  if (count === 0) return { moveKm: 0, radiusKm: 0 };
  const { xOf, yOf } = localPlane({ lng: lng[count >> 1] ?? 0, lat: lat[count >> 1] ?? 0 });
  let moveM = 0;
  let sumX = 0;
  let sumY = 0;
  let squares = 0;
  let beforeX = xOf(lng[0] ?? 0);
  let beforeY = yOf(lat[0] ?? 0);
  for (let at = 0; at < count; at++) {
    const x = xOf(lng[at] ?? 0);
    const y = yOf(lat[at] ?? 0);
    moveM += Math.sqrt((x - beforeX) ** 2 + (y - beforeY) ** 2);
    sumX += x;
    sumY += y;
    squares += x * x + y * y;
    beforeX = x;
    beforeY = y;
  }
  const spread = squares / count - (sumX / count) ** 2 - (sumY / count) ** 2;
  return { moveKm: moveM / 1000, radiusKm: Math.sqrt(Math.max(0, spread)) / 1000 };
}

const endOf = ({ startMin, minutes }: Timeline): number => (startMin.at(-1) ?? 0) + (minutes.at(-1) ?? 0);
