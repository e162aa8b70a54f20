import { haversineDegM } from '../../geo/distance.ts';
import type { Track } from '../track.ts';
import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';

/**
 * Rejects jumps to a cell mast and back: without satellites or Wi-Fi a phone reports the mast it hears, always the same coordinate to
 * the last digit. Two visits to it, each left and ended near the same spot within minutes, are the "ping-pong" of mobile-network data
 * (Lee and Hou 2006; Wu et al. 2014, "Oscillation resolution for mobile phone cellular tower data").
 */
export const tower: CleanRule = {
  name: 'tower',
  rejects: (track, { minTowerM, maxSpikeMin }, farSteps) => {
    const visits = new Map<string, Visit[]>();
    let after = 0;
    for (const at of farSteps) {
      const visit = at < after ? null : visitFrom(track, at, { minTowerM, maxSpikeMin });
      if (!visit) continue;
      const mast = `${track.lng[at]},${track.lat[at]}`;
      visits.set(mast, [...(visits.get(mast) ?? []), visit]);
      after = visit.to + 1;
    }
    let rejected: Uint8Array | null = null;
    for (const seen of visits.values())
      if (seen.length > 1) for (const { from, to } of seen) rejected = mark(rejected, track, [from, to]);
    return rejected;
  },
};

/** Fixes `from` to before `to` at exactly one coordinate. */
type Visit = Readonly<{ from: number; to: number }>;

/** The fixes at the coordinate of `from` when they begin and end with a jump from and to the same surroundings. */
function visitFrom(
  track: Track,
  from: number,
  { minTowerM, maxSpikeMin }: { minTowerM: number; maxSpikeMin: number },
): Visit | null {
  const { atMs, lng, lat } = track;
  let to = from + 1;
  while (to < lng.length && lng[to] === lng[from] && lat[to] === lat[from]) to++;
  if (to >= lng.length || (atMs[to] ?? 0) - (atMs[from - 1] ?? 0) > maxSpikeMin * 60_000) return null;
  const outM = metresBetween(track, from - 1, from);
  const isBack =
    outM >= minTowerM &&
    metresBetween(track, from - 1, to) < outM / 2 &&
    metresBetween(track, to - 1, to) >= minTowerM;
  return isBack ? { from, to } : null;
}

function metresBetween({ lng, lat }: Track, a: number, b: number): number {
  return haversineDegM(lng[a] ?? 0, lat[a] ?? 0, lng[b] ?? 0, lat[b] ?? 0);
}
