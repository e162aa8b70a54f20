import { expect, it } from 'vitest';
import { placeNow } from '../../../../miniapp/phone/today/place-now.ts';

const at = (clock: string): string => `2026-11-02T${clock}:00.000Z`;
const storeOf = (name: string) => ({ name, center: { lng: 121.5, lat: 31.2 }, radiusM: 50 });
const shift = (from: string, to: string, store?: string) => ({
  id: from,
  startAt: at(from),
  endAt: at(to),
  breaks: [],
  ...(store !== undefined && { place: storeOf(store) }),
});
const two = [shift('01:00', '05:00', '早班店'), shift('06:00', '10:00', '晚班店')];

it.each([
  ['00:40', '早班店'],
  ['03:00', '早班店'],
  ['05:10', '早班店'],
  ['05:40', '晚班店'],
  ['09:00', '晚班店'],
  ['12:00', '晚班店'],
])('at %s of a day in two stores it is %s', (clock, name) => {
  expect(placeNow(two, Date.parse(at(clock)))?.name).toBe(name);
});

it('is no place where no shift has one, and that of the other where one has none', () => {
  expect(placeNow([], 0)).toBeUndefined();
  expect(placeNow([shift('01:00', '05:00')], Date.parse(at('02:00')))).toBeUndefined();
  const mixed = [shift('01:00', '05:00'), shift('06:00', '10:00', '晚班店')];
  expect(placeNow(mixed, Date.parse(at('02:00')))?.name).toBe('晚班店');
});
