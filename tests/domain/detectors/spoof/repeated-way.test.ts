import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_DEG, cellOf } from '../../../../server/domain/baseline/cell-list.ts';
import { packPassages, type Passages } from '../../../../server/domain/baseline/passages.ts';
import { findRepeatedWay } from '../../../../server/domain/detectors/spoof/repeated-way.ts';
import { SpoofedLocationSettingsSchema } from '../../../../server/domain/detectors/settings/spoofed-location-settings.ts';
import { todaysWay } from '../../../../server/domain/detectors/spoof/way-pairs.ts';
import { createRandom } from '../../../../server/demo/random.ts';

const settings = SpoofedLocationSettingsSchema.parse({});
const DAY_MIN = 1440;
const ALL_DAY = [0, DAY_MIN];

/** Four ways of eight cells, the same every day, with stops between; minutes of each cell and stop as the day had them. */
function wayOf(seed: number): Passages {
  const random = createRandom(seed);
  const passages = { cell: [] as number[], minute: [] as number[] };
  let minute = 480 + random.between(-20, 20);
  for (let n = 0; n < 32; n++) {
    minute += n % 8 === 0 ? random.between(20, 80) : random.between(0.4, 2);
    passages.cell.push(cellOf(121.4 + n * CELL_DEG, 31.2));
    passages.minute.push(minute);
  }
  return passages;
}

const changed = (passages: Passages, change: (minute: number, at: number) => number): Passages => ({
  cell: passages.cell,
  minute: passages.minute.map(change),
});

const natsOf = (earlier: Passages, today: Passages, seen: readonly number[] = ALL_DAY): number =>
  findRepeatedWay(packPassages(earlier), todaysWay(today, seen), settings)?.nats ?? 0;

const seeds = fc.integer({ min: 1, max: 1e6 });

describe('a way that comes again', () => {
  it('is sure whenever it begins, at a slightly other pace, and with seconds of error', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.double({ min: -200, max: 200, noNaN: true }),
        fc.double({ min: 0.96, max: 1.04, noNaN: true }),
        (seed, lateMin, pace) => {
          const random = createRandom(seed);
          const again = changed(wayOf(seed), (minute) => lateMin + pace * minute + random.normal(0.08));
          expect(natsOf(wayOf(seed), again)).toBeGreaterThan(settings.replayNats);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is no more likely for one than for others of many days on the same ways', () => {
    const aheadOf = (person: number): number => {
      const days = Array.from({ length: 19 }, (_, n) => wayOf(100 * person + n));
      const [today = days[0], ...earlier] = days.toReversed();
      const nats = earlier.map((one) => (today ? natsOf(one, today) : 0)).toSorted((a, b) => b - a);
      return (nats[0] ?? 0) - (nats[2] ?? 0);
    };
    const ahead = Array.from({ length: 200 }, (_, person) => aheadOf(person + 1));
    expect(ahead.filter((nats) => nats >= settings.replayNats)).toEqual([]);
    expect(ahead.filter((nats) => nats >= settings.replayHintNats).length).toBeLessThanOrEqual(2);
  });

  it('is known among many times over the same few borders, each of which fits many of the other day', () => {
    const about = (seed: number): Passages => {
      const random = createRandom(seed);
      const minutes = Array.from({ length: 32 }, () => random.between(540, 1020)).toSorted((a, b) => a - b);
      // Three of four are at one of two cells beside the desk.
      const cell = minutes.map((_, n) => cellOf(121.4 + (n % 4 === 3 ? n : n % 2) * CELL_DEG, 31.2));
      return { cell, minute: minutes };
    };
    const nats = Array.from({ length: 100 }, (_, n) => {
      const random = createRandom(n + 1);
      return natsOf(
        about(n + 1),
        changed(about(n + 1), (minute) => 3 + 0.99 * minute + random.normal(0.08)),
      );
    });
    expect(Math.min(...nats)).toBeGreaterThan(settings.replayNats);
  });

  it('counts for the part of the day that is played again', () => {
    const [own, earlier] = [wayOf(1), wayOf(2)];
    const shift = (own.minute[7] ?? 0) - (earlier.minute[7] ?? 0) + 40;
    const half = changed(earlier, (minute, at) => (at < 8 ? (own.minute[at] ?? 0) : minute + shift));
    expect(natsOf(earlier, half)).toBeGreaterThan(settings.replayNats);
  });

  it('loses nothing by what nobody saw, and something by what should have been seen', () => {
    const earlier = wayOf(3);
    const isLate = (_: number, at: number) => at < 8 || at >= 16;
    const seen = { cell: earlier.cell.filter(isLate), minute: earlier.minute.filter(isLate) };
    const [fromMin = 0, toMin = 0] = [earlier.minute[8], earlier.minute[16]];
    const apart = natsOf(earlier, seen, [0, fromMin - 0.1, toMin - 0.1, DAY_MIN]);
    expect(apart).toBeGreaterThan(settings.replayNats);
    expect(natsOf(earlier, seen)).toBeLessThan(apart - 3);
  });
});
