import { clockOf, dayOf } from '../time.ts';
import type { Shift } from '../working-time.ts';

const SHIFT_TYPES = ['early', 'day', 'late', 'night'] as const;
type ShiftType = (typeof SHIFT_TYPES)[number];

/** By its start in the person's zone: before 08:00, before 12:00, later; a shift that reaches past midnight is a night. */
export function shiftTypeOf({ startAt, endAt }: Shift, timeZone: string): ShiftType {
  const lastAt = new Date(+endAt - 60_000);
  if (dayOf(lastAt, timeZone) !== dayOf(startAt, timeZone)) return 'night';
  const clock = clockOf(startAt, timeZone);
  if (clock < '08:00') return 'early';
  return clock < '12:00' ? 'day' : 'late';
}

/** What model names begin with, as phones report them. */
const BRANDS: readonly (readonly [brand: string, prefixes: RegExp])[] = [
  ['Apple', /^(iphone|ipad|apple)/],
  ['Huawei', /^(huawei|hw-|ana-|ele-|vog-|lya-|noh-|oce-|mate|p\d0)/],
  ['Honor', /^(honor|hry-|bmh-|any-|fne-)/],
  ['Xiaomi', /^(xiaomi|redmi|mi |m20|m21|22|23|24|poco)/],
  ['OPPO', /^(oppo|pb|pc|pd|pe|ph|realme|rmx|oneplus)/],
  ['vivo', /^(vivo|v\d{4}|iqoo)/],
  ['Samsung', /^(samsung|sm-|gt-)/],
];

/** The maker of a phone by its model name; `unknown` without one, `other` for the rest. */
export function brandOf(model: string | undefined): string {
  if (model === undefined || model.trim() === '') return 'unknown';
  const name = model.trim().toLowerCase();
  return BRANDS.find(([, prefixes]) => prefixes.test(name))?.[0] ?? 'other';
}
