import { createHmac } from 'node:crypto';
import type { Manifest } from '../contract/evidence-pack.ts';
import { DETECTORS } from '../domain/detectors/index.ts';
import type { Finding } from '../domain/detectors/finding.ts';
import { decodeFinding, decodeJudged, VERDICT_FILES } from '../domain/pack/check-verdict.ts';
import { encodeData } from '../domain/pack/codec.ts';
import { findSame, isSame, recomputeFindings, type Judged } from '../domain/pack/recompute.ts';
import { collectionSpan } from '../domain/working-time.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findSnapshot } from '../store/evidence-snapshots.ts';
import { findSegments, type Segment } from '../store/segments.ts';
import type { Deps } from './deps.ts';

export type VerdictPart = Readonly<{
  files: ReadonlyMap<string, string>;
  recomputed: Manifest['recomputed'];
  /** The fixes it rests on, as received. */
  segments: readonly Segment[];
  judged: Judged | null;
}>;

/**
 * The recorded finding, what it was computed from and the raw points of its days. Days before those are included only where the verdict
 * does not follow without them. Other people's ids are replaced.
 */
export async function verdictPart(deps: Deps, record: CaseRecord): Promise<VerdictPart> {
  const snapshot = await findSnapshot(record.personId, record.finding.shiftId);
  if (!snapshot) return partOf(record.finding, 'no_data', { judged: null, segments: [] });
  const hide = hidingOthers(deps, record, decodeJudged(snapshot.judged));
  const judged = decodeJudged(hide(snapshot.judged));
  const finding = decodeFinding(hide(encodeData(record.finding)));
  const own = await daysOf(record, judged, finding.days);
  if (isRecomputed(own, finding)) return partOf(finding, 'same', own);
  const all = await daysOf(record, judged, null);
  if (isRecomputed(all, finding)) return partOf(finding, 'same', all);
  const isOther = DETECTORS.find(({ name }) => name === finding.detector)?.version !== finding.version;
  return partOf(finding, isOther ? 'other_version' : 'differs', own);
}

type Known = Readonly<{ judged: Judged; segments: readonly Segment[] }>;

async function daysOf(record: CaseRecord, judged: Judged, days: readonly string[] | null): Promise<Known> {
  const schedules = judged.schedules.filter(({ day }) => days === null || days.includes(day));
  const spans = schedules.map(collectionSpan);
  const from = new Date(Math.max(+judged.sinceAt, Math.min(...spans.map(({ startAt }) => +startAt))));
  const to = new Date(Math.max(...spans.map(({ endAt }) => +endAt)));
  const found = schedules.length === 0 ? [] : await findSegments(record.personId, from, to);
  const isIn = ({ atMs }: { atMs: number }): boolean =>
    atMs >= +judged.sinceAt && spans.some(({ startAt, endAt }) => atMs >= +startAt && atMs <= +endAt);
  const segments = found
    .map((segment) => ({
      ...segment,
      fixes: segment.fixes.filter(isIn),
      conflicts: segment.conflicts.filter(isIn),
    }))
    .filter(({ fixes }) => fixes.length > 0);
  return { judged: { ...judged, schedules }, segments };
}

function isRecomputed({ judged, segments }: Known, finding: Finding): boolean {
  const found = findSame(recomputeFindings(judged, segments), finding);
  return found !== undefined && isSame(found, finding);
}

function partOf(
  finding: Finding,
  recomputed: Manifest['recomputed'],
  { judged, segments }: Readonly<{ judged: Judged | null; segments: readonly Segment[] }>,
): VerdictPart {
  const points = segments.map(({ personId: _own, ...segment }) => segment);
  const files = new Map([
    [VERDICT_FILES.finding, encodeData(finding)],
    [VERDICT_FILES.points, encodeData(points)],
    ...(judged ? ([[VERDICT_FILES.judged, encodeData(judged)]] as const) : []),
  ]);
  return { files, recomputed, segments, judged };
}

/** Puts a pseudonym of this case in place of every other person the judgement compares with. */
function hidingOthers(deps: Deps, { id, personId }: CaseRecord, judged: Judged): (text: string) => string {
  const others = new Set([
    ...judged.peers.map((peer) => peer.personId),
    ...judged.orders.map(({ bookedTo }) => bookedTo),
  ]);
  others.delete(personId);
  const aliases = [...others].map((other) => {
    const digest = createHmac('sha256', deps.secretKey).update(`pack:${id}:${other}`).digest('hex');
    return [JSON.stringify(other), JSON.stringify(`P-${digest.slice(0, 10)}`)] as const;
  });
  return (text) => aliases.reduce((hidden, [other, alias]) => hidden.replaceAll(other, alias), text);
}
