import { isWithin } from '../../interval.ts';
import { chanceAtLeast, shrunkRate, type RateBelief } from '../../statistics/binomial.ts';
import type { PeriodEvidence, PunchFact } from '../evidence.ts';
import type { OffHoursSettings } from '../settings/off-hours-settings.ts';
import { allSchedules, listOffPunches, punchDayOf, punchTime } from './punch-times.ts';

const DAY_MS = 86_400_000;

/** Days with a punch outside working time, and how likely so many are by luck. */
export type Often = Readonly<{ chance: number; punches: readonly PunchFact[]; days: number }>;

/** Days with an off-hours punch, against the own earlier share of such days. */
export function testOften(evidence: PeriodEvidence, settings: OffHoursSettings): Often {
  const { judge, pastSchedules = [] } = evidence;
  const off = listOffPunches(evidence, punchTime(allSchedules(evidence), settings));
  const punches = off.filter(({ at }) => isWithin(at, judge));
  const daysOf = (some: readonly PunchFact[]) =>
    new Set(some.map(({ at }) => punchDayOf(at, evidence.person.timeZone))).size;
  const knownFrom = pastSchedules[0]?.shifts[0]?.startAt ?? judge.startAt;
  const before = daysOf(off.filter(({ at }) => isWithin(at, { startAt: knownFrom, endAt: judge.startAt })));
  const pastDays = Math.max(before, Math.round((judge.startAt.getTime() - knownFrom.getTime()) / DAY_MS));
  const belief = expectedShare({ successes: before, trials: pastDays }, settings);
  const days = daysOf(punches);
  const all = Math.max(days, Math.round((judge.endAt.getTime() - judge.startAt.getTime()) / DAY_MS));
  return { chance: days === 0 ? 1 : chanceAtLeast(days, all, belief), punches, days };
}

/**
 * The share of days with such a punch that is to be expected: an ordinary person's share, corrected by the person's own past. Where that
 * past shows a habit it counts alone: who has always worked in the evening does nothing new.
 */
function expectedShare(past: Seen, settings: OffHoursSettings): RateBelief {
  const ordinary = { mean: settings.usualShare, strength: settings.usualStrength };
  const fade = Math.min(1, settings.maxHistoryDays / Math.max(1, past.trials));
  const faded = { successes: past.successes * fade, trials: past.trials * fade };
  const chance = chanceAtLeast(past.successes, past.trials, shrunkRate(NOTHING, ordinary));
  return shrunkRate(faded, chance <= settings.habitChance ? OPEN : ordinary);
}

type Seen = Readonly<{ successes: number; trials: number }>;
const NOTHING: Seen = { successes: 0, trials: 0 };
/** The belief under which every share is equally likely (uniform prior of Bayes and Laplace). */
const OPEN = { mean: 0.5, strength: 2 };
