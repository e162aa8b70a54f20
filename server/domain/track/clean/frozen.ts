import { haversineDegM } from '../../geo/distance.ts';
import type { Track } from '../track.ts';
import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';

/**
 * Rejects a cached fix that is reported again and again while the phone moves on without positions (a tunnel, a cellar): coordinates
 * equal to the last digit, then a jump no one can travel in the time since the last repeat. The first one was real and stays. A phone at
 * rest also repeats itself, but leaves at a walk, so its fixes stay (Android's getLastLocation documents the cache). An app that wakes
 * up after a silence tells the last place it knew once or twice, then the true one: of those repeats few are enough.
 */
export const frozen: CleanRule = {
  name: 'frozen',
  rejects: (track, settings, farSteps) => {
    let rejected: Uint8Array | null = null;
    for (const jump of farSteps) {
      const first = firstOfRun(track, jump - 1);
      if (jump - first < 2) continue;
      const stale = jump - first >= settings.minFrozenFixes ? first + 1 : wokenAt(track, first, jump);
      if (stale !== null && isTooFar(track, jump, settings)) rejected = mark(rejected, track, [stale, jump]);
    }
    return rejected;
  },
};

/** A silence before a repeat is that many times longer than the step of the jump, and at least so long: pings come at no such two paces. */
const WAKE_TIMES = 5;
const WAKE_MS = 2 * 60_000;

/** The first repeat after a silence of the run, or null: what a phone says on waking is what it knew before. */
function wokenAt({ atMs }: Track, first: number, jump: number): number | null {
  const stepMs = (atMs[jump] ?? 0) - (atMs[jump - 1] ?? 0);
  const silentMs = Math.max(WAKE_MS, WAKE_TIMES * stepMs);
  for (let at = first + 1; at < jump; at++) if ((atMs[at] ?? 0) - (atMs[at - 1] ?? 0) >= silentMs) return at;
  return null;
}

function firstOfRun({ lng, lat }: Track, last: number): number {
  let first = last;
  while (first > 0 && lng[first - 1] === lng[last] && lat[first - 1] === lat[last]) first--;
  return first;
}

function isTooFar(
  { atMs, lng, lat }: Track,
  jump: number,
  { minFrozenJumpM, maxSpikeKmh }: { minFrozenJumpM: number; maxSpikeKmh: number },
): boolean {
  const metres = haversineDegM(lng[jump - 1] ?? 0, lat[jump - 1] ?? 0, lng[jump] ?? 0, lat[jump] ?? 0);
  const hours = ((atMs[jump] ?? 0) - (atMs[jump - 1] ?? 0)) / 3_600_000;
  return metres >= minFrozenJumpM && metres / 1000 > maxSpikeKmh * hours;
}
