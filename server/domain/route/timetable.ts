import type { Route, RouteInput } from './stop.ts';
import { wayM, wayMs } from './travel.ts';
import { createWorkingClock, type WorkingClock } from './working-clock.ts';

/** What an order of stops comes to; the first figure that differs decides, less is better. */
export type Cost = Readonly<{ left: number; lateMs: number; endMs: number; metres: number }>;

/** Where somebody is in a route: after a stop (-1: at the start), free at `atMs`. */
export type Here = Readonly<{ stop: number; atMs: number }>;

/** The way to the next stop and the work there; `lateMs` is how long after the end of its window the work begins. */
export type Step = Readonly<{
  metres: number;
  arriveMs: number;
  beginMs: number;
  leaveMs: number;
  lateMs: number;
}>;
/** Why a stop cannot be the next one: its window is over, the shift is over, or its pickup was not made. */
export type Miss = 'window' | 'shift' | 'pickup';

/** The stops of a route by number, and what it takes to go from one to the next. */
export type Timetable = Readonly<{
  count: number;
  clock: WorkingClock;
  startMs: number;
  /** The stop that must come before, or -1. */
  before: readonly number[];
  /** The next stop, or why it cannot be the next one. */
  step: (here: Here, to: number, isDone: (stop: number) => boolean) => Step | Miss;
  costOf: (order: readonly number[]) => Cost;
  /** Goes through the order and leaves out what does not fit where it stands. */
  routeOf: (order: readonly number[]) => Route;
}>;

/** Whether an order costs less than another. */
export function isBetter(a: Cost, b: Cost): boolean {
  if (a.left !== b.left) return a.left < b.left;
  if (a.lateMs !== b.lateMs) return a.lateMs < b.lateMs;
  if (a.endMs !== b.endMs) return a.endMs < b.endMs;
  return a.metres < b.metres;
}

/** The timetable of a day's stops. */
export function createTimetable(input: RouteInput): Timetable {
  const { start, stops, working } = input;
  const clock = createWorkingClock(working);
  const number = new Map(stops.map(({ id }, at) => [id, at]));
  const before = stops.map(({ afterId }) => (afterId === undefined ? -1 : (number.get(afterId) ?? -1)));
  const step = stepOf(input, { clock, before });

  const walk = walkOf({ count: stops.length, startMs: +start.at, step });
  const routeOf = (order: readonly number[]): Route => {
    const visits: Route['visits'][number][] = [];
    const left: Route['left'][number][] = [];
    const cost = walk(order, (stop, found) => {
      const id = stops[stop]?.id ?? '';
      if (typeof found === 'string') left.push({ id, why: found });
      else visits.push(visitOf(id, found, clock));
    });
    return { visits, left, distanceM: cost.metres, lateMin: cost.lateMs / 60_000 };
  };
  return {
    count: stops.length,
    clock,
    startMs: +start.at,
    before,
    step,
    costOf: (order) => walk(order),
    routeOf,
  };
}

/** Goes through an order stop by stop, tells `onStep` what became of each, and answers what the order comes to. */
type Walk = (order: readonly number[], onStep?: (stop: number, step: Step | Miss) => void) => Cost;

function walkOf({ count, startMs, step }: Pick<Timetable, 'count' | 'startMs' | 'step'>): Walk {
  return (order, onStep) => {
    const done = new Uint8Array(count);
    const isDone = (stop: number): boolean => done[stop] === 1;
    let here: Here = { stop: -1, atMs: startMs };
    const sum = { left: 0, lateMs: 0, metres: 0 };
    for (const to of order) {
      const next = step(here, to, isDone);
      onStep?.(to, next);
      if (typeof next === 'string') {
        sum.left += 1;
        continue;
      }
      done[to] = 1;
      sum.lateMs += next.lateMs;
      sum.metres += next.metres;
      here = { stop: to, atMs: next.leaveMs };
    }
    return { ...sum, endMs: here.atMs };
  };
}

function stepOf(
  { start, stops, mode }: RouteInput,
  { clock, before }: Pick<Timetable, 'clock' | 'before'>,
): Timetable['step'] {
  const metresOf = matrixOf({ start, stops });
  const terms = stops.map(({ serviceMin, window, mayBeLate = false }) => ({
    serviceMs: serviceMin * 60_000,
    fromMs: window ? +window.startAt : -Infinity,
    toMs: window ? +window.endAt : Infinity,
    mayBeLate,
  }));
  return (here, to, isDone) => {
    const first = before[to] ?? -1;
    if (first >= 0 && !isDone(first)) return 'pickup';
    const term = terms[to];
    if (!term) return 'shift';
    const metres = metresOf(here.stop, to);
    const arriveMs = clock.goOn(here.atMs, wayMs(metres, mode));
    const beginMs = clock.fit(Math.max(arriveMs, term.fromMs), term.serviceMs);
    if (!term.mayBeLate && (arriveMs > term.toMs || (beginMs > term.toMs && beginMs < Infinity)))
      return 'window';
    if (beginMs === Infinity) return 'shift';
    const lateMs = Math.max(0, beginMs - term.toMs);
    return { metres, arriveMs, beginMs, leaveMs: beginMs + term.serviceMs, lateMs };
  };
}

const visitOf = (
  id: string,
  { metres, arriveMs, beginMs, leaveMs, lateMs }: Step,
  clock: WorkingClock,
): Route['visits'][number] => ({
  id,
  wayM: metres,
  arriveAt: new Date(arriveMs),
  beginAt: new Date(beginMs),
  leaveAt: new Date(leaveMs),
  waitMin: clock.between(arriveMs, beginMs) / 60_000,
  lateMin: lateMs / 60_000,
});

/** Metres from a stop (-1: the start) to another. */
function matrixOf({
  start,
  stops,
}: Pick<RouteInput, 'start' | 'stops'>): (from: number, to: number) => number {
  const size = stops.length + 1;
  const metres = new Float64Array(size * size);
  const points = [start.point, ...stops.map(({ point }) => point)];
  points.forEach((a, from) => {
    points.forEach((b, to) => {
      if (a && b) metres[from * size + to] = wayM(a, b);
    });
  });
  return (from, to) => metres[(from + 1) * size + to + 1] ?? 0;
}
