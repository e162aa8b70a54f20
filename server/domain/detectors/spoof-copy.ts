import type { LngLat } from '../../contract/geo.ts';
import { DEGREE_M, haversineDegM } from '../geo/distance.ts';
import type { Track } from '../track/track.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign, type WayStep } from './spoof-sign.ts';

const COPY = 0.92;
/** Metres between two fixes on the way: shorter steps of a phone at rest come again by chance where coordinates are rounded. */
const STEP_M = 30;
/** Parts of a degree compared, some 0.1 m: a change of datum rounds the last digit. */
const UNITS = 1e6;
/** Metres (68 %) above which a position comes from masts or networks, which lie at the same spot every day. */
const ROUGH_M = 50;
/** Metres; a phone that never moves by less rounds its places (to 11 m with four digits), and then the same way looks the same every day. */
const FINE_M = 3;
/** Double steps of an earlier day: two by chance are rare already. */
const LEAST = 6;
/** Metres between the outermost of them; less may be a phone in a store that names one of a few wireless networks. */
const LEAST_REACH_M = 500;

/** A way of an earlier day of the period again to the last digit: the errors of two days are never the same. */
export function findCopy({ day, copies, waySteps }: SpoofQuestion): SpoofSign | null {
  const same = waySteps.filter(({ key }) => copies.has(key));
  if (same.length < LEAST || !isFine(day.reported)) return null;
  const spots = listSpots(
    day.reported,
    same.map(({ at }) => at),
  );
  if (spots.length < LEAST || reachOf(spots) < LEAST_REACH_M) return null;
  const timeOf = (n: number) => day.reported.atMs[same.at(n)?.at ?? 0];
  return {
    reason: 'repeats_earlier_way',
    strength: COPY,
    isHard: true,
    spans: [stretchOf(timeOf(0), timeOf(-1))],
    count: same.length,
  };
}

/** Every two steps on the way in a row that end after `fromMs`. */
export function listWaySteps(track: Track, fromMs: number): WayStep[] {
  const { atMs, lng, lat, accuracyM } = track;
  const steps: WayStep[] = [];
  let known = 0;
  for (let at = 1; at < lng.length; at++) {
    const isStep = (accuracyM[at] ?? 0) <= ROUGH_M && isFarStep(track, at) && stepM(track, at) >= STEP_M;
    known = isStep ? known + 1 : 0;
    if (known >= 2 && (atMs[at] ?? 0) > fromMs) steps.push({ at, key: keyOf(lng, lat, at) });
  }
  return steps;
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

/** Square degrees below which a step surely is shorter than `STEP_M`: a straight line in degrees is never shorter than the great circle. */
const SHORT_STEP = (STEP_M / DEGREE_M) * (STEP_M / DEGREE_M) * (1 - 1e-9);

function isFarStep({ lng, lat }: Track, at: number): boolean {
  const x = (lng[at] ?? 0) - (lng[at - 1] ?? 0);
  const y = (lat[at] ?? 0) - (lat[at - 1] ?? 0);
  return x * x + y * y >= SHORT_STEP;
}

const stepM = ({ lng, lat }: Track, at: number): number =>
  haversineDegM(lng[at - 1] ?? 0, lat[at - 1] ?? 0, lng[at] ?? 0, lat[at] ?? 0);

/** 53 bits of the three spots that end in fix `at`: words of all steps would cost more than the rest of the detector. */
function keyOf(lng: Float64Array, lat: Float64Array, at: number): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let n = 0; n < 6; n++) {
    const spot = Math.round(((n % 2 === 0 ? lng : lat)[at - 2 + (n >> 1)] ?? 0) * UNITS);
    low = Math.imul(low ^ spot, 0x01000193) ^ (low >>> 15);
    high = Math.imul(high + spot, 0x85ebca6b) ^ (high >>> 13);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
