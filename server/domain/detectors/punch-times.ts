import { mergeIntervals, type Interval } from '../interval.ts';
import { OVERTIME_SHIFT } from '../period/read-schedules.ts';
import { firstAtOrAfter } from '../track/time-search.ts';
import type { DaySchedule, Shift } from '../working-time.ts';
import type { PeriodEvidence, PunchFact } from './evidence.ts';
import { groupBy } from './group-by.ts';

const DAY_MS = 86_400_000;
/** A day of punches ends at 04:00: a late evening belongs to the day before. */
const DAY_TURN_MS = 4 * 3_600_000;
/** A punch further from the edge of a shift belongs to something else. */
const EDGE_REACH_MS = 8 * 3_600_000;
/** Approved overtime is working time, but nobody has to punch for it. */
export const isOvertime = ({ id }: Shift): boolean => id.startsWith(OVERTIME_SHIFT);

/** All known working days, earlier ones first. */
export const allSchedules = ({ pastSchedules = [], days }: PeriodEvidence): DaySchedule[] => [
  ...pastSchedules,
  ...days.map(({ schedule }) => schedule),
];

/** Time in which a punch belongs to work: shifts with their margins, and trips. */
export function punchTime(
  schedules: readonly DaySchedule[],
  { beforeMin, afterMin }: Readonly<{ beforeMin: number; afterMin: number }>,
): Interval[] {
  return mergeIntervals(
    schedules.flatMap(({ shifts, trips }) => [
      ...trips,
      ...shifts.map(({ startAt, endAt }) => ({
        startAt: new Date(startAt.getTime() - beforeMin * 60_000),
        endAt: new Date(endAt.getTime() + afterMin * 60_000),
      })),
    ]),
  );
}

/** Number of the day an instant belongs to, counted from the start of `judge`; negative before it. */
export const dayNumber = (at: Date, { judge }: Pick<PeriodEvidence, 'judge'>): number =>
  Math.floor((at.getTime() - judge.startAt.getTime() - DAY_TURN_MS) / DAY_MS);

/**
 * Punches outside working time that somebody chose to make, in time order. The only clock-out of a day, made late, is none of them: it
 * was forgotten or the work took longer. The only clock-in, made early, neither.
 */
export function listOffPunches(evidence: PeriodEvidence, work: readonly Interval[]): PunchFact[] {
  let next = 0;
  const off = evidence.punches.filter((punch) => {
    const ms = punch.at.getTime();
    while ((work[next]?.endAt.getTime() ?? Infinity) <= ms) next++;
    return (work[next]?.startAt.getTime() ?? Infinity) > ms;
  });
  if (off.every(({ kind }) => kind === 'visit')) return off;
  const dayOf = (at: Date) => dayNumber(at, evidence);
  const punchesOf = groupBy(evidence.punches, ({ at }) => dayOf(at));
  const shiftsOf = groupBy(
    allSchedules(evidence).flatMap(({ shifts }) => shifts),
    ({ startAt }) => dayOf(startAt),
  );
  return off.filter(({ kind, at }) => {
    const shifts = shiftsOf.get(dayOf(at));
    const same = punchesOf.get(dayOf(at))?.filter((punch) => punch.kind === kind) ?? [];
    if (!shifts || kind === 'visit' || same.length !== 1) return true;
    return kind === 'in'
      ? shifts.some(({ startAt }) => at >= startAt)
      : shifts.some(({ endAt }) => at <= endAt);
  });
}

/** Minutes from a shift's edge to its punch (negative = before), one for each day that has both; overtime and leave have no edge. */
export function listOffsets(
  punches: readonly PunchFact[],
  schedules: readonly DaySchedule[],
  edge: 'in' | 'out',
): number[] {
  const times = punches.filter(({ kind }) => kind === edge).map(({ at }) => at.getTime());
  return schedules.flatMap(({ shifts, leaves }) => {
    const regular = shifts.filter((shift) => !isOvertime(shift));
    const shift = edge === 'in' ? regular[0] : regular.at(-1);
    if (!shift) return [];
    const edgeAt = edge === 'in' ? shift.startAt : shift.endAt;
    const edgeMs = edgeAt.getTime();
    if (leaves.some(({ startAt, endAt }) => startAt.getTime() <= edgeMs && endAt.getTime() >= edgeMs))
      return [];
    const from = firstAtOrAfter(times, edgeMs - EDGE_REACH_MS);
    const to = firstAtOrAfter(times, edgeMs + EDGE_REACH_MS);
    const ms = times[edge === 'in' ? from : to - 1];
    return from < to && ms !== undefined ? [(ms - edgeMs) / 60_000] : [];
  });
}
