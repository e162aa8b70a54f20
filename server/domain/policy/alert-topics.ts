import { assessFindings } from '../detectors/assess-period.ts';
import type { Finding, Severity } from '../detectors/finding.ts';

/**
 * What one alert is about: the finding that speaks loudest, what else was found of the same place or hours, and how severe all of it is
 * together. `about` names it within its shift: the place, or the detector where there is none.
 */
export type AlertTopic = Readonly<{
  about: string;
  finding: Finding;
  beside: readonly Finding[];
  severity: Severity;
}>;

/** The topics of one shift's findings, each `about` once. Supporting findings never make one. */
export function alertTopics(
  findings: readonly Finding[],
  settings: Readonly<Record<string, unknown>> = {},
): AlertTopic[] {
  const topics = new Map<string, AlertTopic>();
  for (const episode of assessFindings(findings, settings).episodes) {
    const [finding, ...beside] = episode.findings.toSorted((a, b) => b.score - a.score);
    if (!finding) continue;
    const about = episode.placeId ?? finding.detector;
    topics.set(about, { about, finding, beside, severity: episode.severity });
  }
  for (const finding of findings
    .filter(({ verdict }) => verdict !== 'supported')
    .toSorted((a, b) => b.score - a.score)) {
    const about = aboutOf(finding);
    if (!topics.has(about)) topics.set(about, { about, finding, beside: [], severity: finding.severity });
  }
  return [...topics.values()];
}

export const aboutOf = ({ placeId, detector }: Finding): string => placeId ?? detector;
