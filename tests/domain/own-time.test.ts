import { assert, constantFrom, integer, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { withOwnTime, type OwnTime } from '../../server/domain/own-time.ts';
import { admitFix, collectionWindows, type DaySchedule } from '../../server/domain/working-time.ts';

const DAY = '2026-11-19';
const at = (clock: string): Date => new Date(`${DAY}T${clock}:00+08:00`);
const base = { personId: 'p', day: DAY, timeZone: 'Asia/Shanghai' };
const shifted: DaySchedule = {
  ...base,
  shifts: [{ id: 's', startAt: at('09:00'), endAt: at('18:00'), breaks: [] }],
  leaves: [],
  trips: [],
};
const own = (kind: OwnTime['kind'], from: string, to: string): OwnTime => ({
  ...base,
  id: `${kind}-${from}`,
  kind,
  startAt: at(from),
  endAt: at(to),
});

it('makes a day without a shift working time from the start of a session to its end, without a margin', () => {
  const days = withOwnTime([], [own('session', '10:00', '12:00')]);
  expect(days.flatMap((day) => collectionWindows(day))).toEqual([
    { startAt: at('10:00'), endAt: at('12:00') },
  ]);
  expect(admitFix(days, at('09:59'))).toBe('off_hours');
  expect(admitFix(days, at('10:00'))).toBe('ok');
  expect(admitFix(days, at('12:00'))).toBe('off_hours');
});

it('cuts a rest out of the shift and takes the margin away from a shift that ends in rest', () => {
  const [open] = withOwnTime([shifted], [own('rest', '17:00', '18:15')]);
  expect(open && collectionWindows(open)).toEqual([{ startAt: at('08:45'), endAt: at('17:00') }]);
  const [ended] = withOwnTime([shifted], [own('rest', '14:00', '14:20')]);
  expect(ended && collectionWindows(ended)).toEqual([
    { startAt: at('08:45'), endAt: at('14:00') },
    { startAt: at('14:20'), endAt: at('18:15') },
  ]);
});

it('ends the margin with a rest that begins in it', () => {
  const [late] = withOwnTime([shifted], [own('rest', '18:05', '18:15')]);
  expect(late && collectionWindows(late)).toEqual([{ startAt: at('08:45'), endAt: at('18:05') }]);
  const [early] = withOwnTime([shifted], [own('rest', '08:50', '08:55')]);
  expect(early && collectionWindows(early)).toEqual([
    { startAt: at('08:45'), endAt: at('08:50') },
    { startAt: at('08:55'), endAt: at('18:15') },
  ]);
});

it('R1: never admits a fix inside a rest, in the margin of a shift either, nor outside shifts and sessions', () => {
  const minute = integer({ min: 0, max: 24 * 60 - 1 });
  const time = (min: number): Date => new Date(+at('00:00') + min * 60_000);
  const span = record({
    kind: constantFrom('session' as const, 'rest' as const),
    from: minute,
    length: minute,
  });
  assert(
    property(span, span, minute, (a, b, moment) => {
      const times = [a, b].map(({ kind, from, length }, n) => ({
        ...base,
        id: String(n),
        kind,
        startAt: time(from),
        endAt: time(from + length + 1),
      }));
      if (admitFix(withOwnTime([shifted], times), time(moment)) !== 'ok') return;
      const covers = (kind: string) =>
        times.some((one) => one.kind === kind && one.startAt <= time(moment) && time(moment) < one.endAt);
      const isNearShift = time(moment) >= at('08:45') && time(moment) < at('18:15');
      expect(isNearShift || covers('session')).toBe(true);
      expect(covers('rest')).toBe(false);
    }),
  );
});
