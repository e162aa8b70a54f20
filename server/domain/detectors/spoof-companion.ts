import { midnightOf } from '../baseline/day-sketch.ts';
import { habitsOf } from '../baseline/habits.ts';
import { timelineOf } from '../baseline/timeline.ts';
import { haversineDegM } from '../geo/distance.ts';
import { firstAtOrAfter } from '../track/time-search.ts';
import type { Track } from '../track/track.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

/** Never enough alone: people share a car, and a new colleague is shown the round. */
const MOST = 0.6;
const LEAST = 0.15;
/** Metres of a step on the way: at one place colleagues are side by side anyway. */
const STEP_M = 100;
const MAX_STEP_MS = 5 * 60_000;
/** Milliseconds between two fixes of the other phone within which its position in between is known. */
const KNOWN_MS = 2 * 60_000;

/**
 * The same ways as a colleague's phone at the same time, on a day that has lost the own routine: one person may carry both. Company on
 * the way alone says nothing, nor does a new round.
 */
export function findCompanion({ evidence, day, settings }: SpoofQuestion): SpoofSign | null {
  if (evidence.baseline.weight === 0 || !evidence.peers.some(({ track }) => track)) return null;
  const steps = stepEnds(day.track);
  if (steps.length < settings.minCompanionSteps) return null;
  for (const { personId, track } of evidence.peers) {
    if (!track) continue;
    const beside = steps.filter((at) => isBeside(day.track, at, { track, withinM: settings.companionM }));
    const share = beside.length / steps.length;
    if (beside.length < settings.minCompanionSteps || share < settings.companionShare) continue;
    const lost = habitsOf(evidence.baseline).divergence(timelineOf(day.track, midnightOf(day)));
    const strength = MOST * lost * Math.min(1, share / FULL_SHARE);
    if (strength < LEAST) continue;
    const timeOf = (n: number) => day.track.atMs[beside.at(n) ?? 0];
    return {
      reason: 'moves_with_colleague',
      strength,
      isHard: false,
      spans: [stretchOf(timeOf(0), timeOf(-1))],
      count: Math.round(100 * share),
      records: [{ kind: 'peer', id: personId }],
    };
  }
  return null;
}

/** Share of the ways from which it is the whole day: the other phone has silences too. */
const FULL_SHARE = 0.8;

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
