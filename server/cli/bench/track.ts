import { findPlainStays } from '../../domain/track/plain-stays.ts';
import type { Track } from '../../domain/track/track.ts';
import type { Bench, BenchResult } from './bench.ts';
import { measureFile } from './track/file.ts';
import { measureLookUp } from './track/look-up.ts';
import { measureMemory } from './track/memory.ts';
import { copyTracks, readSample } from './track/tracks.ts';

/** What trackintel, scikit-mobility and the slow reading in the tests find on the sample at 200 m and 20 minutes. */
const KNOWN_STAYS = 413;

/** One core each. Absolute figures move with the machine, so S1 and S2 may also be met by the ratio to a haversine loop. */
export const track: Bench = {
  name: 'track',
  about: 'the track engine: CSV to stays (S1), in memory (S2), fence look-up (S3), the plain rule (S7)',
  onlyByName: true,
  async run(say) {
    const { tracks, isReal } = readSample();
    if (!isReal) say('../shared/data is absent: made tracks, no known number of stays');
    const many = copyTracks(tracks);
    const parts = [
      await measureFile(many, say),
      measureMemory(many, say),
      measureLookUp(tracks, say),
      isReal ? countPlain(tracks) : { figures: {}, bars: [] },
    ];
    return {
      figures: Object.assign({}, ...parts.map(({ figures }) => figures)),
      bars: parts.flatMap(({ bars }) => bars),
    };
  },
};

/** S7. */
function countPlain(tracks: readonly Track[]): BenchResult {
  const settings = { distanceM: 200, minDwellMin: 20, gapMin: null };
  const got = tracks.reduce((sum, one) => sum + findPlainStays(one, settings).length, 0);
  return {
    figures: { s7Stays: got },
    bars: [{ id: 'S7 stays', want: KNOWN_STAYS, got, ok: got === KNOWN_STAYS }],
  };
}
