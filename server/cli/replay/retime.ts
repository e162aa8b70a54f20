import type { TrackPoint } from '../../connectors/files/track-point.ts';
import type { Fix } from '../../contract/ingest.ts';
import type { Interval } from '../../domain/interval.ts';
import { addDays, clockOf, dayOf, instantOf } from '../../domain/time.ts';

const DAY_MS = 86_400_000;
/** What a phone reports outdoors when the file does not say, metres. */
const USUAL_ACCURACY_M = 10;

/** Where the track goes: the day, and the wall clock of its first fix. */
export type Slot = Readonly<{ day: string; start: string }>;

/** The day with the most readings of a track longer than a day, else the whole track; `timeZone` says what a day is. */
export function pickDay(points: readonly TrackPoint[], timeZone: string): readonly TrackPoint[] {
  const first = points[0]?.atMs ?? 0;
  const last = points.at(-1)?.atMs ?? 0;
  if (last - first <= DAY_MS) return points;
  const days = new Map<string, TrackPoint[]>();
  for (const point of points) {
    const day = dayOf(new Date(point.atMs), timeZone);
    const known = days.get(day);
    if (known) known.push(point);
    else days.set(day, [point]);
  }
  const [fullest] = [...days.values()].toSorted((a, b) => b.length - a.length);
  return fullest ?? points;
}

/**
 * The asked day and start, else the start of today's first shift (09:00 without one), today if the whole track then lies in the past,
 * else yesterday: the server refuses fixes from the future.
 */
export function chooseSlot(
  asked: Readonly<{ day?: string | undefined; start?: string | undefined }>,
  known: Readonly<{ shifts: readonly Interval[]; timeZone: string; now: Date; spanMs: number }>,
): Slot {
  const { shifts, timeZone, now, spanMs } = known;
  const shiftStart = shifts[0] && clockOf(shifts[0].startAt, timeZone);
  const start = asked.start ?? shiftStart ?? '09:00';
  const today = dayOf(now, timeZone);
  const wouldEndMs = +instantOf(today, start, timeZone) + spanMs;
  return { day: asked.day ?? (wouldEndMs <= +now ? today : addDays(today, -1)), start };
}

/** The readings as fixes of a phone whose clock is right, moved so that the first one falls on the slot; seq from 1. */
export function retime(points: readonly TrackPoint[], slot: Slot, timeZone: string): Fix[] {
  const shiftMs = +instantOf(slot.day, slot.start, timeZone) - (points[0]?.atMs ?? 0);
  return points.map(({ atMs, lng, lat, accuracyM = USUAL_ACCURACY_M }, n) => ({
    seq: n + 1,
    capturedAtMs: Math.round(atMs + shiftMs),
    lng,
    lat,
    accuracyM,
  }));
}
