import { groupBy } from '../../group-by.ts';
import { isWithin, widenInterval } from '../../interval.ts';
import { reconcilePunches } from '../../reconcile-punches.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import { COLLECTION_MARGIN_MIN, isOvertime, type DaySchedule, type Shift } from '../../working-time.ts';
import type { PunchFact } from '../evidence.ts';
import { EDGE_REACH_MS, punchDayOf } from './punch-times.ts';

/**
 * A punch the person made in the platform's own attendance; it tells neither its place nor whether it is a clock-in. `riskResult`: what
 * the platform suspects of the device, 0 = nothing.
 */
export type PlatformPunch = Readonly<{ id: string; at: Date; riskResult?: number }>;
type Edge = 'in' | 'out';
/** The shift or the day a punch is for. */
type Slot = Readonly<{ name: string; middleMs?: number }>;
type Known = Readonly<{
  own: readonly PunchFact[];
  schedules: readonly DaySchedule[];
  timeZone: string;
}>;

/**
 * Punches made in the platform's attendance and not here, as the platform counts them: of each shift the first before its middle is the
 * clock-in, the last after it the clock-out (a later tap replaces an earlier one); on other time the first and the last of the day. What
 * was also clocked here is not taken from there, but for a punch within working time that the platform warns of.
 */
export function platformClockings(flows: readonly PlatformPunch[], known: Known): PunchFact[] {
  if (flows.length === 0) return [];
  const shifts = known.schedules.flatMap((schedule) => schedule.shifts).filter((shift) => !isOvertime(shift));
  const slotOf = slotFinder(shifts, known.timeZone);
  const taken = new Set(known.own.map(({ kind, at }) => `${slotOf(at).name} ${kind}`));
  const named = <Punch extends PlatformPunch>(punch: Punch) => ({ ...punch, personId: '' });
  const { onlyThere } = reconcilePunches(known.own.map(named), flows.map(named));
  const ordered = onlyThere.toSorted((a, b) => +a.at - +b.at);
  const bySlot = groupBy(ordered, ({ at }) => slotOf(at).name);
  const counted = [...bySlot].flatMap(([name, ofSlot]) =>
    countedOf(ofSlot, { slotOf, hasBegun: taken.has(`${name} in`) }).filter(
      ({ kind }) => !taken.has(`${name} ${kind}`),
    ),
  );
  const warned = flows
    .filter((flow) => isWarned(flow, shifts))
    .map((flow) => toFact(flow, edgeOf(flow, slotOf(flow.at))));
  return [...new Map([...counted, ...warned].map((fact) => [fact.id, fact])).values()];
}

function countedOf(
  ofSlot: readonly PlatformPunch[],
  { slotOf, hasBegun }: Readonly<{ slotOf: (at: Date) => Slot; hasBegun: boolean }>,
): PunchFact[] {
  const facts = ofSlot.map((flow, n) => toFact(flow, edgeOf(flow, slotOf(flow.at), n === 0 && !hasBegun)));
  const first = facts.find(({ kind }) => kind === 'in');
  const last = facts.findLast(({ kind }) => kind === 'out');
  return [first, last].filter((fact) => fact !== undefined);
}

/** Which edge of its shift a punch is for; on a day without one what comes first begins it. */
function edgeOf({ at }: PlatformPunch, { middleMs }: Slot, isFirst = true): Edge {
  const isStart = middleMs === undefined ? isFirst : +at < middleMs;
  return isStart ? 'in' : 'out';
}

const isWarned = ({ at, riskResult = 0 }: PlatformPunch, shifts: readonly Shift[]): boolean =>
  riskResult > 0 && shifts.some((shift) => isWithin(at, widenInterval(shift, COLLECTION_MARGIN_MIN)));

const toFact = ({ id, at, riskResult }: PlatformPunch, kind: Edge): PunchFact => ({
  id,
  kind,
  at,
  ...(riskResult !== undefined && { riskFlag: riskResult }),
});

/** The nearest shift, or the day where none is near. Shifts of a person do not overlap. */
function slotFinder(shifts: readonly Shift[], timeZone: string): (at: Date) => Slot {
  const ordered = shifts.toSorted((a, b) => +a.startAt - +b.startAt);
  const starts = ordered.map(({ startAt }) => +startAt);
  return (at) => {
    const next = firstAtOrAfter(starts, +at + 1);
    const [last, coming] = [ordered[next - 1], ordered[next]];
    const nearest = coming && (!last || awayMs(at, coming) < awayMs(at, last)) ? coming : last;
    if (!nearest || awayMs(at, nearest) > EDGE_REACH_MS) return { name: punchDayOf(at, timeZone) };
    return { name: nearest.id, middleMs: (+nearest.startAt + +nearest.endAt) / 2 };
  };
}

const awayMs = (at: Date, { startAt, endAt }: Shift): number => Math.max(0, +startAt - +at, +at - +endAt);
