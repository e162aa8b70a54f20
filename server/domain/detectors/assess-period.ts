import { findEpisodes, type Episode } from './fusion/episode.ts';
import type { PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { fuseScores } from './fusion/fusion.ts';
import { FusionSettingsSchema } from './settings/fusion-settings.ts';
import { DETECTORS } from './index.ts';
import { judgePeriod } from './judge-period.ts';

/** What is to be said of one person and period. `score` ranks periods (0-1), also those without an alert. */
export type AssessedPeriod = Readonly<{
  findings: readonly Finding[];
  episodes: readonly Episode[];
  score: number;
  /** The gravest episode; null when there is none. */
  alert: Pick<Episode, 'to' | 'severity' | 'score'> | null;
}>;

const USUAL_FUSION = FusionSettingsSchema.parse({});
const SUPPORTING: ReadonlySet<string> = new Set(
  DETECTORS.filter(({ isSupporting }) => isSupporting).map(({ name }) => name),
);

/**
 * Every finding of a period, and what they amount to together. Pure and without memory: late data is judged by calling it again, and a
 * finding that is gone is an alert to withdraw. `settings` holds overrides by detector name and `fusion`;
 * `only` names the detectors that run.
 */
export function assessPeriod(
  evidence: PeriodEvidence,
  settings: Readonly<Record<string, unknown>> = {},
  only?: ReadonlySet<string>,
): AssessedPeriod {
  return assessFindings(judgePeriod(evidence, settings, only), settings);
}

/** What findings amount to together, whatever their order. */
export function assessFindings(
  all: readonly Finding[],
  settings: Readonly<Record<string, unknown>> = {},
): AssessedPeriod {
  const given = settings['fusion'] ?? null;
  const fusion = given === null ? USUAL_FUSION : FusionSettingsSchema.parse(given);
  const findings = all.filter(({ detector }) => !SUPPORTING.has(detector));
  const supporting = all.filter(({ detector }) => SUPPORTING.has(detector));
  const episodes = findEpisodes({ findings, supporting }, fusion);
  const score = findings.some(({ verdict }) => verdict === 'supported')
    ? fuseScores(all, fusion)
    : fuseScores(findings, fusion);
  return { findings: all, episodes, score, alert: episodes[0] ?? null };
}
