import { mergeIntervals, widenInterval, type Interval } from '../../interval.ts';
import { OVERTIME_PAUSE_MS } from '../../overtime.ts';
import { dayOf } from '../../time.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import { isOvertime, type DaySchedule, type Shift } from '../../working-time.ts';
import type { PeriodEvidence, PunchFact } from '../evidence.ts';
import { groupBy } from '../../group-by.ts';

/** A day of punches ends at 04:00: a late evening belongs to the day before. */
const DAY_TURN_MS = 4 * 3_600_000;
/** A punch further from the edge of a shift belongs to something else. */
export const EDGE_REACH_MS = 8 * 3_600_000;

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
      ...shifts.map((shift) => widenInterval(shift, beforeMin, afterMin)),
    ]),
  );
}

/** The day (YYYY-MM-DD in the person's zone) whose punches one at this instant belongs to. */
export const punchDayOf = (at: Date, timeZone: string): string =>
  dayOf(new Date(at.getTime() - DAY_TURN_MS), timeZone);

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
  const shifts = allSchedules(evidence).flatMap((schedule) => schedule.shifts);
  const shiftsOf = groupBy(shifts, ({ startAt }) => punchDayOf(startAt, evidence.person.timeZone));
  const ownDayOf = ownDays(evidence, shifts);
  const punchesOf = groupBy(evidence.punches, ownDayOf);
  return off.filter((punch) => {
    const { kind, at } = punch;
    const worked = shiftsOf.get(ownDayOf(punch));
    const same = punchesOf.get(ownDayOf(punch))?.filter((other) => other.kind === kind) ?? [];
    if (!worked || kind === 'visit' || same.length !== 1) return true;
    return kind === 'in'
      ? worked.some(({ startAt }) => at.getTime() >= startAt.getTime())
      : worked.some(({ endAt }) => at.getTime() <= endAt.getTime());
  });
}

/** The day a punch belongs to: who clocks out of a night shift in the morning ends the day it began on. */
function ownDays(
  { person: { timeZone } }: PeriodEvidence,
  shifts: readonly Shift[],
): (punch: PunchFact) => string {
  const nights = shifts.filter(
    ({ startAt, endAt }) => punchDayOf(startAt, timeZone) !== punchDayOf(endAt, timeZone),
  );
  const isOutOf = (at: Date, { startAt, endAt }: Shift): boolean =>
    at >= startAt && at.getTime() < endAt.getTime() + EDGE_REACH_MS;
  return ({ kind, at }) => {
    const night = kind === 'out' ? nights.findLast((shift) => isOutOf(at, shift)) : undefined;
    return punchDayOf(night?.startAt ?? at, timeZone);
  };
}

/** A punch at the edge of a shift: minutes from that edge (negative = before). */
type EdgePunch = Readonly<{ punch: PunchFact; offsetMin: number }>;

/** The punch at a shift's edge, one for each day that has both; where overtime or leave adjoins there is no edge. */
export function listEdgePunches(
  punches: readonly PunchFact[],
  schedules: readonly DaySchedule[],
  edge: 'in' | 'out',
): EdgePunch[] {
  const ofEdge = punches.filter(({ kind }) => kind === edge);
  const times = ofEdge.map(({ at }) => at.getTime());
  return schedules.flatMap(({ shifts, leaves }) => {
    const regular = shifts.filter((shift) => !isOvertime(shift));
    const shift = edge === 'in' ? regular[0] : regular.at(-1);
    if (!shift) return [];
    const edgeAt = edge === 'in' ? shift.startAt : shift.endAt;
    const edgeMs = edgeAt.getTime();
    if (leaves.some(({ startAt, endAt }) => startAt.getTime() <= edgeMs && endAt.getTime() >= edgeMs))
      return [];
    if (shifts.some((other) => isOvertime(other) && isAdjoining(other, edgeMs))) return [];
    const from = firstAtOrAfter(times, edgeMs - EDGE_REACH_MS);
    const to = firstAtOrAfter(times, edgeMs + EDGE_REACH_MS);
    const punch = ofEdge[edge === 'in' ? from : to - 1];
    return from < to && punch ? [{ punch, offsetMin: (punch.at.getTime() - edgeMs) / 60_000 }] : [];
  });
}

const isAdjoining = ({ startAt, endAt }: Shift, edgeMs: number): boolean =>
  startAt.getTime() <= edgeMs + OVERTIME_PAUSE_MS && endAt.getTime() >= edgeMs - OVERTIME_PAUSE_MS;
