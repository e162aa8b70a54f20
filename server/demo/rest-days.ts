import { addDays, weekdayOf } from '../domain/time.ts';
import {
  DECLARED,
  HR_MUST_CONTACT,
  IN_THE_MALL,
  LATE_DATA,
  LOGS_TOO_MUCH,
  MISPLACED_VISITORS,
  MUST_EXPLAIN,
  NEEDS_MANAGER,
  NEWCOMER,
  RIDES_FOR_OTHERS,
  SHARES_COUNTER,
  SURVEYS,
  type DemoPerson,
} from './people.ts';

/** Two days of seven, counted back from the day the demo begins on. */
type Rest = readonly [number, number];
const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** Who is told about works on the days of the story and on the day it begins. */
const TOLD: readonly (readonly [readonly string[], Rest])[] = [
  [
    [NEEDS_MANAGER, MUST_EXPLAIN, HR_MUST_CONTACT, IN_THE_MALL, NEWCOMER, SURVEYS],
    [3, 4],
  ],
  [
    [DECLARED, LATE_DATA, RIDES_FOR_OTHERS, SHARES_COUNTER],
    [4, 5],
  ],
  [[LOGS_TOO_MUCH], [5, 6]],
  [MISPLACED_VISITORS, [4, 6]],
];
/** Everybody else's: never the days of the store's manager, so that no store is left alone. */
const OTHERS: readonly Rest[] = [
  [5, 6],
  [3, 4],
  [4, 5],
];
const STORE_MANAGERS: Rest = [1, 2];

/**
 * The weekdays a person works, Monday 1 to Sunday 7: five shifts of eight hours, which is the 40-hour week of the State Council's rule of
 * 1995 and leaves the rest day of Labour Law art. 38. `startDay` is when the demo begins; `turn` spreads the rest days.
 */
export function weekdaysOf(
  { key, jobTitle }: Pick<DemoPerson, 'key' | 'jobTitle'>,
  { startDay, turn }: Readonly<{ startDay: string; turn: number }>,
): number[] {
  const told = TOLD.find(([keys]) => keys.includes(key))?.[1];
  const other = jobTitle === '店长' ? STORE_MANAGERS : OTHERS[turn % OTHERS.length];
  const rest = told ?? other ?? [];
  const free = rest.map((daysAgo) => weekdayOf(addDays(startDay, -daysAgo)));
  return WEEK.filter((weekday) => !free.includes(weekday));
}
