import type { z } from 'zod';
import type { EvidenceSource, PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';

/** The thresholds of a detector by settings key. */
export type DetectorSettings = Readonly<Record<string, number>>;

/** A pure judgement; file name = `name` = settings key. `version` rises whenever a verdict on the same input may change (R6). */
export type Detector<Settings extends DetectorSettings = DetectorSettings> = Readonly<{
  name: string;
  version: number;
  /** Without these it does not run: nothing is concluded from what nobody could see. */
  needs: readonly EvidenceSource[];
  /** Only beside other findings: alone it never raises an alert (product section 3). */
  isSupporting?: boolean;
  settings: z.ZodType<Settings>;
  detect: (evidence: PeriodEvidence, settings: Settings) => Finding[];
}>;
