import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTrackFile } from '../../../server/connectors/files/read-track-file.ts';
import { createRandom } from '../../../server/demo/random.ts';
import { listWander } from '../../../server/domain/track/error-wander.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';

const SETTINGS = { fixes: 60, maxSpreadM: 12, maxStepMin: 5 };
const REAL = '../shared/data/geolife_sample_2users.csv.gz';

/** 200 fixes half a minute apart whose error keeps `memory` (0-1) of the one before. */
function standing(sigmaM: number, memory: number) {
  const random = createRandom(4);
  const fresh = sigmaM * Math.sqrt(1 - memory * memory);
  let [x, y] = [0, 0];
  return trackOf(
    Array.from({ length: 200 }, (_, n) => {
      x = memory * x + random.normal(fresh);
      y = memory * y + random.normal(fresh);
      return { atMs: n * 30_000, lng: 116.4 + x / 85_000, lat: 39.9 + y / 111_195, accuracyM: 10 };
    }),
  );
}

describe('listWander', () => {
  it('gives near 1 for noise drawn anew at every fix, whatever its size', () => {
    for (const sigmaM of [1.5, 3, 5])
      expect(listWander(standing(sigmaM, 0), SETTINGS).every(({ ratio }) => ratio > 0.75)).toBe(true);
  });

  it('gives little for an error that wanders', () => {
    const ratios = listWander(standing(6, 0.9), SETTINGS).map(({ ratio }) => ratio);
    expect(ratios.length).toBeGreaterThan(3);
    expect(Math.max(...ratios)).toBeLessThan(0.5);
  });

  it('says 0 of a position that never changes, and nothing of a way or across a silence', () => {
    expect(listWander(standing(0, 0), SETTINGS).map(({ ratio, spreadM }) => [ratio, spreadM])[0]).toEqual([
      0, 0,
    ]);
    const way = Array.from({ length: 100 }, (_, n) => ({ atMs: n * 30_000, lng: 116 + n / 1000, lat: 39.9 }));
    expect(listWander(trackOf(way), SETTINGS)).toEqual([]);
    const sparse = Array.from({ length: 100 }, (_, n) => ({ atMs: n * 600_000, lng: 116, lat: 39.9 }));
    expect(listWander(trackOf(sparse), SETTINGS)).toEqual([]);
  });

  it.skipIf(!existsSync(REAL))('finds wandering in nearly all stays of a real logger', async () => {
    const points = await readTrackFile(REAL, { user: '001' });
    let lastMs = 0;
    const thin = points.filter(({ atMs }) => atMs - lastMs >= 30_000 && (lastMs = atMs) > 0);
    const ratios = listWander(trackOf(thin), SETTINGS).map(({ ratio }) => ratio);
    expect(ratios.length).toBeGreaterThan(10);
    expect(ratios.filter((ratio) => ratio > 0.75).length / ratios.length).toBeLessThan(0.05);
  });
});
