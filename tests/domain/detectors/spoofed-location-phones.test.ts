import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../server/demo/random.ts';
import { EMPTY_BASELINE } from '../../../server/domain/baseline/baseline.ts';
import { sketchDay } from '../../../server/domain/baseline/day-sketch.ts';
import { learnDay } from '../../../server/domain/baseline/learn-day.ts';
import { spoofedLocation } from '../../../server/domain/detectors/spoofed-location.ts';
import { SpoofedLocationSettingsSchema } from '../../../server/domain/detectors/settings/spoofed-location-settings.ts';
import type { FixRow } from './build-evidence.ts';
import { at, buildPeriod, peerOf, type PeriodRow } from './build-period.ts';

const settings = SpoofedLocationSettingsSchema.parse({});
/** The first reason of each supported finding. */
const supportedOf = (row: PeriodRow, change: Partial<ReturnType<typeof buildPeriod>> = {}) =>
  spoofedLocation
    .detect({ ...buildPeriod(row), ...change }, settings)
    .filter(({ verdict }) => verdict === 'supported')
    .map(({ reasons }) => reasons[0]);

/** Fixes each minute with an error that wanders over some metres. */
function rest([from, to]: readonly [number, number], eastM: number): FixRow[] {
  const rows: FixRow[] = [];
  for (let minute = from; minute <= to; minute++)
    rows.push([minute, eastM + 14 * Math.sin(minute / 9), 11 * Math.cos(minute / 7), 12]);
  return rows;
}

describe('a journey on which the phone was silent', () => {
  const thereAndBack = (awayM: number, [leftMin, cameMin]: readonly [number, number]): FixRow[] => [
    ...rest([0, leftMin], 0),
    ...rest([cameMin, 350], awayM),
    ...rest([350 + cameMin - leftMin, 530], 0),
  ];

  it.each([
    ['a fast train: 150 km in 32 minutes', 150_000, [30, 62]],
    ['a flight: 1,000 km in 100 minutes', 1_000_000, [30, 130]],
  ] as const)('is no jump: %s', (_, awayM, minutes) => {
    expect(supportedOf({ fixes: [thereAndBack(awayM, minutes)] })).toEqual([]);
  });

  it.each([
    ['9 km in 2 minutes', 9000, [30, 32]],
    ['150 km in 12 minutes', 150_000, [30, 42]],
    ['1,000 km in 35 minutes', 1_000_000, [30, 65]],
  ] as const)('is one where nobody is so fast: %s', (_, awayM, minutes) => {
    expect(supportedOf({ fixes: [thereAndBack(awayM, minutes)] })).toEqual(['impossible_jump']);
  });
});

describe('an app that is opened now and then', () => {
  /** Fixes every 12 seconds for three minutes, after `first` where it has one. */
  const opened = (minute: number, eastM: number, first: readonly FixRow[] = []): FixRow[] => [
    ...first,
    ...Array.from({ length: 15 }, (_, n): FixRow => [
      minute + n / 5,
      eastM + 3 * Math.sin(n + minute),
      2 * n,
      12,
    ]),
  ];

  it.each([
    ['the last place it knew', 0, 28],
    ['a place beside the one it knew', 40, 22],
    ['somewhere else altogether', -7000, 22],
  ])('does not jump when its first fix tells %s', (_, offM, northM) => {
    const day = [0, 25, 50, 75, 100].flatMap((minute, n) =>
      opened(
        minute,
        5000 * n,
        n === 0 ? [] : [[minute - 0.1, 5000 * (n - 1) + 3 * Math.sin(14 + minute - 25) + offM, northM, 12]],
      ),
    );
    expect(supportedOf({ fixes: [day] })).toEqual([]);
  });

  it('does not jump when its last fix before it closes is a bad one', () => {
    const day = [0, 25, 50, 75, 100].flatMap((minute): FixRow[] => [
      ...opened(minute, 0),
      [minute + 3, 6000, 6000, 12],
    ]);
    expect(supportedOf({ fixes: [day] })).toEqual([]);
  });

  it('jumps when it is somewhere else while it is open', () => {
    const day = [0, 25, 50].flatMap((minute) => [...opened(minute, 0), ...opened(minute + 3.2, 6000)]);
    expect(supportedOf({ fixes: [day] })).toEqual(['impossible_jump']);
  });
});

describe('a receiver that filters nothing', () => {
  /** Five hours at one place, each fix with an error of its own. */
  const noisy = (seed: number, stepMin: number): FixRow[] => {
    const random = createRandom(seed);
    return Array.from({ length: 300 / stepMin }, (_, n): FixRow => [
      n * stepMin,
      random.normal(8),
      random.normal(8),
      12,
    ]);
  };
  const ofPhone = (errorRatio: readonly (number | null)[]) => {
    const [day] = buildPeriod({ fixes: [noisy(1, 0.5)] }).days;
    const recent = day ? errorRatio.map((one) => ({ ...sketchDay(day, []), errorRatio: one })) : [];
    return { ...EMPTY_BASELINE, days: recent.length, recent };
  };
  const signsOf = (row: PeriodRow, baseline = EMPTY_BASELINE) =>
    spoofedLocation.detect({ ...buildPeriod(row), baseline }, settings).flatMap(({ reasons }) => reasons);

  it('is known by its own ordinary days, and a sketch of a day tells', () => {
    const [day] = buildPeriod({ fixes: [noisy(2, 0.5)] }).days;
    expect(day && sketchDay(day, []).errorRatio).toBeGreaterThan(0.8);
    expect(signsOf({ fixes: [noisy(2, 0.5)] })).toContain('error_drawn_anew');
    expect(signsOf({ fixes: [noisy(2, 0.5)] }, ofPhone([0.9, null, 0.4, 0.5, 0.6, 0.5]))).toEqual([]);
    expect(signsOf({ fixes: [noisy(2, 0.5)] }, ofPhone([0.5, 0.4, 0.6, 0.5, 0.3, 0.2]))).toContain(
      'error_drawn_anew',
    );
  });

  it('looks like any other where fixes come seldom, unless the own days are known to differ', () => {
    expect(signsOf({ fixes: [noisy(2, 2)] })).not.toContain('error_drawn_anew');
    expect(signsOf({ fixes: [noisy(2, 2)] }, ofPhone([0.5, 0.4, 0.6, 0.5, 0.3]))).toContain(
      'error_drawn_anew',
    );
  });
});

describe('a receiver that repeats itself at rest', () => {
  /** A fix a minute at exactly one coordinate for so long, then somewhere else. */
  const filtered = (minutes: number): FixRow[] =>
    Array.from({ length: 500 }, (_, n): FixRow => [n, n < minutes ? 0 : 3000 + (n % 7), 0, 12]);
  const knownFor = (fixedMin: readonly number[]) => {
    const [day] = buildPeriod({ fixes: [filtered(150)] }).days;
    const recent = day ? fixedMin.map((one) => ({ ...sketchDay(day, []), fixedMin: one })) : [];
    return { ...EMPTY_BASELINE, days: recent.length, recent };
  };
  const signsOf = (minutes: number, baseline = EMPTY_BASELINE) =>
    spoofedLocation
      .detect({ ...buildPeriod({ fixes: [filtered(minutes)], hasBreak: false }), baseline }, settings)
      .flatMap(({ reasons }) => reasons);

  it('is known by its own ordinary days, unless it rests far longer than ever', () => {
    const [day] = buildPeriod({ fixes: [filtered(150)] }).days;
    expect(day && sketchDay(day, []).fixedMin).toBe(149);
    expect(signsOf(150)).toContain('unnatural_stillness');
    const phone = knownFor([120, 30, 140, 0, 130, 90]);
    expect(signsOf(150, phone)).not.toContain('unnatural_stillness');
    expect(signsOf(300, phone)).toContain('unnatural_stillness');
    expect(signsOf(150, knownFor([15, 30, 20, 0, 40, 25]))).toContain('unnatural_stillness');
  });
});

describe("a colleague's phone where fixes come seldom", () => {
  /** A fix each three minutes: so many minutes at each spot, the way between two of them unseen. */
  const round = (spots: readonly (readonly [number, number])[], startMin: number): FixRow[] =>
    spots.flatMap(([eastM, northM], n) =>
      Array.from({ length: 14 }, (_, k): FixRow => {
        const minute = startMin + n * 50 + k * 3;
        return [minute, eastM + 15 * Math.sin(minute), northM + 12 * Math.cos(minute * 3), 15];
      }),
    );
  const OWN = [
    [0, 0],
    [3000, 500],
    [6000, -800],
    [2000, -2500],
    [500, -1200],
  ] as const;
  const THEIRS = [
    [-9000, 0],
    [-7000, 900],
    [-5500, -700],
    [-8000, -2500],
    [-9500, -1500],
  ] as const;
  const usual = () => {
    const { days, punches } = buildPeriod({
      fixes: Array.from({ length: 8 }, (_, n) => round(OWN, n)),
      hasBreak: false,
    });
    const records = { punches };
    return {
      ...days.reduce((known, day) => learnDay(known, day, records), EMPTY_BASELINE),
      lastDay: '2026-02-27',
    };
  };
  const judge = (fixes: readonly FixRow[], other: readonly FixRow[]) =>
    spoofedLocation
      .detect(
        { ...buildPeriod({ fixes: [fixes], hasBreak: false }), peers: [peerOf(other)], baseline: usual() },
        settings,
      )
      .filter(({ reasons }) => reasons.includes('moves_with_colleague'));

  it('is noticed at stays together at several places that are not the own round, and decides nothing', () => {
    const [finding] = judge(round(THEIRS, 1), round(THEIRS, 0));
    expect(finding).toMatchObject({ verdict: 'undecided', numbers: { besideColleaguePct: 100 } });
    const noon = [...round(OWN, 0).filter(([minute]) => minute < 95), ...round(THEIRS, 1).slice(28)];
    expect(judge(noon, round(THEIRS, 0))).toMatchObject([{ numbers: { besideColleaguePct: 60 } }]);
  });

  it('says nothing of a round in company, of two places shared, or of the same round hours later', () => {
    expect(judge(round(OWN, 1), round(OWN, 0))).toEqual([]);
    expect(judge([...round(OWN, 0).slice(0, 42), ...round(THEIRS, 0).slice(42)], round(THEIRS, 0))).toEqual(
      [],
    );
    expect(judge(round(THEIRS, 250), round(THEIRS, 0))).toEqual([]);
  });
});

describe('a train', () => {
  /** A fix a minute, so many metres apart. */
  const rideOf = (stepM: number): FixRow[] => [
    ...rest([0, 60], 0),
    ...Array.from({ length: 30 }, (_, n): FixRow => [61 + n, stepM * (n + 1), 0, 15]),
    ...rest([93, 300], 30 * stepM),
  ];
  const signsOn = (row: PeriodRow) =>
    spoofedLocation.detect(buildPeriod(row), settings).flatMap(({ reasons }) => reasons);

  it('is faster than any road, so that straight and steady says nothing', () => {
    expect(signsOn({ fixes: [rideOf(4000)] })).toEqual([]);
    expect(signsOn({ fixes: [rideOf(1200)] })).toContain('way_drawn');
  });

  it('may be slow on an approved trip', () => {
    const trip = { startAt: at(0), endAt: at(540) };
    expect(signsOn({ fixes: [rideOf(1200)], trips: [trip] })).toEqual([]);
  });
});

describe('a phone that knows its place by a few wireless networks', () => {
  const NETWORKS = [
    [0, 0],
    [45, 10],
    [-20, 44],
    [18, -48],
    [54, 50],
  ] as const;
  /** All day in one store, told as one of five spots, now and then a metre beside. */
  const storeDay = (seed: number): FixRow[] => {
    const random = createRandom(seed);
    return Array.from({ length: 500 }, (_, minute): FixRow => {
      const [eastM, northM] = NETWORKS[Math.floor(random.between(0, 5))] ?? [0, 0];
      return [minute, eastM + (minute % 9 === 0 ? 1 : 0), northM, 25];
    });
  };
  it('does not take the way of the day before again', () => {
    expect(supportedOf({ fixes: [storeDay(1), storeDay(2), storeDay(3)] })).toEqual([]);
  });

  it('does not share the positions of the colleague in the same store', () => {
    expect(supportedOf({ fixes: [storeDay(1)] }, { peers: [peerOf(storeDay(2))] })).toEqual([]);
  });

  it('nor does one that rounds its places to 10 m', () => {
    const roundedDay = (seed: number): FixRow[] => {
      const random = createRandom(seed);
      return Array.from({ length: 500 }, (_, minute): FixRow => {
        const eastM = minute < 400 ? random.normal(8) : (minute - 400) * 80;
        return [minute, Math.round(eastM / 9.5) * 9.5, Math.round(random.normal(8) / 11) * 11, 10];
      });
    };
    expect(supportedOf({ fixes: [roundedDay(1)] }, { peers: [peerOf(roundedDay(2))] })).toEqual([]);
    expect(supportedOf({ fixes: [roundedDay(1), roundedDay(2)] })).toEqual([]);
  });
});

describe('a round by the timetable', () => {
  /** Four rides of 6 km with rests, as planned; of `aside` the phone puts some on the other side of a border of the search's cells. */
  const roundOf = (seed: number, aside: readonly number[] = []): FixRow[] => {
    const random = createRandom(seed);
    const rows: FixRow[] = [];
    const error = { eastM: 0, northM: 0 };
    for (let minute = 0; minute <= 530; minute += 0.5) {
      error.eastM = 0.9 * error.eastM + random.normal(2);
      error.northM = 0.9 * error.northM + random.normal(2);
      const ride = Math.floor(minute / 130);
      const done = Math.min(1, Math.max(0, (minute - 130 * ride - 100) / 30));
      const paceM = done > 0 && done < 1 ? 60 * Math.sin(minute) : 0;
      const eastM = paceM + 6000 * (ride % 2 === 0 ? done : 1 - done);
      rows.push([minute, eastM + error.eastM, (aside.includes(ride) ? -40 : 40) + error.northM, 10]);
    }
    return rows;
  };
  const learned = (rounds: readonly (readonly FixRow[])[]) => ({
    ...EMPTY_BASELINE,
    days: rounds.length,
    recent: rounds.flatMap((round, n) => {
      const [day] = buildPeriod({ fixes: [round] }).days;
      return day ? [{ ...sketchDay(day, []), day: `2026-02-${20 + n}` }] : [];
    }),
  });

  it('that repeats one earlier day closely decides nothing when others are loosely alike', () => {
    const others = [0, 1, 2].map((ride) => roundOf(2 + ride, [ride]));
    expect(supportedOf({ fixes: [roundOf(9)] }, { baseline: learned([roundOf(1), ...others]) })).toEqual([]);
  });

  it('is a replay when only the day it was taken from is like it', () => {
    expect(supportedOf({ fixes: [roundOf(9)] }, { baseline: learned([roundOf(1)]) })).toEqual([
      'repeats_earlier_way',
    ]);
  });
});
