import type { RolloutMode } from '../../contract/rollout.ts';
import type { Interval } from '../interval.ts';

/** Days a pilot runs at least before going live is asked for, and at most before it ends by itself (product M25). */
export const MIN_PILOT_DAYS = 14;
export const MAX_PILOT_DAYS = 28;
const DAY_MS = 86_400_000;
const FOR_EVER = new Date(8_640_000_000_000_000);

/** A time in which a region is judged; the last one may run on. */
export type RolloutPeriod = Readonly<{ mode: 'pilot' | 'live'; fromAt: Date; toAt?: Date }>;

/** A region that was there before regions were taken up one by one. */
export const EVER_LIVE: readonly RolloutPeriod[] = [{ mode: 'live', fromAt: new Date(0) }];

/** When going live may be asked for at the earliest. */
export const earliestGoLiveAt = ({ fromAt }: RolloutPeriod): Date =>
  new Date(+fromAt + MIN_PILOT_DAYS * DAY_MS);
/** When a pilot ends by itself. */
export const pilotEndsAt = ({ fromAt }: RolloutPeriod): Date => new Date(+fromAt + MAX_PILOT_DAYS * DAY_MS);

/** When a period is over, whether anybody has written it down or not. */
function endOf(period: RolloutPeriod): Date {
  const { mode, toAt = FOR_EVER } = period;
  const longest = mode === 'pilot' ? pilotEndsAt(period) : FOR_EVER;
  return toAt < longest ? toAt : longest;
}

/** The period that `at` lies in, or null: then nothing is judged. */
export function periodAt(periods: readonly RolloutPeriod[], at: Date): RolloutPeriod | null {
  return periods.findLast((period) => period.fromAt <= at && at < endOf(period)) ?? null;
}

/** How a region is judged at `at`. */
export const modeAt = (periods: readonly RolloutPeriod[], at: Date): RolloutMode =>
  periodAt(periods, at)?.mode ?? 'off';

/** A pilot that nobody ended: it ran out. */
export const hasLapsed = (periods: readonly RolloutPeriod[], at: Date): boolean => {
  const last = periods.at(-1);
  return (
    last?.mode === 'pilot' && (last.toAt === undefined || last.toAt >= pilotEndsAt(last)) && endOf(last) <= at
  );
};

/** The time that may be judged; what was begun in a pilot may be judged to its end in the live time after it. */
export const judgedPeriods = (periods: readonly RolloutPeriod[]): Interval[] =>
  periods.map((period) => ({ startAt: period.fromAt, endAt: endOf(period) }));

/** Whether what began at `startAt` belongs to a trial: found outside live time, or reaching back before it. */
export function isOfPilot(periods: readonly RolloutPeriod[], startAt: Date, now: Date): boolean {
  const present = periodAt(periods, now);
  return present?.mode !== 'live' || startAt < present.fromAt;
}
