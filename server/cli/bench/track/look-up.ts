import { FenceGrid } from '../../../domain/geo/fence-grid.ts';
import type { Track } from '../../../domain/track/track.ts';
import { atLeast, median, rounded, type BenchResult } from '../bench.ts';
import { timeS } from '../timing.ts';
import { drawFences, spreadFences } from './fences.ts';
import { countFixes, countHits, FENCES, ROUNDS, type Say } from './measure.ts';

/** S3: the fixes of the tracks, in their order. */
export function measureLookUp(tracks: readonly Track[], say: Say): BenchResult {
  const fixes = countFixes(tracks);
  const sets = [
    { name: 's3Fences1k', want: 1e7, shapes: () => drawFences(FENCES) },
    { name: 's3Fences58k', want: 1.3e6, shapes: () => drawFences(57_655) },
    { name: 's3Fences1M', want: 0.5e6, shapes: () => spreadFences(1_000_000) },
  ];
  const results = sets.map(({ name, want, shapes }) => {
    const given = shapes();
    let grid = new FenceGrid([]);
    const buildS = timeS(() => {
      grid = new FenceGrid(given);
    });
    let hits = 0;
    const seconds = Array.from({ length: ROUNDS }, () =>
      timeS(() => {
        hits = tracks.reduce((sum, one) => sum + countHits(grid, one), 0);
      }),
    );
    const perS = rounded(fixes / median(seconds));
    const bytesEach = Math.round(grid.bytes / grid.size);
    say(
      `S3: ${grid.size} fences built in ${rounded(buildS)} s, ${bytesEach} bytes each, ${rounded(hits / fixes)} hits a point`,
    );
    return {
      figures: { [`${name}PointsPerS`]: perS, [`${name}BytesEach`]: bytesEach },
      bar: atLeast(`S3 ${grid.size} fences`, want, perS),
    };
  });
  return {
    figures: Object.assign({}, ...results.map(({ figures }) => figures)),
    bars: results.map(({ bar }) => bar),
  };
}
