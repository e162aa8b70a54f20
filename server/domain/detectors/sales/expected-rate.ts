import { meanRate, shrunkRate, type RateBelief } from '../../statistics/binomial.ts';
import type { VisitTrial } from './conversion.ts';
import type { PeriodEvidence } from '../evidence.ts';
import type { VisitsWithoutSalesSettings } from '../settings/visits-without-sales-settings.ts';

/** Visits of the team below which its rate is unknown. */
const MIN_TEAM_VISITS = 30;

/**
 * What the own earlier visits let expect, shrunk to the team's rate; the team's rate where that is lower now (season), or alone when
 * there is no history; null when nothing is known.
 */
export function expectedRate(
  { team }: PeriodEvidence,
  before: readonly VisitTrial[],
  { minHistoryVisits, maxHistoryVisits, teamStrength }: VisitsWithoutSalesSettings,
): RateBelief | null {
  const { visits = 0, orders = 0 } = team?.conversion ?? {};
  const hasTeam = visits >= MIN_TEAM_VISITS;
  const prior = hasTeam
    ? { mean: Math.min(0.95, Math.max(0.001, orders / visits)), strength: teamStrength }
    : { mean: 0.5, strength: 1 };
  if (before.length < minHistoryVisits)
    return hasTeam ? shrunkRate({ successes: 0, trials: 0 }, prior) : null;
  const successes = before.filter(({ order }) => order).length;
  const own = shrunkRate({ successes, trials: before.length }, prior);
  const mean = hasTeam ? Math.min(meanRate(own), prior.mean) : meanRate(own);
  const strength = Math.min(own.a + own.b, hasTeam ? maxHistoryVisits : maxHistoryVisits / 2);
  return shrunkRate({ successes: 0, trials: 0 }, { mean, strength });
}
