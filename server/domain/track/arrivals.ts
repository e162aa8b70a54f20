import { haversineDegM } from '../geo/distance.ts';
import { listFarSteps } from './clean/far-steps.ts';
import type { Track } from './track.ts';

/** A shorter last step is a matter of masts and reflections, metres. */
const MIN_STEP_M = 1000;
/** A longer silence has room for the way and the slowing down, minutes. */
const MAX_SILENT_MIN = 15;
/** Who has arrived stays so near, metres, and so long, minutes. */
const REST_M = 150;
const REST_MIN = 10;
/**
 * What the last step before a rest may cover: this pace, which includes braking, parking and the walk to the door, plus some metres for two
 * errors and a fix that came early. 19 of 20 real arrivals lie below it, whether fixes come every 60, 180 or 300 seconds.
 */
const DOOR_KMH = 20;
const SLACK_M = 700;

/**
 * A rest that the track reaches by one long step; `haste`: length of the step over what may be covered in its time; `isBack`: the phone
 * was there already before the fix that the step leaves, so that one may be a bad one.
 */
type Arrival = Readonly<{ at: number; haste: number; isBack: boolean }>;

/** Rests that a cleaned track reaches by one step of a kilometre or more, in order. */
export function listArrivals(track: Track): Arrival[] {
  const { atMs } = track;
  const arrivals: Arrival[] = [];
  for (const at of listFarSteps(track, MIN_STEP_M)) {
    const lengthM = stepM(track, at - 1, at);
    const stepMs = (atMs[at] ?? 0) - (atMs[at - 1] ?? 0);
    if (lengthM < MIN_STEP_M || stepMs > MAX_SILENT_MIN * 60_000 || !restsFrom(track, at)) continue;
    if (isOnRails(track, at)) continue;
    arrivals.push({ at, haste: lengthM / (SLACK_M + (DOOR_KMH / 3600) * stepMs), isBack: isBack(track, at) });
  }
  return arrivals;
}

/** The highest haste of the day's arrivals, 0 without one. */
export const hasteOf = (track: Track): number =>
  Math.max(0, ...listArrivals(track).map(({ haste }) => haste));

function isBack({ lng, lat }: Track, at: number): boolean {
  const before = at - 2;
  if (before < 0) return false;
  return haversineDegM(lng[before] ?? 0, lat[before] ?? 0, lng[at] ?? 0, lat[at] ?? 0) <= REST_M;
}

/** km/h that nobody drives through a town: who came so fast was on a train, which stops within two minutes at the platform. */
const RAIL_KMH = 100;

/** Whether the step before the one that ends at fix `at` was such a way, and the same way. */
function isOnRails(track: Track, at: number): boolean {
  const before = stepM(track, at - 2, at - 1);
  const hours = ((track.atMs[at - 1] ?? 0) - (track.atMs[at - 2] ?? 0)) / 3_600_000;
  const isFast = at >= 2 && before >= MIN_STEP_M && before / 1000 > RAIL_KMH * hours;
  return isFast && stepM(track, at - 2, at) > before;
}

const stepM = ({ lng, lat }: Track, from: number, to: number): number =>
  haversineDegM(lng[from] ?? 0, lat[from] ?? 0, lng[to] ?? 0, lat[to] ?? 0);

function restsFrom({ atMs, lng, lat }: Track, first: number): boolean {
  const untilMs = (atMs[first] ?? 0) + REST_MIN * 60_000;
  for (let at = first + 1; at < atMs.length; at++) {
    if (haversineDegM(lng[first] ?? 0, lat[first] ?? 0, lng[at] ?? 0, lat[at] ?? 0) > REST_M) return false;
    if ((atMs[at] ?? 0) >= untilMs) return true;
  }
  return false;
}
