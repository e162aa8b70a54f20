/** A half-open stretch of time [startAt, endAt). */
export type Interval = Readonly<{ startAt: Date; endAt: Date }>;

/** The same time as ordered, non-empty, non-touching intervals. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: { startAt: Date; endAt: Date }[] = [];
  for (const { startAt, endAt } of ordered(intervals)) {
    const last = merged.at(-1);
    if (!last || startAt.getTime() > last.endAt.getTime()) merged.push({ startAt, endAt });
    else if (endAt.getTime() > last.endAt.getTime()) last.endAt = endAt;
  }
  return merged;
}

/** The time of `from` that lies in none of `cuts`, merged. */
export function subtractIntervals(from: readonly Interval[], cuts: readonly Interval[]): Interval[] {
  const holes = mergeIntervals(cuts);
  let next = 0;
  return mergeIntervals(from).flatMap((interval) => {
    const left: Interval[] = [];
    let startAt = interval.startAt;
    for (; next < holes.length; next++) {
      const hole = holes[next];
      if (!hole || isOver(hole.endAt, startAt)) continue;
      if (isOver(interval.endAt, hole.startAt)) break;
      if (!isOver(hole.startAt, startAt)) left.push({ startAt, endAt: hole.startAt });
      startAt = hole.endAt;
      if (!isOver(hole.endAt, interval.endAt)) break;
    }
    if (!isOver(interval.endAt, startAt)) left.push({ startAt, endAt: interval.endAt });
    return left;
  });
}

/** The time that lies in both lists, merged. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const others = mergeIntervals(b);
  const shared: Interval[] = [];
  let next = 0;
  for (const one of mergeIntervals(a))
    for (; next < others.length; next++) {
      const two = others[next];
      if (!two || isOver(two.endAt, one.startAt)) continue;
      if (isOver(one.endAt, two.startAt)) break;
      shared.push({
        startAt: isOver(one.startAt, two.startAt) ? two.startAt : one.startAt,
        endAt: isOver(two.endAt, one.endAt) ? two.endAt : one.endAt,
      });
      if (!isOver(two.endAt, one.endAt)) break;
    }
  return shared;
}

/** Total length in minutes; overlapping time counts once. */
export function minutesOf(intervals: readonly Interval[]): number {
  return (
    mergeIntervals(intervals).reduce(
      (sum, { startAt, endAt }) => sum + endAt.getTime() - startAt.getTime(),
      0,
    ) / 60_000
  );
}

/** The interval begun so many minutes earlier and ended so many later. */
export function widenInterval(
  { startAt, endAt }: Interval,
  beforeMin: number,
  afterMin = beforeMin,
): Interval {
  return {
    startAt: new Date(startAt.getTime() - beforeMin * 60_000),
    endAt: new Date(endAt.getTime() + afterMin * 60_000),
  };
}

/** Whether `at` lies in the half-open interval. */
export function isWithin(at: Date, interval: Interval): boolean {
  const ms = at.getTime();
  return ms >= interval.startAt.getTime() && ms < interval.endAt.getTime();
}

/** Index of the first item that is not before `at`, or the number of items when all are. `items` are in time order. */
export function firstFrom<Item>(items: readonly Item[], timeOf: (item: Item) => Date, at: Date): number {
  const ms = at.getTime();
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && timeOf(item).getTime() < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The items that lie in the interval. `items` are in time order, so that a search looks at few of them, however many months they cover. */
export function itemsWithin<Item>(
  items: readonly Item[],
  timeOf: (item: Item) => Date,
  { startAt, endAt }: Interval,
): Item[] {
  return items.slice(firstFrom(items, timeOf, startAt), firstFrom(items, timeOf, endAt));
}

/** Whether what ends at `endAt` is over at `at`. Compared as numbers: comparing Date objects takes many times as long. */
function isOver(endAt: Date, at: Date): boolean {
  return endAt.getTime() <= at.getTime();
}

/** Most lists are in order already: merged by an earlier call, or of one interval. */
function ordered(intervals: readonly Interval[]): readonly Interval[] {
  if (isOrdered(intervals)) return intervals;
  return intervals
    .filter(({ startAt, endAt }) => startAt.getTime() < endAt.getTime())
    .toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime() || a.endAt.getTime() - b.endAt.getTime());
}

function isOrdered(intervals: readonly Interval[]): boolean {
  let beforeMs = -Infinity;
  for (const { startAt, endAt } of intervals) {
    const startMs = startAt.getTime();
    if (!(startMs > beforeMs && startMs < endAt.getTime())) return false;
    beforeMs = startMs;
  }
  return true;
}

/** Whether `value` lies in one of the stretches, both ends included; `edges` holds the first and last number of each stretch in turn. */
export function isInStretches(edges: readonly number[], value: number): boolean {
  for (let at = 0; at < edges.length; at += 2)
    if (value >= (edges[at] ?? 0) && value <= (edges[at + 1] ?? 0)) return true;
  return false;
}
