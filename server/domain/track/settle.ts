import type { SegmentFix } from './segment-codec.ts';
import type { Track } from './track.ts';

/** The decoded fixes of one upload of one installation. */
export type Segment = Readonly<{ installId: string; fixes: readonly SegmentFix[] }>;

/**
 * All segments of one person as one track in time order. A reading is named by (installId, seq) and counts once; two installations
 * that report the same place at the same moment count once too. The result does not depend on the order of arrival.
 */
export function settleTrack(segments: readonly Segment[]): Track {
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
  return trackOf(kept.map(({ fix }) => fix));
}

/** Fixes already in time order as columns; accuracy 0 when the source knows none. */
export function trackOf(
  fixes: readonly Readonly<{ atMs: number; lng: number; lat: number; accuracyM?: number }>[],
): Track {
  return {
    atMs: Float64Array.from(fixes, ({ atMs }) => atMs),
    lng: Float64Array.from(fixes, ({ lng }) => lng),
    lat: Float64Array.from(fixes, ({ lat }) => lat),
    accuracyM: Float64Array.from(fixes, ({ accuracyM }) => accuracyM ?? 0),
  };
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
