import type { Severity } from './finding.ts';

/** A chance (0-1) above this is nothing to mention: one of ten honest people has such a fortnight. */
export const MENTION_CHANCE = 0.1;

/** Severity of records that are this improbable by luck alone; what is not supported is never more than low. */
export function severityOfChance(
  chance: number,
  { isSupported, highChance }: Readonly<{ isSupported: boolean; highChance: number }>,
): Severity {
  if (!isSupported) return 'low';
  return chance <= highChance ? 'high' : 'medium';
}
