import { createHmac } from 'node:crypto';
import type { Manifest } from '../../contract/evidence-pack.ts';
import type { Finding } from '../../domain/detectors/finding.ts';
import { decodeFindings, decodeJudged, VERDICT_FILES } from '../../domain/pack/check-verdict.ts';
import { encodeData } from '../../domain/pack/codec.ts';
import type { Judged } from '../../domain/pack/recompute.ts';
import { recheckVerdicts } from '../../domain/pack/recheck-verdicts.ts';
import { collectionSpan } from '../../domain/working-time.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findSnapshot } from '../../store/evidence-snapshots.ts';
import { findSegments, type Segment } from '../../store/segments.ts';
import type { Deps } from '../deps.ts';

export type VerdictPart = Readonly<{
  files: ReadonlyMap<string, string>;
  verdicts: Manifest['verdicts'];
  /** The fixes it rests on, as received. */
  segments: readonly Segment[];
  judged: Judged | null;
}>;

/**
 * The recorded findings, what they were computed from and the raw points of their days. Days before those are included only where more
 * follows with them. Other people's ids are replaced.
 */
export async function verdictPart(deps: Deps, record: CaseRecord): Promise<VerdictPart> {
  const { finding, beside = [] } = record;
  const snapshot = await findSnapshot(record.personId, finding.shiftId);
  if (!snapshot) return partOf([finding, ...beside], { judged: null, segments: [] });
  const hide = hidingOthers(deps, record, decodeJudged(snapshot.judged));
  const judged = decodeJudged(hide(snapshot.judged));
  const recorded = decodeFindings(hide(encodeData([finding, ...beside])));
  const ownDays = recorded.flatMap(({ days }) => days);
  const own = partOf(recorded, await daysOf(record, judged, ownDays));
  if (own.verdicts.every(({ recomputed }) => recomputed !== 'differs')) return own;
  const all = partOf(recorded, await daysOf(record, judged, null));
  return countSame(all) > countSame(own) ? all : own;
}

const countSame = ({ verdicts }: VerdictPart): number =>
  verdicts.filter(({ recomputed }) => recomputed === 'same').length;

type Kept = Readonly<{ judged: Judged | null; segments: readonly Segment[] }>;

async function daysOf(record: CaseRecord, judged: Judged, days: readonly string[] | null): Promise<Kept> {
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

function partOf(recorded: readonly Finding[], { judged, segments }: Kept): VerdictPart {
  const points = segments.map(({ personId: _own, ...segment }) => segment);
  const [finding, ...beside] = recorded;
  const files = new Map([
    [VERDICT_FILES.finding, encodeData(finding)],
    [VERDICT_FILES.beside, encodeData(beside)],
    [VERDICT_FILES.points, encodeData(points)],
    ...(judged ? ([[VERDICT_FILES.judged, encodeData(judged)]] as const) : []),
  ]);
  return { files, verdicts: recheckVerdicts(recorded, { judged, segments }), segments, judged };
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
