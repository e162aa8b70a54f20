import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanTrack } from '../../../server/domain/track/clean/index.ts';
import { CleanSettingsSchema } from '../../../server/domain/track/clean/settings.ts';
import { coverageOf } from '../../../server/domain/track/coverage.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';
import { findStays } from '../../../server/domain/track/stays.ts';
import { StaySettingsSchema, type StaySettings } from '../../../server/domain/track/stay-settings.ts';
import type { Track } from '../../../server/domain/track/track.ts';

const start = Date.UTC(2026, 2, 2, 1);
const METRE_LAT = 1 / 111_195;

/** Pairs of minute and metres north of the first place. */
function buildTrack(points: readonly (readonly [minute: number, metres: number])[]): Track {
  return trackOf(
    points.map(([minute, metres]) => ({
      atMs: start + minute * 60_000,
      lng: 121.47,
      lat: 31.23 + metres * METRE_LAT,
      accuracyM: 10,
    })),
  );
}

function staysOf(points: readonly (readonly [number, number])[], overrides: Partial<StaySettings> = {}) {
  const stays = findStays(buildTrack(points), { ...StaySettingsSchema.parse({}), ...overrides });
  const minute = (at: Date) => (+at - start) / 60_000;
  return stays.map(({ startAt, endAt, lastFixAt, fixes }) => [
    minute(startAt),
    minute(endAt),
    minute(lastFixAt),
    fixes,
  ]);
}

describe('findStays', () => {
  it('ends a stay at the first fix outside and proves it to the last inside', () => {
    const points = [
      [0, 0],
      [4, 20],
      [8, 10],
      [12, 400],
      [13, 900],
    ] as const;
    expect(staysOf(points)).toEqual([[0, 12, 8, 3]]);
  });

  it('does not let a gap make a stay', () => {
    expect(
      staysOf([
        [0, 0],
        [2, 5],
        [40, 0],
        [45, 10],
      ]),
    ).toEqual([]);
    expect(
      staysOf(
        [
          [0, 0],
          [2, 5],
          [40, 0],
          [45, 10],
        ],
        { gapMin: null },
      ),
    ).toEqual([[0, 45, 45, 4]]);
  });

  it('counts the last stay only when told', () => {
    const points = [
      [0, 0],
      [6, 5],
      [12, 0],
    ] as const;
    expect(staysOf(points)).toEqual([[0, 12, 12, 3]]);
    expect(staysOf(points, { includeLast: false })).toEqual([]);
  });

  it('puts the centre at the median, so that one drifting fix does not move it', () => {
    const [stay] = findStays(
      buildTrack([
        [0, 0],
        [5, 0],
        [10, 0],
        [11, 140],
      ]),
      StaySettingsSchema.parse({}),
    );
    expect(stay?.lat).toBe(31.23);
    expect(stay?.extentM).toBeCloseTo(140, 0);
  });

  it('finds nothing in an empty track', () => {
    expect(staysOf([])).toEqual([]);
  });
});

describe('coverageOf', () => {
  it('vouches only for time between fixes that follow each other closely', () => {
    const hour = { startAt: new Date(start), endAt: new Date(start + 3_600_000) };
    const { share, gaps } = coverageOf(
      buildTrack([
        [-5, 0],
        [10, 0],
        [40, 0],
        [50, 0],
      ]),
      [hour],
      15,
    );
    expect(share).toBeCloseTo(20 / 60);
    expect(
      gaps.map(({ startAt, endAt }) => [(+startAt - start) / 60_000, (+endAt - start) / 60_000]),
    ).toEqual([
      [10, 40],
      [50, 60],
    ]);
  });

  it('is zero for no fixes and no time', () => {
    expect(coverageOf(buildTrack([]), [], 15)).toEqual({ share: 0, observedMin: 0, totalMin: 0, gaps: [] });
  });
});

const sample = new URL('../../../../shared/data/geolife_sample_2users.csv.gz', import.meta.url);

describe.skipIf(!existsSync(sample))(
  'the plain Li 2008 rule on GeoLife (skipped without the shared data)',
  () => {
    const plain: StaySettings = { distanceM: 200, minDwellMin: 20, gapMin: null, includeLast: true };
    const count = (change: (track: Track) => Track) =>
      readSample().reduce((sum, track) => sum + findStays(change(track), plain).length, 0);

    it('finds the 413 stays trackintel and scikit-mobility find', () => {
      expect(count((track) => track)).toBe(413);
    });

    it('finds them also after the speed filter at 500 km/h', () => {
      const settings = CleanSettingsSchema.parse({ maxSpikeKmh: 500 });
      expect(count((track) => cleanTrack(track, settings).track)).toBe(413);
    });
  },
);

function readSample(): Track[] {
  const users = new Map<string, { atMs: number; lng: number; lat: number }[]>();
  for (const line of gunzipSync(readFileSync(sample)).toString().trim().split('\n').slice(1)) {
    const [lat, lng, time = '', user = ''] = line.split(',');
    const fixes = users.get(user) ?? [];
    fixes.push({ atMs: Date.parse(`${time.replace(' ', 'T')}Z`), lng: Number(lng), lat: Number(lat) });
    users.set(user, fixes);
  }
  return [...users.values()].map((fixes) => trackOf(fixes.toSorted((a, b) => a.atMs - b.atMs)));
}
