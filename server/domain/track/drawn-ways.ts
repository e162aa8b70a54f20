import { DEGREE_M, metresPerLng } from '../geo/distance.ts';
import type { Interval } from '../interval.ts';
import { listFarSteps } from './clean/far-steps.ts';
import type { Track } from './track.ts';

export type DrawnWaySettings = Readonly<{
  /** Metres by which a fix may miss the place that a steady pace along the chord puts it at. */
  drawnWayM: number;
  /** Least length, metres, time, minutes, and fixes of such a way. */
  minDrawnWayM: number;
  minDrawnWayMin: number;
  minDrawnWayFixes: number;
}>;

/** Minutes between two fixes above which the way between them is unknown: three times the slowest plan (5 min). */
const MAX_SILENT_MIN = 15;

/**
 * Ways on which the position is a straight function of time, as a program draws them between two points: no light, bend or traffic in
 * minutes. A vehicle that holds its speed to one per cent is off by more.
 */
export function listDrawnWays(track: Track, settings: DrawnWaySettings): Interval[] {
  const found: Interval[] = [];
  let from = 0;
  for (const step of listFarSteps(track)) {
    if (step - 1 < from) continue;
    const last = lastOnChord(track, step - 1, settings);
    if (!isDrawn(track, step - 1, last, settings)) continue;
    found.push({ startAt: new Date(track.atMs[step - 1] ?? 0), endAt: new Date(track.atMs[last] ?? 0) });
    from = last;
  }
  return found;
}

/** The furthest fix to which every fix since `first` lies on the chord at its time. */
function lastOnChord(track: Track, first: number, { drawnWayM }: DrawnWaySettings): number {
  const { atMs } = track;
  let last = first + 1;
  for (let end = first + 2; end < atMs.length; end++) {
    if ((atMs[end] ?? 0) - (atMs[end - 1] ?? 0) > MAX_SILENT_MIN * 60_000) break;
    if (missM(track, first, end) > drawnWayM) break;
    last = end;
  }
  return last;
}

/** The largest distance of a fix between the two from where a steady pace would put it, metres. */
function missM({ atMs, lng, lat }: Track, first: number, end: number): number {
  const [startMs = 0, endMs = 0] = [atMs[first], atMs[end]];
  const [lng0 = 0, lat0 = 0] = [lng[first], lat[first]];
  const perLng = metresPerLng(lat0);
  const x = ((lng[end] ?? 0) - lng0) * perLng;
  const y = ((lat[end] ?? 0) - lat0) * DEGREE_M;
  let most = 0;
  for (let at = first + 1; at < end; at++) {
    const share = ((atMs[at] ?? 0) - startMs) / (endMs - startMs);
    const east = ((lng[at] ?? 0) - lng0) * perLng - share * x;
    const north = ((lat[at] ?? 0) - lat0) * DEGREE_M - share * y;
    most = Math.max(most, east * east + north * north);
  }
  return Math.sqrt(most);
}

function isDrawn(
  { atMs, lng, lat }: Track,
  first: number,
  last: number,
  settings: DrawnWaySettings,
): boolean {
  if (last - first + 1 < settings.minDrawnWayFixes) return false;
  if ((atMs[last] ?? 0) - (atMs[first] ?? 0) < settings.minDrawnWayMin * 60_000) return false;
  const x = ((lng[last] ?? 0) - (lng[first] ?? 0)) * metresPerLng(lat[first] ?? 0);
  const y = ((lat[last] ?? 0) - (lat[first] ?? 0)) * DEGREE_M;
  return Math.hypot(x, y) >= settings.minDrawnWayM;
}
