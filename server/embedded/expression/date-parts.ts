import { Long } from 'bson';
import { entryOf } from '../wire/bson.ts';

export const DAY_MS = 86_400_000;

const dayOfYear = (local: Date): number =>
  Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
/** The Thursday of a week says which year the week belongs to. */
const thursdayOf = (local: Date): Date => new Date(local.getTime() + (4 - (local.getUTCDay() || 7)) * DAY_MS);

/** What the operators of one date show of a clock, given as a date whose UTC fields show it. */
export const PARTS = {
  $year: (local) => local.getUTCFullYear(),
  $month: (local) => local.getUTCMonth() + 1,
  $dayOfMonth: (local) => local.getUTCDate(),
  $hour: (local) => local.getUTCHours(),
  $minute: (local) => local.getUTCMinutes(),
  $second: (local) => local.getUTCSeconds(),
  $millisecond: (local) => local.getUTCMilliseconds(),
  $dayOfYear: dayOfYear,
  $dayOfWeek: (local) => local.getUTCDay() + 1,
  $week: (local) => Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7),
  $isoDayOfWeek: (local) => local.getUTCDay() || 7,
  $isoWeek: (local) => Math.floor((dayOfYear(thursdayOf(local)) - 1) / 7) + 1,
  $isoWeekYear: (local) => thursdayOf(local).getUTCFullYear(),
} satisfies Record<string, (local: Date) => number>;

/** Days from 1970 to the first of an ISO week's year, counted as day 1 of week 1. */
export function dayOfWeekDate(year: number, week: number, day: number): number {
  const fourth = new Date(new Date(0).setUTCFullYear(year, 0, 4));
  return fourth.getTime() / DAY_MS - PARTS.$isoDayOfWeek(fourth) + (week - 1) * 7 + day;
}

/** The type of the value; all others are Int32. */
export function partOf(name: string, local: Date): number | Long | undefined {
  const part = entryOf<(local: Date) => number>(PARTS, name);
  return name === '$isoWeekYear' && part ? Long.fromNumber(part(local)) : part?.(local);
}
