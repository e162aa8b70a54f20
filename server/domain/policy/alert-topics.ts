import { assessFindings } from '../detectors/assess-period.ts';
import type { Finding, Severity } from '../detectors/finding.ts';
import { matterOf } from '../detectors/fusion/finding-matter.ts';
import { DETECTORS } from '../detectors/index.ts';

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
    const lead = leadOf(group);
    if (!lead) continue;
    const about = known.find((name) => group.some((one) => matterOf(one) === name)) ?? matterOf(lead);
    topics.set(
      about,
      join(topics.get(about), { about, finding: lead, beside: without(group, lead), severity }),
    );
  }
  const others = findings
    .filter(({ verdict }) => verdict !== 'supported')
    .toSorted((a, b) => b.score - a.score);
  for (const finding of others) {
    const about = matterOf(finding);
    if (!topics.has(about)) topics.set(about, { about, finding, beside: [], severity: finding.severity });
  }
  return [...topics.values()];
}

/** The finding that says best what happened: of the detector listed first, the strongest. */
function leadOf(group: readonly Finding[]): Finding | undefined {
  return group
    .filter(({ verdict, detector }) => verdict === 'supported' && !SUPPORTING.has(detector))
    .toSorted((a, b) => rankOf(a.detector) - rankOf(b.detector) || b.score - a.score)[0];
}

/** Episodes come gravest first: a later one of the same name joins it. */
function join(gravest: AlertTopic | undefined, topic: AlertTopic): AlertTopic {
  if (!gravest) return topic;
  return { ...gravest, beside: [...gravest.beside, topic.finding, ...topic.beside] };
}

const without = (group: readonly Finding[], lead: Finding): Finding[] => group.filter((one) => one !== lead);

const NAMES = DETECTORS.map(({ name }) => name);
/** The company's own rules come after every detector. */
function rankOf(detector: string): number {
  const at = NAMES.indexOf(detector);
  return at === -1 ? NAMES.length : at;
}
const SUPPORTING = new Set(DETECTORS.filter(({ isSupporting }) => isSupporting).map(({ name }) => name));
