import { haversineDegM } from '../../geo/distance.ts';
import type { Track } from '../track.ts';
import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';

/**
 * Rejects a cached fix that is reported again and again while the phone moves on without positions (a tunnel, a cellar): coordinates
 * equal to the last digit, then a jump no one can travel in the time since the last repeat. The first one was real and stays. A phone at
 * rest also repeats itself, but leaves at a walk, so its fixes stay (Android's getLastLocation documents the cache).
 */
export const frozen: CleanRule = {
  name: 'frozen',
  rejects: (track, { minFrozenFixes, minFrozenJumpM, maxSpikeKmh }, farSteps) => {
    let rejected: Uint8Array | null = null;
    for (const jump of farSteps) {
      const first = firstOfRun(track, jump - 1);
      if (jump - first >= minFrozenFixes && isTooFar(track, jump, { minFrozenJumpM, maxSpikeKmh }))
        rejected = mark(rejected, track, [first + 1, jump]);
    }
    return rejected;
  },
};

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
