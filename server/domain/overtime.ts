import { subtractIntervals, type Interval } from './interval.ts';
import type { Shift } from './working-time.ts';

/** Milliseconds between a shift and overtime that goes on from it: a meal. */
export const OVERTIME_PAUSE_MS = 3_600_000;

/**
 * The shifts with approved overtime that lies inside a break counted as working time. One approval for the whole day says nothing of the
 * breaks in it: they stay the person's own.
 */
export function workedThrough<One extends Shift>(
  planned: readonly One[],
  overtime: readonly Interval[],
): One[] {
  return planned.map((shift) => {
    const worked = overtime.filter((span) => shift.breaks.some((pause) => isInside(span, pause)));
    return { ...shift, breaks: subtractIntervals(shift.breaks, worked) };
  });
}

const isInside = (inner: Interval, outer: Interval): boolean =>
  inner.startAt >= outer.startAt && inner.endAt <= outer.endAt;

/**
 * Approved overtime as far as no planned shift covers it, in order; `after` is the shift it goes on from, though midnight lies between:
 * it belongs to that shift's day.
 */
export function overtimeBeside<One extends Shift>(
  planned: readonly One[],
  overtime: readonly Interval[],
): (Interval & Readonly<{ after: One | undefined }>)[] {
  return subtractIntervals(overtime, planned).map((span) => {
    const pauseMs = ({ endAt }: Interval): number => span.startAt.getTime() - endAt.getTime();
    const after = planned.find((shift) => pauseMs(shift) >= 0 && pauseMs(shift) <= OVERTIME_PAUSE_MS);
    return { ...span, after };
  });
}
