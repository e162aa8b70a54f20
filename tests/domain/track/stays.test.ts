import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CleanSettingsSchema } from '../../../server/domain/track/clean/settings.ts';
import { listFarSteps } from '../../../server/domain/track/clean/far-steps.ts';
import { speed } from '../../../server/domain/track/clean/speed.ts';
import { coverageOf } from '../../../server/domain/track/coverage.ts';
import { findPlainStays } from '../../../server/domain/track/plain-stays.ts';
import { keepRuns, keptRuns } from '../../../server/domain/track/runs.ts';
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
  it('proves a stay to its last fix and adds half of what the way out leaves over', () => {
    const points = [
      [0, 0],
      [4, 20],
      [10, 10],
      [12, 310],
      [13, 900],
    ] as const;
    expect(staysOf(points)).toEqual([[0, 10.5, 10, 3]]);
  });

  it('counts the way in and out at sparse pings, but not a ride in silence', () => {
    const pings = (awayM: number) =>
      staysOf([
        [0, -awayM],
        [5, 0],
        [12, 0],
        [17, awayM],
      ]);
    expect(pings(300)).toEqual([[5, 14, 12, 2]]);
    expect(pings(1400)).toEqual([]);
    expect(
      staysOf([
        [0, 0],
        [2, 10],
        [14, 6000],
        [15, 6500],
      ]),
    ).toEqual([]);
  });

  it('needs fixes to prove part of the dwell: silences around one fix are no stay', () => {
    const silences = (lastMin: number) =>
      staysOf([
        [-25, -320],
        [0, 0],
        [lastMin, 20],
        [lastMin + 25, 320],
        [lastMin + 26, 620],
      ]);
    expect(silences(3)).toEqual([]);
    expect(silences(4)).toEqual([[0, 16, 4, 2]]);
    const everySix = [-6, 0, 6, 12].map((minute) => [minute, minute < 0 || minute > 6 ? 180 : 0] as const);
    expect(staysOf(everySix)).toEqual([[0, 8.7, 6, 2]]);
    expect(staysOf(everySix, { provenShare: 0.7 })).toEqual([]);
  });

  it('does not take a bus that creeps for a stay', () => {
    const creeping = Array.from({ length: 60 }, (_, n) => [n / 2, n * 18] as const);
    expect(staysOf(creeping)).toEqual([]);
  });

  it('joins the pieces that drift or a short errand tears, and no more', () => {
    const at = (minute: number, metres: number) => [minute, metres] as const;
    const torn = [
      ...[0, 2, 4, 6].map((minute) => at(minute, 0)),
      ...[7, 8].map((minute) => at(minute, 190)),
      ...[9, 11, 13, 15].map((minute) => at(minute, 20)),
      at(16, 900),
    ];
    expect(staysOf(torn)).toEqual([[0, 15, 15, 8]]);
    expect(staysOf(torn, { mergeGapMin: 0 })).toEqual([]);
    const two = [0, 2, 4, 6, 8, 10, 12].flatMap((minute) => [at(minute, 0)]);
    const beside = two.map(([minute]) => at(minute + 13, 160));
    expect(staysOf([...two, ...beside]).map(([, , , fixes]) => fixes)).toEqual([7, 7]);
  });

  it('gives a poor fix the benefit of its error', () => {
    const fixes = [0, 3, 6, 9, 12].map((minute) => ({
      atMs: start + minute * 60_000,
      lng: 121.47,
      lat: 31.23 + (minute === 6 ? 190 : 0) * METRE_LAT,
      accuracyM: minute === 6 ? 80 : 10,
    }));
    const settings = StaySettingsSchema.parse({});
    expect(findStays(trackOf(fixes), settings)).toMatchObject([{ fixes: 5 }]);
    const sure = fixes.map((fix) => ({ ...fix, accuracyM: 10 }));
    expect(findStays(trackOf(sure), settings)).toEqual([]);
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
    const plain = { distanceM: 200, minDwellMin: 20, gapMin: null };
    const count = (change: (track: Track) => Track) =>
      readSample().reduce((sum, track) => sum + findPlainStays(change(track), plain).length, 0);

    it('finds the 413 stays trackintel and scikit-mobility find', () => {
      expect(count((track) => track)).toBe(413);
    });

    it('finds them also after the speed filter at 500 km/h', () => {
      const settings = CleanSettingsSchema.parse({ maxSpikeKmh: 500 });
      const slowEnough = (track: Track) =>
        keepRuns(
          track,
          keptRuns(speed.rejects(track, settings, listFarSteps(track)) ?? new Uint8Array(track.atMs.length)),
        );
      expect(count(slowEnough)).toBe(413);
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
