import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Track } from '../../../domain/track/track.ts';
import { atLeast, atMost, median, rounded, type BenchResult } from '../bench.ts';
import { withTempFolder } from '../temp-folder.ts';
import { drawFences, toGeoJson } from './fences.ts';
import { either, FENCES, haversinePerS, ROUNDS, type Say } from './measure.ts';
import { runStaysProcess } from './stays-process.ts';
import { writeCsv } from './tracks.ts';

/** S1: the door in its own process, a haversine loop before each run. */
export function measureFile(tracks: readonly Track[], say: Say): Promise<BenchResult> {
  return withTempFolder(async (folder) => {
    const input = join(folder, 'track.csv');
    const fences = join(folder, 'fences.geojson');
    await writeCsv(input, tracks);
    await writeFile(fences, toGeoJson(drawFences(FENCES)));
    const rounds = [];
    for (let n = 0; n < ROUNDS; n++) {
      const haversine = haversinePerS(tracks);
      const door = await runStaysProcess(['--input', input, '--fences', fences]);
      rounds.push({ ...door, haversine, ratio: door.fixesPerS / haversine });
    }
    const { fixes = 0, stays = 0 } = rounds[0] ?? {};
    say(`S1: ${fixes} rows of CSV, ${stays} stays, ${FENCES} fences; median of ${ROUNDS} processes`);
    const figures = {
      s1FixesPerS: rounded(median(rounds.map(({ fixesPerS }) => fixesPerS))),
      s1ToHaversine: rounded(median(rounds.map(({ ratio }) => ratio))),
      s1HaversinePerS: rounded(median(rounds.map(({ haversine }) => haversine))),
      s1PeakMemoryMb: Math.max(...rounds.map(({ peakMemoryMb }) => peakMemoryMb)),
    };
    return {
      figures,
      bars: [
        either(
          atLeast('S1 fixesPerS', 3e6, figures.s1FixesPerS),
          atLeast('S1 toHaversine', 0.13, figures.s1ToHaversine),
        ),
        atMost('S1 peakMemoryMb', 200, figures.s1PeakMemoryMb),
      ],
    };
  });
}
