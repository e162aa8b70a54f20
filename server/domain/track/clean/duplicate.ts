import type { Track } from '../track.ts';
import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';

/** Of several fixes of one millisecond keeps the most accurate (unknown accuracy last), of equals the same one whichever came first. */
export const duplicate: CleanRule = {
  name: 'duplicate',
  rejects: (track) => {
    const { atMs } = track;
    let rejected: Uint8Array | null = null;
    let best = 0;
    for (let at = 1; at < atMs.length; at++) {
      if (atMs[at] !== atMs[best]) best = at;
      else if (isBetter(track, at, best)) {
        rejected = mark(rejected, track, [best, best + 1]);
        best = at;
      } else rejected = mark(rejected, track, [at, at + 1]);
    }
    return rejected;
  },
};

function isBetter({ accuracyM, lng, lat }: Track, at: number, best: number): boolean {
  const [ours, theirs] = [radius(accuracyM[at]), radius(accuracyM[best])];
  if (ours !== theirs) return ours < theirs;
  return lng[at] === lng[best] ? (lat[at] ?? 0) < (lat[best] ?? 0) : (lng[at] ?? 0) < (lng[best] ?? 0);
}

function radius(accuracyM = 0): number {
  return accuracyM > 0 ? accuracyM : Infinity;
}
