import { attendanceMismatch } from './attendance-mismatch.ts';
import { competitorDwell } from './competitor-dwell.ts';
import { customerAttrition } from './customer-attrition.ts';
import type { Detector, DetectorSettings } from './detector.ts';
import type { EvidenceSource, PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { offHours } from './off-hours.ts';
import { offZone } from './off-zone.ts';
import { orderMismatch } from './order-mismatch.ts';
import { performanceDrop } from './performance-drop.ts';
import { pickupRounds } from './pickup-rounds.ts';
import { routeChange } from './route-change.ts';
import { sideJobConditions } from './side-job-conditions.ts';
import { spoofedLocation } from './spoofed-location.ts';
import { twoStores } from './two-stores.ts';
import { visitUnsupported } from './visit-unsupported.ts';
import { visitsWithoutSales } from './visits-without-sales.ts';
import type { z } from 'zod';

/** A detector with its settings checked: overrides by settings key, defaults for the rest. */
type ReadyDetector = Readonly<{
  name: string;
  version: number;
  needs: readonly EvidenceSource[];
  isSupporting: boolean;
  settings: z.ZodType<DetectorSettings>;
  run: (evidence: PeriodEvidence, overrides: unknown) => Finding[];
}>;

/**
 * Every detector, in the order they run; adding one = a file, a line here, a test file. Its thresholds are in `settings/`, what it and its
 * like are put together of in the folders beside it.
 */
export const DETECTORS: readonly ReadyDetector[] = [
  ready(competitorDwell),
  ready(offZone),
  ready(twoStores),
  ready(pickupRounds),
  ready(sideJobConditions),
  ready(visitUnsupported),
  ready(visitsWithoutSales),
  ready(orderMismatch),
  ready(spoofedLocation),
  ready(routeChange),
  ready(offHours),
  ready(attendanceMismatch),
  ready(performanceDrop),
  ready(customerAttrition),
];

function ready<Settings extends DetectorSettings>(detector: Detector<Settings>): ReadyDetector {
  // Once and never again: code made for this schema would cost more than it saves, in every thread that starts.
  const usual = detector.settings.parse({}, { jitless: true });
  return {
    name: detector.name,
    version: detector.version,
    needs: detector.needs,
    isSupporting: detector.isSupporting ?? false,
    settings: detector.settings,
    run: (evidence, overrides) =>
      detector.detect(evidence, overrides === undefined ? usual : detector.settings.parse(overrides)),
  };
}
