import { isWithin } from '../interval.ts';
import { chanceAtLeast, shrunkRate } from '../statistics/binomial.ts';
import type { PeriodEvidence, PunchFact } from './evidence.ts';
import type { OffHoursSettings } from './off-hours-settings.ts';
import { allSchedules, listOffPunches, punchDayOf, punchTime } from './punch-times.ts';

const DAY_MS = 86_400_000;

/** Days with a punch outside working time, and how likely so many are by luck. */
export type Often = Readonly<{ chance: number; punches: readonly PunchFact[]; days: number }>;

/** Days with an off-hours punch, against the own earlier share of such days. */
export function testOften(evidence: PeriodEvidence, settings: OffHoursSettings): Often {
  const { judge, pastSchedules = [] } = evidence;
  const off = listOffPunches(evidence, punchTime(allSchedules(evidence), settings));
  const punches = off.filter(({ at }) => isWithin(at, judge));
  const daysOf = (some: readonly PunchFact[]) => new Set(some.map(({ at }) => punchDayOf(at, evidence))).size;
  const knownFrom = pastSchedules[0]?.shifts[0]?.startAt ?? judge.startAt;
  const before = daysOf(off.filter(({ at }) => isWithin(at, { startAt: knownFrom, endAt: judge.startAt })));
  const pastDays = Math.max(before, Math.round((+judge.startAt - +knownFrom) / DAY_MS));
  const fade = Math.min(1, settings.maxHistoryDays / Math.max(1, pastDays));
  const belief = shrunkRate(
    { successes: before * fade, trials: pastDays * fade },
    { mean: settings.usualShare, strength: settings.usualStrength },
  );
  const days = daysOf(punches);
  const all = Math.max(days, Math.round((+judge.endAt - +judge.startAt) / DAY_MS));
  return { chance: days === 0 ? 1 : chanceAtLeast(days, all, belief), punches, days };
}
