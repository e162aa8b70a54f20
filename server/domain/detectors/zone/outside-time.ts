import type { Interval } from '../../interval.ts';
import type { Track } from '../../track/track.ts';
import type { OffZoneSettings } from '../settings/off-zone-settings.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { ZoneUnion } from './zone-distance.ts';

/** Observed time outside, and how far: `depthM` is the mean distance beyond the edge over that time, `farthestM` the largest. */
export type OutsideTime = Readonly<{ spans: Interval[]; depthM: number; farthestM: number; fixes: number }>;

/**
 * The time in `windows` between two fixes that both lie beyond the band of the zones, close enough in time that the person is known to
 * have stayed outside. One fix alone is no time; a way straight through a zone, or a silence, is not counted.
 */
export function outsideTimeOf(
  track: Track,
  { zones, windows }: { zones: ZoneUnion; windows: readonly Interval[] },
  { edgeBandM, maxFixGapMin }: OffZoneSettings,
): OutsideTime {
  const { atMs, lng, lat } = track;
  const found = { spans: [] as { startAt: Date; endAt: Date }[], sumM: 0, farthestM: 0, fixes: 0 };
  for (const { startAt, endAt } of windows) {
    let before = -1;
    let lastEndMs = Number.NaN;
    const end = firstAtOrAfter(atMs, endAt.getTime());
    for (let from = firstAtOrAfter(atMs, startAt.getTime()); from < end; from++) {
      const at = zones.firstBeyond(track, { from, to: end }, edgeBandM);
      if (at > from) before = -1;
      if (at >= end) break;
      from = at;
      const outM = zones.outsideM(lng[at] ?? 0, lat[at] ?? 0);
      found.fixes++;
      found.sumM += outM;
      found.farthestM = Math.max(found.farthestM, outM);
      const fromMs = atMs[before] ?? 0;
      const toMs = atMs[at] ?? 0;
      if (before >= 0 && toMs - fromMs <= maxFixGapMin * 60_000 && staysOut(track, zones, [before, at])) {
        const last = found.spans.at(-1);
        if (last && lastEndMs === fromMs) last.endAt = new Date(toMs);
        else found.spans.push({ startAt: new Date(fromMs), endAt: new Date(toMs) });
        lastEndMs = toMs;
      }
      before = at;
    }
  }
  const { spans, sumM, farthestM, fixes } = found;
  return { spans, depthM: fixes === 0 ? 0 : sumM / fixes, farthestM, fixes };
}

function staysOut({ lng, lat }: Track, zones: ZoneUnion, [from, to]: readonly [number, number]): boolean {
  return !zones.isCrossed(lng[from] ?? 0, lat[from] ?? 0, { lng: lng[to] ?? 0, lat: lat[to] ?? 0 });
}
