import { competitorDwell } from './competitor-dwell.ts';
import type { Detector, DetectorInput } from './detector.ts';
import type { Finding } from './finding.ts';

/** A detector with its settings checked: overrides by settings key, defaults for the rest. */
export type ReadyDetector = Readonly<{
  name: string;
  version: number;
  run: (input: DetectorInput, overrides: unknown) => Finding[];
}>;

/** Every detector, in the order they run; adding one = a file, a line here, a test file. */
export const DETECTORS: readonly ReadyDetector[] = [ready(competitorDwell)];

function ready<Settings extends Readonly<Record<string, number>>>(
  detector: Detector<Settings>,
): ReadyDetector {
  return {
    name: detector.name,
    version: detector.version,
    run: (input, overrides) => detector.detect(input, detector.settings.parse(overrides ?? {})),
  };
}
