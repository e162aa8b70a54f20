import { decodeSegment, encodeSegment, type SegmentFix } from '../domain/track/segment-codec.ts';
import { openBytes, sealBytes } from './sealed.ts';
import type { Segment, SegmentDoc } from './segments.ts';

/** The fixes and conflicting copies of a document, as they are stored. */
export const sealFixes = (id: string, fixes: readonly SegmentFix[], conflicts: readonly SegmentFix[]) => ({
  bytes: sealBytes({ in: 'segments', field: 'bytes', id }, encodeSegment(fixes)),
  ...(conflicts.length > 0 && {
    conflictBytes: sealBytes({ in: 'segments', field: 'conflictBytes', id }, encodeSegment(conflicts)),
  }),
});

export function openFixes({
  _id: id,
  bytes,
  conflictBytes,
}: Pick<SegmentDoc, '_id' | 'bytes' | 'conflictBytes'>): Pick<Segment, 'fixes' | 'conflicts'> {
  const copies = conflictBytes && openBytes({ in: 'segments', field: 'conflictBytes', id }, conflictBytes);
  return {
    fixes: decodeSegment(openBytes({ in: 'segments', field: 'bytes', id }, bytes)),
    conflicts: copies ? decodeSegment(copies) : [],
  };
}
