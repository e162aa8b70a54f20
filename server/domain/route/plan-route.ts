import { EXACT_STOPS, exactOrder } from './exact-order.ts';
import { nearOrder } from './near-order.ts';
import type { Route, RouteInput } from './stop.ts';
import { createTimetable } from './timetable.ts';

/**
 * The order in which the most stops fit, then with the least lateness, the earliest end and the shortest way: exact up to `EXACT_STOPS`,
 * near beyond. The same input gives the same route. A help for who goes it: nothing that judges people may read it.
 */
export function planRoute(input: RouteInput): Route {
  const table = createTimetable(input);
  const order = input.stops.length <= EXACT_STOPS ? exactOrder(table) : nearOrder(table, input.stops);
  return table.routeOf(order);
}
