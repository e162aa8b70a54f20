import type { PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { DETECTORS } from './index.ts';

/**
 * Every detector whose sources exist, in their order. Pure, so judging again with more data is calling it again. `settings` holds
 * overrides by detector name.
 */
export function judgePeriod(
  evidence: PeriodEvidence,
  settings: Readonly<Record<string, unknown>> = {},
): Finding[] {
  return DETECTORS.filter(({ needs }) => needs.every((source) => evidence.sources.has(source))).flatMap(
    ({ name, run }) => run(evidence, settings[name]),
  );
}
