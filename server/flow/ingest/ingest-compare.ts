import type { ReceiptStatus } from '../../contract/ingest.ts';
import type { SegmentFix } from '../../domain/track/segment-codec.ts';
import type { Segment } from '../../store/segments.ts';
import type { Judged } from './ingest-judge.ts';

export type Compared = Judged & Readonly<{ fate: ReceiptStatus }>;

/**
 * Tells new fixes from repeated and contradicting ones, in the batch and in the store. A reading is the same when the phone said the
 * same of it; the corrected time is ours and differs with every sending.
 */
export function compareWithStored(
  judged: readonly Judged[],
  stored: readonly Segment[],
): { compared: Compared[]; fresh: SegmentFix[]; conflicts: SegmentFix[] } {
  const known = new Map(
    stored.flatMap(({ fixes }) => fixes.map((fix) => [fix.seq, contentOf(fix)] as const)),
  );
  const kept = new Set(stored.flatMap(({ conflicts }) => conflicts.map(copyOf)));
  const fresh: SegmentFix[] = [];
  const conflicts: SegmentFix[] = [];
  const compared = judged.map((one): Compared => {
    const { fix } = one;
    if (!fix) return { ...one, fate: 'rejected' };
    const first = known.get(fix.seq);
    if (first === undefined) {
      known.set(fix.seq, contentOf(fix));
      fresh.push(fix);
      return { ...one, fate: 'created' };
    }
    if (first === contentOf(fix)) return { ...one, fate: 'duplicate' };
    if (!kept.has(copyOf(fix))) conflicts.push(fix);
    kept.add(copyOf(fix));
    return { ...one, fate: 'conflict' };
  });
  return { compared, fresh, conflicts };
}

function contentOf({
  capturedAtMs,
  lng,
  lat,
  accuracyM,
  speedMps,
  headingDeg,
  altitudeM,
}: SegmentFix): string {
  return [capturedAtMs, lng, lat, accuracyM, speedMps, headingDeg, altitudeM].join(' ');
}

function copyOf(fix: SegmentFix): string {
  return `${fix.seq} ${contentOf(fix)}`;
}
