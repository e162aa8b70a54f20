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
  const known = new Map(stored.flatMap(({ fixes }) => fixes.map((fix) => [fix.seq, fix] as const)));
  const kept = new Set(stored.flatMap(({ conflicts }) => conflicts.map(copyOf)));
  const fresh: SegmentFix[] = [];
  const conflicts: SegmentFix[] = [];
  const compared = judged.map((one): Compared => {
    const { fix } = one;
    if (!fix) return { ...one, fate: 'rejected' };
    const first = known.get(fix.seq);
    if (first === undefined) {
      known.set(fix.seq, fix);
      fresh.push(fix);
      return { ...one, fate: 'created' };
    }
    if (isSame(first, fix)) return { ...one, fate: 'duplicate' };
    if (!kept.has(copyOf(fix))) conflicts.push(fix);
    kept.add(copyOf(fix));
    return { ...one, fate: 'conflict' };
  });
  return { compared, fresh, conflicts };
}

const CONTENT = [
  'capturedAtMs',
  'lng',
  'lat',
  'accuracyM',
  'speedMps',
  'headingDeg',
  'altitudeM',
] as const satisfies readonly (keyof SegmentFix)[];

const isSame = (a: SegmentFix, b: SegmentFix): boolean => CONTENT.every((name) => a[name] === b[name]);

const copyOf = (fix: SegmentFix): string => [fix.seq, ...CONTENT.map((name) => fix[name])].join(' ');
