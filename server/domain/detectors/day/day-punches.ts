import type { PeriodEvidence, PunchFact, WorkDay } from '../evidence.ts';

/** Milliseconds around a shift within which a punch belongs to its day. */
const MARGIN_MS = 2 * 3_600_000;

/** The punches made in or around the day's shifts, in time order. */
export function punchesOfDay(
  { punches }: Pick<PeriodEvidence, 'punches'>,
  { shifts }: Pick<WorkDay, 'shifts'>,
): PunchFact[] {
  return punches.filter(({ at }) =>
    shifts.some(
      ({ startAt, endAt }) =>
        at.getTime() >= startAt.getTime() - MARGIN_MS && at.getTime() <= endAt.getTime() + MARGIN_MS,
    ),
  );
}
