import { addDays, dayOf, instantOf } from '../domain/time.ts';
import type { Detour } from './day-plan.ts';
import { LOGS_TOO_MUCH, MISPLACED_VISITORS, RIDES_FOR_OTHERS, SHARES_COUNTER, SURVEYS } from './people.ts';
import { MISPLACED_CUSTOMER, RIVAL_PICKUP, rivalId, SHARED_PICKUP } from './places.ts';
import { DEMO_ZONE } from './start-time.ts';

/** What somebody does on some days beside the usual, and what the company's records say of it. */
type Doing = Readonly<{
  personKeys: readonly string[];
  daysAgo: readonly number[];
  placeId: string;
  /** From and to, wall clock. */
  times: readonly (readonly [string, string])[];
}>;

/** Rounds for another platform; own waybills at a shared counter; a survey; visits to a customer whose position is wrong. */
const DOINGS: readonly Doing[] = [
  {
    personKeys: [RIDES_FOR_OTHERS],
    daysAgo: [1, 2, 3],
    placeId: RIVAL_PICKUP,
    times: [
      ['10:50', '10:57'],
      ['12:05', '12:12'],
      ['15:40', '15:47'],
      ['17:10', '17:17'],
    ],
  },
  {
    personKeys: [SHARES_COUNTER],
    daysAgo: [1, 2, 3],
    placeId: SHARED_PICKUP,
    times: [
      ['10:45', '10:52'],
      ['12:30', '12:37'],
      ['16:10', '16:17'],
    ],
  },
  { personKeys: [SURVEYS], daysAgo: [2], placeId: rivalId('xuhui', 1), times: [['14:10', '14:55']] },
  {
    personKeys: MISPLACED_VISITORS,
    daysAgo: [2, 3, 5],
    placeId: MISPLACED_CUSTOMER,
    times: [['15:20', '16:00']],
  },
];

/** Days on which visits were logged that nobody made. */
export const LOGGED_TOO_MUCH_DAYS_AGO: readonly number[] = [1, 2, 3, 4];
export const logsTooMuch = (personKey: string, daysAgo: number): boolean =>
  personKey === LOGS_TOO_MUCH && LOGGED_TOO_MUCH_DAYS_AGO.includes(daysAgo);

/** The detours of one person on one day, in order. */
export function doingsOf(personKey: string, day: string, startAt: Date): Detour[] {
  const today = dayOf(startAt, DEMO_ZONE);
  return DOINGS.filter(
    ({ personKeys, daysAgo }) =>
      personKeys.includes(personKey) && daysAgo.some((ago) => addDays(today, -ago) === day),
  ).flatMap(({ placeId, times }) =>
    times.map(([from, to]) => ({
      placeId,
      startAt: instantOf(day, from, DEMO_ZONE),
      endAt: instantOf(day, to, DEMO_ZONE),
    })),
  );
}
