import type { Finding } from '../detectors/finding.ts';
import { earnsManagerCard } from './escalation.ts';

/** What a judged shift asks of the alert of one place. `none`: nothing to tell anyone. */
export type AlertTarget = 'none' | 'silenced' | 'watching' | 'open';

/**
 * Undecided and contradicted findings raise nothing; a permitted one is kept as silenced, so that the person sees why nothing follows.
 * `isHeld`: a declaration covering the stay waits for HR and holds the manager card (M12).
 */
export function alertTarget(
  finding: Finding,
  facts: Readonly<{ day: string; otherDays: readonly string[]; isHeld: boolean }>,
): AlertTarget {
  if (finding.verdict === 'contradicted' && finding.reasons.some((reason) => reason.startsWith('permitted_')))
    return 'silenced';
  if (finding.verdict !== 'supported') return 'none';
  const isEarned = earnsManagerCard(finding.severity, facts.day, facts.otherDays);
  return isEarned && !facts.isHeld ? 'open' : 'watching';
}
