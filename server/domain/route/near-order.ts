import type { RouteStop } from './stop.ts';
import { isBetter, type Cost, type Timetable } from './timetable.ts';

/** Ways looked at before the best order so far is taken: some tenths of a second, the same on every machine. */
const MAX_WAYS = 1_000_000;
/** Stops moved together (Or 1976). */
const MOVED = 3;
/** Times that the best order is shaken and bettered again (iterated local search, Lourenço, Martin and Stützle 2003). */
const KICKS = 20;
/** Spread evenly over the order by what is left of their multiples (Weyl 1916): the same on every machine, without chance. */
const GOLDEN = [0.618_034, 0.414_214, 0.732_051];

type Found = Readonly<{ order: readonly number[]; cost: Cost }>;

/**
 * A good order of many stops: cheapest insertion, the earliest deadline first (Solomon 1987), bettered by moving short pieces (or-opt) and
 * turning pieces round (2-opt) until nothing helps, then shaken and bettered again, `maxWays` at most. Never worse than the given order.
 */
export function nearOrder(
  table: Timetable,
  stops: readonly RouteStop[],
  maxWays: number = MAX_WAYS,
): number[] {
  const budget = { ways: maxWays };
  const look = (order: readonly number[]): Found => {
    budget.ways -= order.length;
    return { order, cost: table.costOf(order) };
  };
  let best = look(stops.map((_, stop) => stop));
  const inserted = insertAll(table, { stops, look });
  if (isBetter(inserted.cost, best.cost)) best = inserted;
  best = climb(best, { look, budget });
  for (let kick = 1; kick <= KICKS && budget.ways > 0; kick += 1) {
    const next = climb(look(kicked(best.order, kick)), { look, budget });
    if (isBetter(next.cost, best.cost)) best = next;
  }
  return [...best.order];
}

/** The first order that comes to mind: each stop where it costs least. */
export function firstOrder(table: Timetable, stops: readonly RouteStop[]): readonly number[] {
  return insertAll(table, { stops, look: (order) => ({ order, cost: table.costOf(order) }) }).order;
}

type Search = Readonly<{ look: Look; budget: Readonly<{ ways: number }> }>;

/** Bettered until no small change helps. */
function climb(from: Found, search: Search): Found {
  let best = from;
  for (let better: Found | undefined = from; better && search.budget.ways > 0;) {
    best = better;
    better = firstBetter(best, search);
  }
  return best;
}

/** Two pieces changed about (double bridge, Martin, Otto and Felten 1991), which no small change undoes; another place with each kick. */
function kicked(order: readonly number[], kick: number): number[] {
  const cuts = GOLDEN.map((step) => Math.floor(((kick * step) % 1) * (order.length + 1))).toSorted(
    (a, b) => a - b,
  );
  const [a = 0, b = 0, c = 0] = cuts;
  return [...order.slice(0, a), ...order.slice(b, c), ...order.slice(a, b), ...order.slice(c)];
}

type Look = (order: readonly number[]) => Found;

/** Each stop where it costs least, after its pickup. */
function insertAll(table: Timetable, { stops, look }: { stops: readonly RouteStop[]; look: Look }): Found {
  const deadline = (stop: number): number => {
    const { window } = stops[stop] ?? {};
    return window ? +window.endAt : Infinity;
  };
  const turn = stops
    .map((_, stop) => stop)
    .toSorted((a, b) => {
      if (table.before[b] === a) return -1;
      if (table.before[a] === b) return 1;
      return deadline(a) - deadline(b) || a - b;
    });
  let found = look([]);
  for (const stop of turn) {
    let best: Found | undefined;
    for (let at = 0; at <= found.order.length; at += 1) {
      const next = look([...found.order.slice(0, at), stop, ...found.order.slice(at)]);
      if (!best || isBetter(next.cost, best.cost)) best = next;
    }
    if (best) found = best;
  }
  return found;
}

/** The first change that helps, in a fixed order. */
function firstBetter(from: Found, { look, budget }: Search): Found | undefined {
  for (const order of changesOf(from.order)) {
    if (budget.ways <= 0) return undefined;
    const next = look(order);
    if (isBetter(next.cost, from.cost)) return next;
  }
  return undefined;
}

function* changesOf(order: readonly number[]): Generator<readonly number[]> {
  const count = order.length;
  for (let size = 1; size <= MOVED; size += 1)
    for (let from = 0; from + size <= count; from += 1) {
      const piece = order.slice(from, from + size);
      const rest = [...order.slice(0, from), ...order.slice(from + size)];
      for (let to = 0; to <= rest.length; to += 1)
        if (to !== from) yield [...rest.slice(0, to), ...piece, ...rest.slice(to)];
    }
  for (let from = 0; from < count - 1; from += 1)
    for (let to = from + 2; to <= count; to += 1)
      yield [...order.slice(0, from), ...order.slice(from, to).toReversed(), ...order.slice(to)];
}
