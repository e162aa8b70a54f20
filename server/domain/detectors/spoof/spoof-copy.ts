import type { LngLat } from '../../../contract/geo.ts';
import { haversineDegM } from '../../geo/distance.ts';
import type { Track } from '../../track/track.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

const COPY = 0.92;
const UNKNOWN = -1;
/** Metres; a phone that never moves by less rounds its places (to 11 m with four digits), and then the same way looks the same every day. */
const FINE_M = 3;
/** Pairs of steps that come again from earlier days, of which the history keeps a few each: two by chance are rare already. */
const LEAST = 3;
/** Metres between the outermost of them; less may be a phone in a store that names one of a few wireless networks. */
const LEAST_REACH_M = 500;

/** A way of an earlier day again to the last digit: the errors of two days are never the same. */
export function findCopy({ day, copies, waySteps }: SpoofQuestion): SpoofSign | null {
  const same = waySteps.at.filter((_, n) => copies.find(waySteps.key[n] ?? Number.NaN) !== UNKNOWN);
  if (same.length < LEAST || !isFine(day.reported)) return null;
  const spots = listSpots(day.reported, same);
  if (spots.length < LEAST || reachOf(spots) < LEAST_REACH_M) return null;
  const timeOf = (n: number) => day.reported.atMs[same.at(n) ?? 0];
  return {
    reason: 'repeats_earlier_way',
    strength: COPY,
    isHard: true,
    spans: [stretchOf(timeOf(0), timeOf(-1))],
    count: same.length,
  };
}

/** The different spots of some fixes, to the last digit. */
export function listSpots({ lng, lat }: Track, some: readonly number[]): LngLat[] {
  const spots = new Map<string, LngLat>();
  for (const at of some) {
    const spot = { lng: lng[at] ?? 0, lat: lat[at] ?? 0 };
    spots.set(`${spot.lng},${spot.lat}`, spot);
  }
  return [...spots.values()];
}

/** Metres from corner to corner of the box around the spots. */
function reachOf(spots: readonly LngLat[]): number {
  const lngs = spots.map(({ lng }) => lng);
  const lats = spots.map(({ lat }) => lat);
  return haversineDegM(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats));
}

/** Whether the day tells places finer than the errors of a phone, as it does wherever it rests. */
export function isFine(track: Track): boolean {
  for (let at = 1; at < track.lng.length; at++) {
    const moved = stepM(track, at);
    if (moved > 0 && moved < FINE_M) return true;
  }
  return false;
}

const stepM = ({ lng, lat }: Track, at: number): number =>
  haversineDegM(lng[at - 1] ?? 0, lat[at - 1] ?? 0, lng[at] ?? 0, lat[at] ?? 0);
