import { round } from '../../round.ts';
import type { Finding } from '../finding.ts';
import type { FusionSettings } from '../settings/fusion-settings.ts';

/** Detectors that look at the same hours through the same source: their findings share weight. */
const KINDS: Readonly<Record<string, string>> = {
  'competitor-dwell': 'place',
  'off-zone': 'place',
  'two-stores': 'place',
  'pickup-rounds': 'place',
  'route-change': 'place',
  'side-job-conditions': 'place',
  'attendance-mismatch': 'hours',
  'off-hours': 'hours',
  'spoofed-location': 'device',
  'visit-unsupported': 'visits',
  'visits-without-sales': 'sales',
  'order-mismatch': 'sales',
  'performance-drop': 'sales',
  'customer-attrition': 'sales',
};

/** Scores are kept this far from 0 and 1: no single finding is certainty. */
const EDGE = 0.001;

/**
 * One probability from several findings: log-odds above the prior add up, the strongest in full, others with the share that their
 * kind leaves them (naive Bayes with shrunken weights for dependent evidence). The order of the findings does not matter.
 */
export function fuseScores(findings: readonly Finding[], settings: FusionSettings): number {
  const base = logit(settings.prior);
  const heard = findings
    .map((finding) => ({
      kind: KINDS[finding.detector] ?? finding.detector,
      weight: weigh(finding, settings),
    }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.kind < b.kind ? -1 : 1));
  if (heard.length === 0) return 0;
  const seen = new Map<string, number>();
  let sum = 0;
  heard.forEach(({ kind, weight }, at) => {
    const before = seen.get(kind) ?? 0;
    const share = at === 0 ? 1 : before === 0 ? settings.otherShare : settings.relatedShare ** before;
    sum += share * weight;
    seen.set(kind, before + 1);
  });
  return round(1 / (1 + Math.exp(-(base + sum))), 4);
}

/** Log-odds of the finding above the prior, never below 0: that nothing speaks against a person is what `contradicted` has said already. */
function weigh({ score, verdict }: Finding, { prior, undecidedShare }: FusionSettings): number {
  if (verdict === 'contradicted') return 0;
  const weight = Math.max(0, logit(score) - logit(prior));
  return verdict === 'undecided' ? weight * undecidedShare : weight;
}

function logit(score: number): number {
  const kept = Math.min(1 - EDGE, Math.max(EDGE, score));
  return Math.log(kept / (1 - kept));
}
