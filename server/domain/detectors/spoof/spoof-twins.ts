import { firstAtOrAfter } from '../../track/time-search.ts';
import type { Track } from '../../track/track.ts';
import { isFine, listSpots } from './spoof-copy.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

const CLOCK_MS = 60_000;
const TWIN = 0.92;
const LOOP = 0.6;

/**
 * Fixes at as many different spots that equal a colleague's to the last digit within a minute. People in one car or store share the way,
 * never the noise; phones that round their places, or name one of a few wireless networks, share those.
 */
export function findTwin({ evidence, day, settings }: SpoofQuestion): SpoofSign | null {
  if (!evidence.peers.some(({ track }) => track) || !isFine(day.reported)) return null;
  for (const { personId, track } of evidence.peers) {
    if (!track) continue;
    const same = listSame(day.reported, track);
    if (listSpots(day.reported, same).length < settings.minTwinFixes) continue;
    const at = (n: number) => day.reported.atMs[same.at(n) ?? 0];
    return {
      reason: 'same_as_colleague',
      strength: TWIN,
      isHard: true,
      spans: [stretchOf(at(0), at(-1))],
      count: same.length,
      records: [{ kind: 'peer', id: personId }],
    };
  }
  return null;
}

/** Fixes that the cleaning found to repeat earlier ones of the same day to the last digit, in order and on the way. */
export function findLoop({ day }: SpoofQuestion): SpoofSign | null {
  const copies = day.rejected.filter(({ rule }) => rule === 'replay');
  if (copies.length === 0) return null;
  return {
    reason: 'repeats_itself',
    strength: LOOP,
    isHard: false,
    spans: [stretchOf(copies[0]?.atMs, copies.at(-1)?.atMs)],
    count: copies.length,
  };
}

/** Degrees, some 0.1 m: a change of datum rounds the last digit. */
const SAME_DEG = 1.5e-6;
const isSame = (a = Infinity, b = 0): boolean => Math.abs(a - b) <= SAME_DEG;

/** Own fixes, not at the spot of the one before, of which the other track has the very coordinate at that time. */
function listSame(own: Track, other: Track): number[] {
  const same: number[] = [];
  for (let at = 1; at < own.atMs.length; at++) {
    if (own.lng[at] === own.lng[at - 1] && own.lat[at] === own.lat[at - 1]) continue;
    const ms = own.atMs[at] ?? 0;
    for (let n = firstAtOrAfter(other.atMs, ms - CLOCK_MS); n < other.atMs.length; n++) {
      if ((other.atMs[n] ?? 0) > ms + CLOCK_MS) break;
      if (!isSame(other.lng[n], own.lng[at]) || !isSame(other.lat[n], own.lat[at])) continue;
      same.push(at);
      break;
    }
  }
  return same;
}
