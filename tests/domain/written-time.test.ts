import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf, dayOf } from '../../server/domain/time.ts';
import { fenOf, writtenNumber } from '../../server/domain/written-amount.ts';
import {
  wallInstant,
  writtenClock,
  writtenDay,
  writtenInstant,
  writtenMonth,
} from '../../server/domain/written-time.ts';

const ZONE = 'Asia/Shanghai';

describe('a time as people and office programs write it', () => {
  it.each([
    ['2026/11/3 8:05', '2026-11-03T00:05:00.000Z'],
    ['2026-11-03 08:05:09', '2026-11-03T00:05:09.000Z'],
    ['2026年11月3日 8:05', '2026-11-03T00:05:00.000Z'],
    ['2026.11.3 8:05', '2026-11-03T00:05:00.000Z'],
    ['20261103080509', '2026-11-03T00:05:09.000Z'],
  ])('%s is the wall clock of the zone', (text, instant) => {
    expect(wallInstant(text, ZONE)).toBe(instant);
    expect(writtenInstant(text, ZONE)).toBe(instant);
  });

  it.each([
    '2026-02-30 09:00',
    '2026/11/3 24:05',
    '2026/11/3 8:60',
    '2026/11/3',
    '20261103',
    '11/3/2026 8:05',
    '46329.337',
    '',
  ])('%j is none', (text) => {
    expect(wallInstant(text, ZONE)).toBeNull();
    expect(writtenInstant(text, ZONE)).toBeNull();
  });

  it('with a zone is no wall clock', () => {
    expect(wallInstant('2026-11-03T08:05:00+09:00', ZONE)).toBeNull();
    expect(writtenInstant('2026-11-03T08:05:00+09:00', ZONE)).toBe('2026-11-02T23:05:00.000Z');
  });

  it('shows on the clock what was written, in every zone that skips no hour then', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'Asia/Kathmandu', 'America/New_York'),
        (day, hour, minute, zone) => {
          const two = (n: number): string => String(n).padStart(2, '0');
          const at = new Date(wallInstant(`2026/12/${day} ${hour}:${two(minute)}`, zone) ?? Number.NaN);
          expect([dayOf(at, zone), clockOf(at, zone)]).toEqual([
            `2026-12-${two(day)}`,
            `${two(hour)}:${two(minute)}`,
          ]);
        },
      ),
    );
  });

  it('may be a day, a month or a time of day', () => {
    expect(
      ['2026/11/3', '2026年11月3日', '20261103', '2026-02-30', '2026/11/3 8:05'].map(writtenDay),
    ).toEqual(['2026-11-03', '2026-11-03', '2026-11-03', null, null]);
    expect(['2026-12', '2026/1', '2026年12月', '202612', '2026-13', '12月'].map(writtenMonth)).toEqual([
      '2026-12',
      '2026-01',
      '2026-12',
      '2026-12',
      null,
      null,
    ]);
    expect(['9:30', '09:30:00', '23:59', '24:00', '9:30:15', '9'].map(writtenClock)).toEqual([
      '09:30',
      '09:30',
      '23:59',
      null,
      null,
      null,
    ]);
  });
});

describe('an amount as people and office programs write it', () => {
  it('has commas between thousands alone', () => {
    expect(['1,280', '-1,280.50', '128000', '12,80', '1,2800', '', 'x'].map(writtenNumber)).toEqual([
      1280,
      -1280.5,
      128_000,
      null,
      null,
      null,
      null,
    ]);
  });

  it('in yuan becomes fen by its digits', () => {
    expect(['19.99', '1,234.5', '-0.50', '0.00', '1.005'].map(fenOf)).toEqual([
      '1999',
      '123450',
      '-50',
      '0',
      null,
    ]);
  });

  it.each([
    ['1,280', '128000'],
    ['12,345.6', '1234560'],
    ['-1,234,567.80', '-123456780'],
    [' 1,280 ', '128000'],
    ['12,50', null],
    ['1,5', null],
    ['1,2,3', null],
    ['1,2800', null],
    ['1280,000', null],
    [',280', null],
    ['1,280,', null],
    ['12.345,60', null],
    ['￥1,280.00', null],
  ])('%j in yuan is %j fen: a comma that groups no thousands is never dropped', (yuan, fen) => {
    expect(fenOf(yuan)).toBe(fen);
  });
});
