import type { SegmentFix } from './segment-codec.ts';
import type { Track } from './track.ts';

/** The decoded fixes of one upload of one installation. */
export type Segment = Readonly<{ installId: string; fixes: readonly SegmentFix[] }>;

/**
 * All segments of one person as one track in time order. A reading is named by (installId, seq) and counts once; two installations
 * that report the same place at the same moment count once too. The result does not depend on the order of arrival.
 */
export function settleTrack(segments: readonly Segment[]): Track {
  return trackOf(inOrder(segments) ?? withoutCopies(segments));
}

/** The fixes of one installation's uploads as they came, when each is later and has a higher number than the one before; else null. */
function inOrder(segments: readonly Segment[]): readonly SegmentFix[] | null {
  const [first, ...others] = segments;
  if (!first) return [];
  if (others.some(({ installId }) => installId !== first.installId)) return null;
  const fixes = others.length === 0 ? first.fixes : segments.flatMap((segment) => segment.fixes);
  for (let at = 1; at < fixes.length; at++) {
    const [before, fix] = [fixes[at - 1], fixes[at]];
    if (!before || !fix || !(fix.atMs > before.atMs && fix.seq > before.seq)) return null;
  }
  return fixes;
}

function withoutCopies(segments: readonly Segment[]): SegmentFix[] {
  const seen = new Set<string>();
  let last: Entry | undefined;
  const kept = segments
    .flatMap(({ installId, fixes }) => fixes.map((fix) => ({ installId, fix })))
    .toSorted(compareEntries)
    .filter((entry) => {
      const name = `${entry.installId}:${entry.fix.seq}`;
      if (seen.has(name) || (last && isSameReading(entry.fix, last.fix))) return false;
      seen.add(name);
      last = entry;
      return true;
    });
  return kept.map(({ fix }) => fix);
}

/** Fixes already in time order as columns; accuracy 0 when the source knows none. */
export function trackOf(
  fixes: readonly Readonly<{ atMs: number; lng: number; lat: number; accuracyM?: number }>[],
): Track {
  const count = fixes.length;
  const [atMs, lng, lat] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const accuracyM = new Float64Array(count);
  fixes.forEach((fix, at) => {
    atMs[at] = fix.atMs;
    lng[at] = fix.lng;
    lat[at] = fix.lat;
    accuracyM[at] = fix.accuracyM ?? 0;
  });
  return { atMs, lng, lat, accuracyM };
}

/** The fixes of `track` at `indexes`, in that order. */
export function pickFixes(track: Track, indexes: ArrayLike<number>): Track {
  const pick = (column: Float64Array) => {
    const picked = new Float64Array(indexes.length);
    for (let at = 0; at < picked.length; at++) picked[at] = column[indexes[at] ?? 0] ?? Number.NaN;
    return picked;
  };
  return {
    atMs: pick(track.atMs),
    lng: pick(track.lng),
    lat: pick(track.lat),
    accuracyM: pick(track.accuracyM),
  };
}

type Entry = Readonly<{ installId: string; fix: SegmentFix }>;

function compareEntries(a: Entry, b: Entry): number {
  return (
    a.fix.atMs - b.fix.atMs ||
    a.fix.lng - b.fix.lng ||
    a.fix.lat - b.fix.lat ||
    a.fix.accuracyM - b.fix.accuracyM ||
    (a.installId < b.installId ? -1 : Number(a.installId > b.installId)) ||
    a.fix.seq - b.fix.seq
  );
}

function isSameReading(a: SegmentFix, b: SegmentFix): boolean {
  return a.atMs === b.atMs && a.lng === b.lng && a.lat === b.lat;
}
