import { scoreOfOdds } from '../../statistics/evidence-score.ts';
import type { Verdict } from '../finding.ts';
import type { VisitUnsupportedSettings } from '../settings/visit-unsupported-settings.ts';

/** Chance that an honest visit looks missed: far away (a wrong pin nobody knows of), beside the fence, or logged hours late. */
const HONEST_MISS = { far: 0.0008, beside: 0.01, fadesOverM: 250, loggedLate: 0.01 };
/** Chance that a made-up visit looks missed: now and then the person is near by accident. */
const MADE_UP_MISS = 0.95;

/** Bayes' rule on "missed": how often made-up visits and honest ones look like this. Doubts leave a quarter, silence only the prior. */
export function scoreMiss(
  nearestM: number,
  {
    verdict,
    reasons,
    isLate,
    settings,
  }: Readonly<{
    verdict: Verdict;
    reasons: readonly string[];
    isLate: boolean;
    settings: VisitUnsupportedSettings;
  }>,
): number {
  const { priorShare, nearM } = settings;
  if (verdict === 'contradicted') return 0;
  if (reasons.includes('no_coverage')) return priorShare;
  const beyondM = Math.max(0, nearestM - nearM);
  const honest =
    HONEST_MISS.far +
    HONEST_MISS.beside * Math.exp(-beyondM / HONEST_MISS.fadesOverM) +
    (isLate ? HONEST_MISS.loggedLate : 0);
  const score = scoreOfOdds((priorShare / (1 - priorShare)) * (MADE_UP_MISS / honest));
  return verdict === 'supported' ? score : score / 4;
}
