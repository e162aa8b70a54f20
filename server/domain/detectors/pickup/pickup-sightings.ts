import { haversineDegM } from '../../geo/distance.ts';
import { distanceToEdgeM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import type { Track } from '../../track/track.ts';
import { errorRadiusM } from '../place/error-radius.ts';
import type { PickupRoundsSettings } from '../settings/pickup-rounds-settings.ts';
import type { PlaceVisit } from '../place/place-visits.ts';

/**
 * Single fixes inside a place's fence, each between two fixes away from it, with time left for a stop after the ways there and on: all that
 * a stop of some minutes leaves where fixes come every five. They prove no stop.
 */
export function listSightings(
  fixes: Track,
  place: Place,
  { maxAccuracyM, bandM, maxFixGapMin, seldomMin, rideKmh, minLeftMin }: PickupRoundsSettings,
): PlaceVisit[] {
  const { atMs, lng, lat, accuracyM } = fixes;
  const edgeM = (at: number) => distanceToEdgeM({ lng: lng[at] ?? 0, lat: lat[at] ?? 0 }, place);
  const found: PlaceVisit[] = [];
  for (let at = 1; at + 1 < atMs.length; at++) {
    const windowMin = ((atMs[at + 1] ?? 0) - (atMs[at - 1] ?? 0)) / 60_000;
    if (windowMin < 2 * seldomMin || windowMin > 4 * maxFixGapMin) continue;
    if (!(errorRadiusM(accuracyM[at]) <= maxAccuracyM) || edgeM(at) > 0) continue;
    if (edgeM(at - 1) <= bandM || edgeM(at + 1) <= bandM) continue;
    const leftMin = windowMin - (60 * (stepM(fixes, at) + stepM(fixes, at + 1))) / (1000 * rideKmh);
    const startAt = new Date(atMs[at] ?? 0);
    if (leftMin >= minLeftMin)
      found.push({ place, startAt, endAt: startAt, minutes: 0, fixes: 1, probability: 0 });
  }
  return found;
}

const stepM = ({ lng, lat }: Track, at: number): number =>
  haversineDegM(lng[at - 1] ?? 0, lat[at - 1] ?? 0, lng[at] ?? 0, lat[at] ?? 0);
