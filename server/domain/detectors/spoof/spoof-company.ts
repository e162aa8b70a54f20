import { haversineDegM, haversineM } from '../../geo/distance.ts';
import { minutesOf, type Interval } from '../../interval.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { StayPoint, Track } from '../../track/track.ts';
import type { SpoofedLocationSettings } from '../settings/spoofed-location-settings.ts';

/**
 * How far two phones were one: share (0-1) of what can be compared, seen from when to when, and the last and the first moment around that
 * at which they were not (the ends of the day without one).
 */
export type Company = Readonly<{
  share: number;
  fromMs: number;
  toMs: number;
  afterMs: number;
  beforeMs: number;
}>;

/** Metres of a step on the way: at one place colleagues are side by side anyway. */
const STEP_M = 100;
const MAX_STEP_MS = 5 * 60_000;
/** Milliseconds between two fixes of the other phone within which its position in between is known. */
const KNOWN_MS = 2 * 60_000;

/** Steps on the way beside the other phone, to be asked of several of them. */
export class OwnSteps {
  private readonly own: Track;
  private readonly ends: readonly number[];

  constructor(own: Track) {
    this.own = own;
    this.ends = stepEnds(own);
  }

  beside(track: Track, settings: SpoofedLocationSettings): Company | null {
    const { minCompanionSteps, companionM, companionShare } = settings;
    if (this.ends.length < minCompanionSteps) return null;
    const beside = this.ends.filter((at) => isBeside(this.own, at, { track, withinM: companionM }));
    const share = beside.length / this.ends.length;
    if (beside.length < minCompanionSteps || share < companionShare) return null;
    const [first = 0, last = 0] = [beside[0], beside.at(-1)];
    const timeOf = (at: number) => this.own.atMs[at] ?? 0;
    return {
      share,
      fromMs: timeOf(first),
      toMs: timeOf(last),
      afterMs: timeOf(this.ends.findLast((at) => at < first) ?? 0),
      beforeMs: timeOf(this.ends.find((at) => at > last) ?? this.own.atMs.length - 1),
    };
  }
}

/** Milliseconds at both ends of a stay in which either phone may still be on its way: a ping of five minutes would leave nothing. */
const EDGE_MS = 2 * 60_000;
/** Metres between two stays that are two places. */
const APART_M = 300;

/**
 * Stays together with the other phone at several places one after the other: what is left of company where fixes come too seldom to
 * tell the way between them.
 */
export function staysBeside(
  stays: readonly StayPoint[],
  other: Track,
  { minCompanionPlaces, companionStayM, companionShare }: SpoofedLocationSettings,
): Company | null {
  const compared = stays.flatMap((stay) => {
    const share = besideShare(stay, other, companionStayM);
    return share === null ? [] : [{ stay, isBeside: share >= MOST_OF_IT }];
  });
  const beside = compared.filter((one) => one.isBeside).map(({ stay }) => stay);
  const [first, last] = [beside[0], beside.at(-1)];
  const share = minutesOf(beside.map(proven)) / minutesOf(compared.map(({ stay }) => proven(stay)));
  if (!first || !last || countPlaces(beside) < minCompanionPlaces || share < companionShare) return null;
  const apart = compared.filter((one) => !one.isBeside).map(({ stay }) => stay);
  return {
    share,
    fromMs: first.startAt.getTime(),
    toMs: last.lastFixAt.getTime(),
    afterMs: apart.findLast(({ startAt }) => startAt < first.startAt)?.lastFixAt.getTime() ?? 0,
    beforeMs: apart.find(({ startAt }) => startAt > last.startAt)?.startAt.getTime() ?? Infinity,
  };
}

const proven = ({ startAt, lastFixAt }: StayPoint): Interval => ({ startAt, endAt: lastFixAt });

function countPlaces(stays: readonly StayPoint[]): number {
  const places: StayPoint[] = [];
  for (const stay of stays)
    if (places.every((place) => haversineM(place, stay) >= APART_M)) places.push(stay);
  return places.length;
}

/** Share of the other phone's fixes during a stay that must be there: one may be a bad one. */
const MOST_OF_IT = 0.8;

/** Share of the other phone's fixes during the stay that lie there, null without two of them. */
function besideShare(stay: StayPoint, { atMs, lng, lat }: Track, withinM: number): number | null {
  const toMs = stay.lastFixAt.getTime() - EDGE_MS;
  const first = firstAtOrAfter(atMs, stay.startAt.getTime() + EDGE_MS);
  let there = 0;
  let at = first;
  for (; at < atMs.length && (atMs[at] ?? 0) <= toMs; at++)
    if (haversineDegM(lng[at] ?? 0, lat[at] ?? 0, stay.lng, stay.lat) <= withinM) there++;
  return at - first < 2 ? null : there / (at - first);
}

/** The fixes at which another 100 m were gone. */
function stepEnds({ atMs, lng, lat }: Track): number[] {
  const ends: number[] = [];
  let from = 0;
  for (let at = 1; at < atMs.length; at++) {
    const stepMs = (atMs[at] ?? 0) - (atMs[from] ?? 0);
    const metres = haversineDegM(lng[from] ?? 0, lat[from] ?? 0, lng[at] ?? 0, lat[at] ?? 0);
    if (metres < STEP_M && stepMs <= MAX_STEP_MS) continue;
    if (metres >= STEP_M && stepMs <= MAX_STEP_MS) ends.push(at);
    from = at;
  }
  return ends;
}

/** Whether the other phone was at the spot of fix `at` at its time, between two fixes of its own. */
function isBeside(own: Track, at: number, { track, withinM }: { track: Track; withinM: number }): boolean {
  const ms = own.atMs[at] ?? 0;
  const next = Math.max(1, firstAtOrAfter(track.atMs, ms));
  const [beforeMs, afterMs] = [track.atMs[next - 1] ?? Infinity, track.atMs[next] ?? -Infinity];
  if (beforeMs > ms || afterMs < ms || afterMs - beforeMs > KNOWN_MS) return false;
  const share = afterMs === beforeMs ? 0 : (ms - beforeMs) / (afterMs - beforeMs);
  const between = (column: Float64Array) =>
    (column[next - 1] ?? 0) + share * ((column[next] ?? 0) - (column[next - 1] ?? 0));
  return haversineDegM(between(track.lng), between(track.lat), own.lng[at] ?? 0, own.lat[at] ?? 0) <= withinM;
}
