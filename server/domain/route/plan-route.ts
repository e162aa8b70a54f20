import { EXACT_STOPS, exactOrder } from './exact-order.ts';
import { firstOrder, nearOrder } from './near-order.ts';
import type { Route, RouteInput } from './stop.ts';
import { createTimetable } from './timetable.ts';

/** Stops a day's route can have: planning takes some tenths of a second then, and nobody makes more on one day. */
export const MOST_STOPS = 200;
/** Ways looked at where somebody only asks whether a day fits: hundredths of a second a person. */
const CHECKED_WAYS = 60_000;
/** Beyond these the first order takes as long as that, and is what it is checked by. */
const BETTERED_STOPS = 60;

/**
 * The order in which the most stops fit, then with the least lateness, the earliest end and the shortest way: exact up to `EXACT_STOPS`,
 * near beyond. The same input gives the same route. A help for who goes it: nothing that judges people may read it.
 */
export function planRoute(input: RouteInput, maxWays?: number): Route {
  const table = createTimetable(input);
  const { stops } = input;
  return table.routeOf(stops.length <= EXACT_STOPS ? exactOrder(table) : nearOrder(table, stops, maxWays));
}

/** A route in which everything is kept to when one is found soon, else a good one: what it leaves out or does late cannot be met. */
export function checkRoute(input: RouteInput): Route {
  const table = createTimetable(input);
  const first = table.routeOf(firstOrder(table, input.stops));
  const fits = first.left.length === 0 && first.lateMin === 0;
  return fits || input.stops.length > BETTERED_STOPS ? first : planRoute(input, CHECKED_WAYS);
}
