import { planRoute } from '../../domain/route/plan-route.ts';
import type { RouteInput } from '../../domain/route/stop.ts';
import { createTimetable } from '../../domain/route/timetable.ts';
import { createRandom, seedOf } from '../../demo/random.ts';
import { median, quantile, rounded, type Bench } from './bench.ts';
import { timeS } from './timing.ts';

const DAYS = 20;
const STOPS = [8, 20, 60] as const;
const START_MS = Date.parse('2026-11-19T01:00:00Z');
const MIN_MS = 60_000;

/** The day's route: how long a plan takes, and how much shorter it is than the order it was given in. */
export const route: Bench = {
  name: 'route',
  about: 'the day’s route of 8, 20 and 60 stops: milliseconds a plan, kilometres against the given order',
  onlyByName: true,
  run: async (say) => {
    const figures: Record<string, number> = {};
    for (const stops of STOPS) {
      const days = Array.from({ length: DAYS }, (_, n) => makeDay(stops, n));
      const ms = days.map((day) => 1_000 * timeS(() => planRoute(day)));
      const saved = days.map((day) => {
        const given = createTimetable(day).routeOf(day.stops.map((_, n) => n));
        const planned = planRoute(day);
        return { left: given.left.length - planned.left.length, share: planned.distanceM / given.distanceM };
      });
      figures[`medianMs${stops}`] = rounded(median(ms));
      figures[`slowestMs${stops}`] = rounded(quantile(ms, 1));
      figures[`wayOfGiven${stops}`] = rounded(median(saved.map(({ share }) => share)));
      figures[`moreStops${stops}`] = rounded(median(saved.map(({ left }) => left)));
      say(`${stops} stops: ${figures[`medianMs${stops}`]} ms`);
    }
    return Promise.resolve({ figures, bars: [] });
  },
};

/** A made day in a city: a third of the stops have a window of two hours, all may be late. */
function makeDay(count: number, n: number): RouteInput {
  const random = createRandom(seedOf(`route:${count}:${n}`));
  const point = () => ({ lng: random.between(121.4, 121.5), lat: random.between(31.15, 31.25) });
  return {
    start: { at: new Date(START_MS), point: point() },
    mode: 'ebike',
    working: [
      { startAt: new Date(START_MS), endAt: new Date(START_MS + 240 * MIN_MS) },
      { startAt: new Date(START_MS + 300 * MIN_MS), endAt: new Date(START_MS + 900 * MIN_MS) },
    ],
    stops: Array.from({ length: count }, (_, id) => {
      const fromMs = START_MS + Math.round(random.between(0, 480)) * MIN_MS;
      const window = { startAt: new Date(fromMs), endAt: new Date(fromMs + 120 * MIN_MS) };
      return {
        id: String(id),
        point: point(),
        serviceMin: 4,
        mayBeLate: true,
        ...(id % 3 === 0 && { window }),
      };
    }),
  };
}
