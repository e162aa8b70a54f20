import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../server/demo/random.ts';
import { EMPTY_BASELINE } from '../../../server/domain/baseline/baseline.ts';
import { sketchDay } from '../../../server/domain/baseline/day-sketch.ts';
import { spoofedLocation } from '../../../server/domain/detectors/spoofed-location.ts';
import { SpoofedLocationSettingsSchema } from '../../../server/domain/detectors/spoofed-location-settings.ts';
import type { FixRow } from './build-evidence.ts';
import { buildPeriod, peerOf, type PeriodRow } from './build-period.ts';

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
      return day ? [{ ...sketchDay(day, [], []), day: `2026-02-${20 + n}` }] : [];
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
