import { assessFindings } from '../detectors/assess-period.ts';
import { DETECTORS } from '../detectors/index.ts';
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

/**
 * The topics of one shift's findings, each `about` once. Supporting findings never make one. A topic that an alert of the shift is about
 * already (`known`) keeps that name, whatever else joins it: late data changes an alert, it does not replace it.
 */
export function alertTopics(
  findings: readonly Finding[],
  {
    known = [],
    settings = {},
  }: { known?: readonly string[]; settings?: Readonly<Record<string, unknown>> } = {},
): AlertTopic[] {
  const topics = new Map<string, AlertTopic>();
  for (const { findings: group, severity } of assessFindings(findings, settings).episodes) {
    const first = group.toSorted((a, b) => orderOf(a) - orderOf(b) || b.score - a.score);
    const finding = first.find(
      ({ verdict, detector }) => verdict === 'supported' && !SUPPORTING.has(detector),
    );
    if (!finding) continue;
    const about = known.find((name) => group.some((one) => aboutOf(one) === name)) ?? aboutOf(finding);
    topics.set(about, { about, finding, beside: first.filter((one) => one !== finding), severity });
  }
  const others = findings
    .filter(({ verdict }) => verdict !== 'supported')
    .toSorted((a, b) => b.score - a.score);
  for (const finding of others) {
    const about = aboutOf(finding);
    if (!topics.has(about)) topics.set(about, { about, finding, beside: [], severity: finding.severity });
  }
  return [...topics.values()];
}

const aboutOf = ({ placeId, detector }: Finding): string => placeId ?? detector;
const NAMES = DETECTORS.map(({ name }) => name);
const SUPPORTING = new Set(DETECTORS.filter(({ isSupporting }) => isSupporting).map(({ name }) => name));
/** The order of the list of detectors: what it names first says best what happened. */
const orderOf = ({ detector }: Finding): number => NAMES.indexOf(detector);
