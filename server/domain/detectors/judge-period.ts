import type { PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { DETECTORS } from './index.ts';
import { calibrateRadius, withRadii } from './place/radius-calibration.ts';

/**
 * Every detector whose sources exist, in their order, or of these only those named. Pure, so judging again with more data is calling it
 * again. `settings` holds overrides by detector name.
 */
export function judgePeriod(
  evidence: PeriodEvidence,
  settings: Readonly<Record<string, unknown>> = {},
  only?: ReadonlySet<string>,
): Finding[] {
  const calibration = calibrateRadius(evidence);
  const judged = calibration
    ? { ...evidence, days: evidence.days.map((day) => withRadii(day, calibration)) }
    : evidence;
  return DETECTORS.filter(
    ({ name, needs }) =>
      (only === undefined || only.has(name)) && needs.every((source) => evidence.sources.has(source)),
  ).flatMap(({ name, run }) => run(judged, settings[name]));
}
