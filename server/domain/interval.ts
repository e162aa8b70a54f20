/** A half-open stretch of time [startAt, endAt). */
export type Interval = Readonly<{ startAt: Date; endAt: Date }>;

/** The same time as ordered, non-empty, non-touching intervals. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: { startAt: Date; endAt: Date }[] = [];
  for (const { startAt, endAt } of ordered(intervals)) {
    const last = merged.at(-1);
    if (!last || startAt > last.endAt) merged.push({ startAt, endAt });
    else if (endAt > last.endAt) last.endAt = endAt;
  }
  return merged;
}

/** The time of `from` that lies in none of `cuts`, merged. */
export function subtractIntervals(from: readonly Interval[], cuts: readonly Interval[]): Interval[] {
  const holes = mergeIntervals(cuts);
  return mergeIntervals(from).flatMap((interval) => {
    const left: Interval[] = [];
    let startAt = interval.startAt;
    for (const hole of holes) {
      if (hole.endAt <= startAt || hole.startAt >= interval.endAt) continue;
      if (hole.startAt > startAt) left.push({ startAt, endAt: hole.startAt });
      startAt = hole.endAt;
    }
    if (startAt < interval.endAt) left.push({ startAt, endAt: interval.endAt });
    return left;
  });
}

/** The time that lies in both lists, merged. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  return mergeIntervals(a).flatMap((one) =>
    mergeIntervals(b)
      .map((two) => ({
        startAt: one.startAt > two.startAt ? one.startAt : two.startAt,
        endAt: one.endAt < two.endAt ? one.endAt : two.endAt,
      }))
      .filter((shared) => shared.startAt < shared.endAt),
  );
}

/** Total length in minutes; overlapping time counts once. */
export function minutesOf(intervals: readonly Interval[]): number {
  return mergeIntervals(intervals).reduce((sum, { startAt, endAt }) => sum + +endAt - +startAt, 0) / 60_000;
}

export function isWithin(at: Date, interval: Interval): boolean {
  return at >= interval.startAt && at < interval.endAt;
}

function ordered(intervals: readonly Interval[]): Interval[] {
  return intervals
    .filter(({ startAt, endAt }) => startAt < endAt)
    .toSorted((a, b) => +a.startAt - +b.startAt || +a.endAt - +b.endAt);
}
