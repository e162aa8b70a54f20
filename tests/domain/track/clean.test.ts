import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanTrack } from '../../../server/domain/track/clean/index.ts';
import { CleanSettingsSchema } from '../../../server/domain/track/clean/settings.ts';
import { pickFixes, trackOf } from '../../../server/domain/track/settle.ts';
import { repeat } from '../../support/runs.ts';

const settings = CleanSettingsSchema.parse({});
const start = Date.UTC(2026, 2, 2, 1);
type Raw = { minute: number; lng?: number; lat?: number; accuracyM?: number };

function clean(raw: readonly Raw[]) {
  const track = trackOf(
    raw.map(({ minute, lng = 121.47, lat = 31.23, accuracyM = 10 }) => ({
      atMs: start + minute * 60_000,
      lng,
      lat,
      accuracyM,
    })),
  );
  const result = cleanTrack(track, settings);
  return {
    kept: [...result.track.atMs].map((ms) => (ms - start) / 60_000),
    rejected: result.rejected.map(({ index, rule }) => [index, rule]),
  };
}

describe('cleanTrack', () => {
  it('keeps an ordinary track whole', () => {
    expect(clean([{ minute: 0 }, { minute: 1 }, { minute: 2 }])).toEqual({ kept: [0, 1, 2], rejected: [] });
  });

  it('rejects positions off the globe and the empty one', () => {
    const { rejected } = clean([
      { minute: 0, lat: 91 },
      { minute: 1, lng: 0, lat: 0 },
      { minute: 2, lng: Number.NaN },
    ]);
    expect(rejected).toEqual([
      [0, 'position'],
      [1, 'position'],
      [2, 'position'],
    ]);
  });

  it('rejects a clock of the last century and a step back in time', () => {
    const { rejected } = clean([{ minute: -start / 60_000 }, { minute: 5 }, { minute: 4 }, { minute: 6 }]);
    expect(rejected).toEqual([
      [0, 'time'],
      [2, 'time'],
    ]);
  });

  it('rejects an error radius above 100 m but not an unknown one', () => {
    const { kept, rejected } = clean([
      { minute: 0, accuracyM: 100 },
      { minute: 1, accuracyM: 101 },
      { minute: 2, accuracyM: 0 },
    ]);
    expect([kept, rejected]).toEqual([[0, 2], [[1, 'accuracy']]]);
  });

  it('keeps the most accurate of one moment', () => {
    const { rejected } = clean([
      { minute: 0, accuracyM: 30 },
      { minute: 0, accuracyM: 8 },
      { minute: 0, accuracyM: 0 },
    ]);
    expect(rejected).toEqual([
      [0, 'duplicate'],
      [2, 'duplicate'],
    ]);
  });

  it('rejects a spike of several fixes that comes back within minutes', () => {
    const { kept, rejected } = clean([
      { minute: 0 },
      { minute: 1, lat: 31.33 },
      { minute: 2, lat: 31.33 },
      { minute: 3 },
      { minute: 4 },
    ]);
    expect([kept, rejected]).toEqual([
      [0, 3, 4],
      [
        [1, 'speed'],
        [2, 'speed'],
      ],
    ]);
  });

  it('keeps a fast one-way journey and one that returns after more than ten minutes', () => {
    expect(clean([{ minute: 0 }, { minute: 1, lat: 31.28 }, { minute: 2, lat: 31.33 }]).rejected).toEqual([]);
    expect(
      clean([{ minute: 0 }, { minute: 1, lat: 31.33 }, { minute: 9, lat: 31.33 }, { minute: 12 }]).rejected,
    ).toEqual([]);
  });
});

describe('what cleanTrack answers', () => {
  const fix = fc.record({
    atMs: fc.integer({ min: -2, max: 40 }).map((minute) => start + minute * 60_000),
    lng: fc.constantFrom(0, 121.47, 121.471, 121.9, 200),
    lat: fc.constantFrom(0, 31.23),
    accuracyM: fc.constantFrom(0, 10, 900),
  });

  it('is every fix once: the kept in order, each rejected at its own place', () => {
    fc.assert(
      fc.property(fc.array(fix, { maxLength: 120 }), (fixes) => {
        const track = trackOf(fixes);
        const { track: kept, rejected } = cleanTrack(track, settings);
        const gone = new Set(rejected.map(({ index }) => index));
        expect(gone.size).toBe(rejected.length);
        expect(rejected.map(({ index }) => index)).toEqual([...gone].toSorted((a, b) => a - b));
        expect(rejected.map(({ atMs }) => atMs)).toEqual([...gone].map((index) => fixes[index]?.atMs));
        expect(kept).toEqual(
          pickFixes(
            track,
            fixes.map((_, at) => at).filter((at) => !gone.has(at)),
          ),
        );
      }),
      repeat(300),
    );
  });
});
