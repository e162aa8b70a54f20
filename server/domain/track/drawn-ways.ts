import { DEGREE_M, metresPerLng } from '../geo/distance.ts';
import type { Interval } from '../interval.ts';
import { listFarSteps } from './clean/far-steps.ts';
import type { Track } from './track.ts';

type DrawnWaySettings = Readonly<{
  /** Metres by which a fix may miss the place that a steady pace along the chord puts it at. */
  drawnWayM: number;
  /** Least length, metres, time, minutes, and fixes of such a way. */
  minDrawnWayM: number;
  minDrawnWayMin: number;
  minDrawnWayFixes: number;
}>;

/** Minutes between two fixes above which the way between them is unknown: three times the slowest plan (5 min). */
const MAX_SILENT_MIN = 15;

/** km/h above which a straight and steady way is a train's, which has no lights and holds its pace. */
const RAIL_KMH = 100;

/**
 * Ways on which the position is a straight function of time for minutes, as a program draws them between two points: no light, no bend, no
 * traffic. A vehicle that holds its speed to one per cent is off by more.
 */
export function listDrawnWays(track: Track, settings: DrawnWaySettings): Interval[] {
  const { atMs, lat } = track;
  // One scale for the whole day: what is straight and steady stays so under any.
  const chords = { track, perLng: metresPerLng(lat[0] ?? 0), settings };
  const found: Interval[] = [];
  let from = 0;
  for (const step of listFarSteps(track)) {
    if (step - 1 < from) continue;
    const last = lastOnChord(chords, step - 1);
    if (!isDrawn(chords, step - 1, last)) continue;
    found.push({ startAt: new Date(atMs[step - 1] ?? 0), endAt: new Date(atMs[last] ?? 0) });
    from = last;
  }
  return found;
}

type Chords = Readonly<{ track: Track; perLng: number; settings: DrawnWaySettings }>;

/** The furthest fix to which every fix since `first` lies on the chord at its time. */
function lastOnChord(chords: Chords, first: number): number {
  const { atMs } = chords.track;
  let last = first + 1;
  for (let end = first + 2; end < atMs.length; end++) {
    if ((atMs[end] ?? 0) - (atMs[end - 1] ?? 0) > MAX_SILENT_MIN * 60_000) break;
    if (!isOnChord(chords, first, end)) break;
    last = end;
  }
  return last;
}

/** Whether every fix between the two is near where a steady pace would put it. */
function isOnChord({ track, perLng, settings }: Chords, first: number, end: number): boolean {
  const { atMs, lng, lat } = track;
  const lng0 = lng[first] ?? 0;
  const lat0 = lat[first] ?? 0;
  const startMs = atMs[first] ?? 0;
  const perMs = 1 / ((atMs[end] ?? 0) - startMs);
  const x = ((lng[end] ?? 0) - lng0) * perMs;
  const y = ((lat[end] ?? 0) - lat0) * perMs;
  const limit = settings.drawnWayM * settings.drawnWayM;
  for (let at = end - 1; at > first; at--) {
    const ms = (atMs[at] ?? 0) - startMs;
    const east = ((lng[at] ?? 0) - lng0 - ms * x) * perLng;
    const north = ((lat[at] ?? 0) - lat0 - ms * y) * DEGREE_M;
    if (east * east + north * north > limit) return false;
  }
  return true;
}

function isDrawn({ track, perLng, settings }: Chords, first: number, last: number): boolean {
  const { atMs, lng, lat } = track;
  if (last - first + 1 < settings.minDrawnWayFixes) return false;
  if ((atMs[last] ?? 0) - (atMs[first] ?? 0) < settings.minDrawnWayMin * 60_000) return false;
  const x = ((lng[last] ?? 0) - (lng[first] ?? 0)) * perLng;
  const y = ((lat[last] ?? 0) - (lat[first] ?? 0)) * DEGREE_M;
  const metres = Math.hypot(x, y);
  const hours = ((atMs[last] ?? 0) - (atMs[first] ?? 0)) / 3_600_000;
  return metres >= settings.minDrawnWayM && metres / 1000 <= RAIL_KMH * hours;
}
