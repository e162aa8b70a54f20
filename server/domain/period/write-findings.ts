import type { Period } from '../../contract/period.ts';
import type { AssessedPeriod } from '../detectors/assess-period.ts';
import type { EvidenceRef, Finding } from '../detectors/finding.ts';
import { firstAtOrAfter } from '../track/time-search.ts';
import { timeOrder } from './read-fixes.ts';

/** What `judge` says of one period: a line per finding, then one summary line; JSON without line ends. */
export function writeFindings(period: Period, { findings, score, alert }: AssessedPeriod): string[] {
  const names = { period: period.id, person: period.person.id };
  const indexes = indexFixes(period);
  return [
    ...findings.map((finding) => ({ ...names, ...describe(finding, indexes) })),
    {
      ...names,
      alert: alert !== null,
      to: alert?.to ?? null,
      score,
      severity: alert?.severity ?? null,
    },
  ].map((line) => JSON.stringify(line));
}

function describe(finding: Finding, indexes: FixIndexes) {
  const { detector, version, startAt, endAt, score, verdict, severity, placeId } = finding;
  return {
    detector,
    version: String(version),
    start: startAt.toISOString(),
    end: endAt.toISOString(),
    score,
    verdict,
    severity,
    ...(placeId !== undefined && { placeId }),
    numbers: finding.numbers,
    text: finding.sentence,
    clearedBy: [finding.whatWouldClear.zh, finding.whatWouldClear.en],
    evidence: finding.evidence.flatMap((ref) => nameEvidence(ref, indexes)),
  };
}

/** Times of the fixes in order, and where each stood in the input. */
type FixIndexes = Readonly<{ atMs: ArrayLike<number>; order: Uint32Array | null }>;

function indexFixes({ fixes }: Period): FixIndexes {
  const t = fixes?.t ?? [];
  const order = timeOrder(t);
  return { order, atMs: order ? Float64Array.from(order, (at) => t[at] ?? 0) : t };
}

function nameEvidence(ref: EvidenceRef, { atMs, order }: FixIndexes): string[] {
  if (ref.kind !== 'fix') return [`${ref.kind}:${ref.id}`];
  const from = firstAtOrAfter(atMs, ref.fromAt.getTime());
  const to = firstAtOrAfter(atMs, ref.toAt.getTime() + 1);
  if (from >= to) return [];
  if (!order) return [`fix:${from}-${to - 1}`];
  return runsOf(order.slice(from, to).sort()).map(([first, last]) => `fix:${first}-${last}`);
}

function runsOf(sorted: Uint32Array): [number, number][] {
  const runs: [number, number][] = [];
  for (const index of sorted) {
    const last = runs.at(-1);
    if (last && index === last[1] + 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}
