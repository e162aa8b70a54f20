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

  it('rejects a spike that is the second fix of all', () => {
    const raw = [0, 1, 2, 3, 4, 5].map((minute) => ({ minute, ...(minute === 1 && { lng: 121.475 }) }));
    expect(clean(raw).rejected).toEqual([[1, 'hampel']]);
  });

  it('keeps the same one of two equally good fixes of one moment, whichever came first', () => {
    const [a, b] = [
      { minute: 1, lng: 121.4701 },
      { minute: 1, lng: 121.4702 },
    ];
    const keptOf = (raw: readonly Raw[]) => {
      const track = trackOf(
        raw.map(({ lng = 121.47, minute }) => ({
          atMs: start + minute * 60_000,
          lng,
          lat: 31.23,
          accuracyM: 10,
        })),
      );
      return [...cleanTrack(track, settings).track.lng];
    };
    expect(keptOf([a, b])).toEqual(keptOf([b, a]));
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

/** Fixes every `stepS` seconds, metres east and north of one place with 5 m of noise. */
function walk(points: readonly (readonly [eastM: number, northM: number])[], stepS = 30) {
  return clean(
    points.map(([eastM, northM], n) => ({
      minute: (n * stepS) / 60,
      lng: 121.47 + (eastM + 5 * Math.sin(n * 7)) / 95_000,
      lat: 31.23 + (northM + 5 * Math.cos(n * 5)) / 111_195,
    })),
  );
}
const still = (count: number, eastM = 0) => Array.from({ length: count }, () => [eastM, 0] as const);

describe('the rule of Hampel', () => {
  it('rejects one reflection amid a rest, too slow for the speed rule', () => {
    expect(walk([...still(5), [300, 0], ...still(5)]).rejected).toEqual([[5, 'hampel']]);
  });

  it('keeps a walk over the road and back, a turning car, and a ride', () => {
    expect(walk([...still(5), [110, 0], ...still(5)], 60).rejected).toEqual([]);
    const turn = Array.from({ length: 21 }, (_, n) => [300 * (10 - Math.abs(n - 10)), 0] as const);
    expect(walk(turn).rejected).toEqual([]);
    expect(walk(Array.from({ length: 30 }, (_, n) => [400 * n, 20 * n] as const)).rejected).toEqual([]);
  });
});

describe('the frozen fix', () => {
  const spot = { lng: 121.47, lat: 31.23 };

  it('rejects repeats of a cached fix when the phone turns up where nobody gets so fast', () => {
    const cached = [0, 1, 2, 3, 4, 5].map((minute) => ({ minute, ...spot }));
    const { rejected } = clean([...cached, { minute: 5.2, lat: 31.26 }, { minute: 6, lat: 31.262 }]);
    expect(rejected).toEqual([1, 2, 3, 4, 5].map((index) => [index, 'frozen']));
  });

  it('rejects the last place known that an app tells when it wakes up elsewhere', () => {
    const woken = [
      { minute: 0, ...spot },
      { minute: 21, ...spot },
      { minute: 21.1, ...spot },
      { minute: 21.2, lat: 31.27 },
      { minute: 22, lat: 31.271 },
    ];
    expect(clean(woken).rejected).toEqual([1, 2].map((index) => [index, 'frozen']));
  });

  it('keeps a place told again at the pace of the pings, whatever comes next', () => {
    const told = [0, 5, 10].map((minute) => ({ minute, ...spot }));
    expect(clean([...told, { minute: 15, lat: 31.5 }, { minute: 20, lat: 31.501 }]).rejected).toEqual([]);
  });

  it('keeps a phone at rest that repeats itself and then leaves as people do', () => {
    const rest = Array.from({ length: 30 }, (_, minute) => ({ minute, ...spot }));
    expect(clean([...rest, { minute: 31, lat: 31.233 }, { minute: 32, lat: 31.236 }]).rejected).toEqual([]);
  });
});

describe('the replay', () => {
  const route = Array.from({ length: 15 }, (_, n) => ({ lng: 121.47 + n * 0.001_03, lat: 31.23 + n * 1e-5 }));

  it('rejects the second round of a route that repeats itself to the last digit', () => {
    const rounds = [...route, ...route.toReversed().slice(1), ...route.slice(1)];
    const { rejected } = clean(rounds.map((spot, minute) => ({ minute, ...spot })));
    expect(new Set(rejected.map(([, rule]) => rule))).toEqual(new Set(['replay']));
    expect(rejected[0]).toEqual([28, 'replay']);
    expect(rejected).toHaveLength(15);
  });

  it('keeps the same way driven again with its own noise', () => {
    const again = route.map(({ lng, lat }, n) => ({ lng: lng + 1e-6 * ((n % 3) + 1), lat }));
    const rounds = [...route, ...route.toReversed().slice(1), ...again.slice(1)];
    expect(clean(rounds.map((spot, minute) => ({ minute, ...spot }))).rejected).toEqual([]);
  });
});

describe('the mast', () => {
  const mast = { lng: 121.475, lat: 31.23 };
  const noisy = (minute: number) => ({ minute, lng: 121.47 + 1e-5 * Math.sin(minute * 9) });

  it('rejects two visits to one coordinate that begin and end where the person is', () => {
    const fixes = Array.from({ length: 24 }, (_, minute) =>
      minute % 10 === 5 || minute % 10 === 6 ? { minute, ...mast } : noisy(minute),
    );
    expect(clean(fixes).rejected).toEqual([5, 6, 15, 16].map((index) => [index, 'tower']));
  });

  it('keeps one visit, and one that the person stays at', () => {
    const once = Array.from({ length: 20 }, (_, minute) =>
      minute === 5 || minute === 6 ? { minute, ...mast } : noisy(minute),
    );
    expect(clean(once).rejected).toEqual([]);
    const shuttle = Array.from({ length: 80 }, (_, minute) =>
      Math.floor(minute / 20) % 2 === 1 ? { minute, ...mast } : noisy(minute),
    );
    expect(clean(shuttle).rejected).toEqual([]);
  });
});

describe('a journey', () => {
  it('survives as a train, a tunnel and a flight', () => {
    const train = Array.from({ length: 30 }, (_, minute) => ({ minute, lng: 121.47 + minute * 0.05 }));
    const tunnel = [...train.slice(0, 10), ...train.slice(16)];
    const flight = [...train.slice(0, 5), { minute: 125, lng: 116.4 }, { minute: 126, lng: 116.401 }];
    for (const way of [train, tunnel, flight]) expect(clean(way).rejected).toEqual([]);
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
