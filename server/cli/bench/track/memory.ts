import { FenceGrid } from '../../../domain/geo/fence-grid.ts';
import { cleanTrack } from '../../../domain/track/clean/index.ts';
import { CleanSettingsSchema } from '../../../domain/track/clean/settings.ts';
import { StaySettingsSchema } from '../../../domain/track/stay-settings.ts';
import { findStays } from '../../../domain/track/stays.ts';
import type { Track } from '../../../domain/track/track.ts';
import { atLeast, median, rounded, type BenchResult } from '../bench.ts';
import { timeS } from '../timing.ts';
import { drawFences } from './fences.ts';
import { countFixes, countHits, either, FENCES, haversinePerS, ROUNDS, type Say } from './measure.ts';

/** S2: every kept fix is also looked up in the fences. */
export function measureMemory(tracks: readonly Track[], say: Say): BenchResult {
  const clean = CleanSettingsSchema.parse({});
  const stay = StaySettingsSchema.parse({});
  const grid = new FenceGrid(drawFences(FENCES));
  const fixes = countFixes(tracks);
  let stays = 0;
  let hits = 0;
  const work = () => {
    stays = 0;
    hits = 0;
    for (const one of tracks) {
      const kept = cleanTrack(one, clean).track;
      stays += findStays(kept, stay).length;
      hits += countHits(grid, kept);
    }
  };
  const rounds = Array.from({ length: ROUNDS }, () => {
    const haversine = haversinePerS(tracks);
    const perS = fixes / timeS(work);
    return { perS, haversine, ratio: perS / haversine };
  });
  say(`S2: ${fixes} fixes in memory, ${stays} stays, ${hits} fence hits; median of ${ROUNDS}`);
  const s2FixesPerS = rounded(median(rounds.map(({ perS }) => perS)));
  const s2ToHaversine = rounded(median(rounds.map(({ ratio }) => ratio)));
  return {
    figures: { s2FixesPerS, s2ToHaversine },
    bars: [either(atLeast('S2 fixesPerS', 1e7, s2FixesPerS), atLeast('S2 toHaversine', 0.45, s2ToHaversine))],
  };
}
