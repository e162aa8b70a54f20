import type { Place } from '../../geo/place.ts';
import type { Interval } from '../../interval.ts';
import type { Track } from '../../track/track.ts';
import { findChains, findRuns, type PlaceChain } from './place-runs.ts';
import { hearWitnesses } from './place-witness.ts';
import type { PresenceFields } from '../settings/presence-fields.ts';

/** A stretch of time that fixes prove at one place, and how likely it was really inside (0-1). */
export type PlaceVisit = Interval &
  Readonly<{ place: Place; minutes: number; fixes: number; probability: number }>;

type Asked = Readonly<{
  place: Place;
  /** Places that may explain a fix instead. */
  others: readonly Place[];
  /** Places whose fences may overlap this one. */
  neighbours: readonly Place[];
  minVisitMin: number;
}>;

/** The visits to one place that are likely and long enough, in time order. */
export function listVisits(fixes: Track, asked: Asked, settings: PresenceFields): PlaceVisit[] {
  const { place, neighbours, minVisitMin } = asked;
  const says = hearWitnesses(fixes, asked, settings);
  const likely = findChains(fixes, says, { place, neighbours, settings }).filter(
    ({ probability }) => probability >= settings.minProbability,
  );
  if (likely.length === 0) return [];
  return findRuns(fixes, says, settings).flatMap((run): PlaceVisit[] => {
    const chain = likely.find((one) => one.first <= run.first && run.last <= one.last);
    if (!chain || run.clearMin < minVisitMin || run.fixes < settings.minFixes) return [];
    return [
      {
        place,
        ...spanOf(fixes, run),
        minutes: run.clearMin,
        fixes: run.fixes,
        probability: chain.probability,
      },
    ];
  });
}

/** From the first to the last fix of a run. */
export const spanOf = ({ atMs }: Track, { first, last }: Pick<PlaceChain, 'first' | 'last'>): Interval => ({
  startAt: new Date(atMs[first] ?? 0),
  endAt: new Date(atMs[last] ?? 0),
});
