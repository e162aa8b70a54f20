import type { Shift } from '../../working-time.ts';
import type { PunchFact } from '../evidence.ts';

/** The punches of one shift; `own` are those made around it, others lie around another shift of a split day. */
type ClockedTime = Readonly<{
  clockIn: PunchFact;
  clockOut: PunchFact | undefined;
  own: readonly PunchFact[];
}>;

/** Hours before and after a shift in which a punch is for it. */
const AROUND_MS = 3 * 3_600_000;

/**
 * The clock-in and clock-out of a shift, or null without a clock-in. Of a split day one pair may hold for several shifts: what is not
 * clocked out lasts until the day's next clock-out, unless there is another clock-in before, and then a clock-out was forgotten.
 */
export function findClocked(
  punches: readonly PunchFact[],
  { shift, shifts }: Readonly<{ shift: Shift; shifts: readonly Shift[] }>,
): ClockedTime | null {
  const ofDay = punchesAround(punches, [shifts[0] ?? shift, shifts.at(-1) ?? shift]);
  const around = punchesAround(ofDay, [shift, shift]);
  const clockIn =
    around.find(({ kind, at }) => kind === 'in' && at.getTime() < shift.endAt.getTime()) ??
    openedBefore(ofDay, shift);
  if (!clockIn) return null;
  const clockOut =
    around.findLast(({ kind, at }) => kind === 'out' && at.getTime() > clockIn.at.getTime()) ??
    closedAfter(ofDay, clockIn);
  const pair = clockOut ? [clockIn, clockOut] : [clockIn];
  return { clockIn, clockOut, own: pair.filter((punch) => around.includes(punch)) };
}

function punchesAround(
  punches: readonly PunchFact[],
  [first, last]: readonly [Shift, Shift],
): readonly PunchFact[] {
  const [fromMs, toMs] = [first.startAt.getTime() - AROUND_MS, last.endAt.getTime() + AROUND_MS];
  return punches.filter(({ kind, at }) => kind !== 'visit' && at.getTime() >= fromMs && at.getTime() <= toMs);
}

/** The clock-in of an earlier shift that nothing has ended before this one. */
function openedBefore(ofDay: readonly PunchFact[], { startAt }: Shift): PunchFact | undefined {
  const last = ofDay.findLast(({ at }) => at.getTime() < startAt.getTime());
  return last?.kind === 'in' ? last : undefined;
}

function closedAfter(ofDay: readonly PunchFact[], clockIn: PunchFact): PunchFact | undefined {
  const next = ofDay.find(({ at }) => at.getTime() > clockIn.at.getTime());
  return next?.kind === 'out' ? next : undefined;
}
