import { sum } from '../../sum.ts';
import type { StopVisit } from './new-stops.ts';
import type { RouteChangeSettings } from '../settings/route-change-settings.ts';

/** An unexplained place while its visits are gathered. */
export type FoundStop = {
  lng: number;
  lat: number;
  visits: StopVisit[];
  earlierDays: readonly string[];
  earlierMin: number;
};

type Whole = Readonly<{ stops: readonly FoundStop[]; knownMin: number; allMin: number; days: number }>;

/**
 * Days at the place, each as far as it looks like a stint of work between other work, taken down where the whole period is new
 * (new territory), where the place is the new routine, and where most stays are short. Weights found on real days.
 */
export function strengthOf(
  stop: FoundStop,
  { stops, knownMin, allMin, days }: Whole,
  settings: RouteChangeSettings,
): number {
  const isRoutine = (other: FoundStop) => days >= 4 && other.visits.length / days >= settings.routineShare;
  const minutes = minutesAt(stop);
  const others = stops.filter((other) => other !== stop && !isRoutine(other));
  const novelMin = minutes + sum(others.map(minutesAt));
  const knownShare = Math.min(1, knownMin / Math.max(30, allMin - minutes));
  const stints = stop.visits.map((visit) => soft(visit.minutes - settings.stintMin, settings));
  const weights = stop.visits.map(
    (visit, at) =>
      (stints[at] ?? 0) *
      soft(settings.longMin - visit.minutes, settings) *
      (visit.isEdge ? settings.edgeShare : 1),
  );
  const earlier = stop.earlierDays.length * soft(stop.earlierMin - settings.stintMin, settings);
  const isNewRoutine = isRoutine(stop) && stop.earlierDays.length === 0;
  return (
    (sum(weights) + earlier) *
    (0.3 + (0.7 * minutes) / novelMin) *
    (isNewRoutine ? knownShare : 0.35 + 0.65 * Math.min(1, 3 * knownShare)) *
    (sum(stints) / stints.length)
  );
}

const soft = (minutes: number, { softMin }: RouteChangeSettings): number =>
  1 / (1 + Math.exp(-minutes / softMin));

/** Minutes of working time at a stop over all its visits. */
export const minutesAt = ({ visits }: Pick<FoundStop, 'visits'>): number =>
  sum(visits.map(({ minutes }) => minutes));
