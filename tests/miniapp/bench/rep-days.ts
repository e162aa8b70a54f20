import { makeTrack } from '../../../server/cli/bench/made-track.ts';
import { readSample } from '../../../server/cli/bench/track/tracks.ts';
import { pickFixes } from '../../../server/domain/track/settle.ts';
import type { Track } from '../../../server/domain/track/track.ts';

/** Eight hours of somebody on the way, as a receiver that never sleeps saw them. */
export type RepDay = Readonly<{
  name: string;
  startMs: number;
  endMs: number;
  source: Track;
  isReal: boolean;
}>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHIFT_MS = 8 * HOUR_MS;
/** The tracks were taken in Beijing. */
const ZONE_MS = 8 * HOUR_MS;
const FIRST_START_H = 6;
const LAST_START_H = 15;
const BIN_MS = 300_000;
/** Of 96 pieces of five minutes; loggers are off for lunch and blind indoors, and fuller days are rare in the data. */
const LEAST_BINS = 60;
/** The wire takes no times from before there was an app: the days of 2007-2011 are lived this many days later. */
const MOVED_MS = 6574 * DAY_MS;
/** Receivers of the data say nothing of their error. */
const UNKNOWN_ACCURACY_M = 15;
const MADE_FIXES = SHIFT_MS / 10_000;

/** The fullest shift of each day of the sample that is full enough, and one made day with a fix every ten seconds. */
export function readRepDays(): readonly RepDay[] {
  const { tracks, isReal } = readSample();
  const made = repDay('made', makeTrack(MADE_FIXES, 1), false);
  if (!isReal)
    return [made, ...[2, 3].map((seed) => repDay(`made${seed}`, makeTrack(MADE_FIXES, seed), false))];
  return [...tracks.flatMap((track, person) => fullShifts(track, person)), made];
}

function fullShifts(track: Track, person: number): RepDay[] {
  const days = new Set(Array.from(track.atMs, (ms) => Math.floor((ms + ZONE_MS) / DAY_MS)));
  return [...days].flatMap((day) => {
    const starts = Array.from(
      { length: 2 * (LAST_START_H - FIRST_START_H) + 1 },
      (_, half) => day * DAY_MS - ZONE_MS + (FIRST_START_H + half / 2) * HOUR_MS,
    );
    const counted = starts.map((startMs) => ({ startMs, bins: countBins(track, startMs) }));
    const best = counted.toSorted((a, b) => b.bins - a.bins)[0];
    if (best === undefined || best.bins < LEAST_BINS) return [];
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    return [cut(track, best.startMs, `person ${person + 1}, ${date}`)];
  });
}

function countBins({ atMs }: Track, startMs: number): number {
  const bins = new Set<number>();
  for (const ms of atMs) if (ms >= startMs && ms < startMs + SHIFT_MS) bins.add(Math.floor(ms / BIN_MS));
  return bins.size;
}

function cut(track: Track, startMs: number, name: string): RepDay {
  const inside = Array.from(track.atMs.keys()).filter((at) => {
    const ms = track.atMs[at] ?? 0;
    return ms >= startMs && ms < startMs + SHIFT_MS;
  });
  const picked = pickFixes(track, inside);
  const source = { ...picked, atMs: picked.atMs.map((ms) => ms + MOVED_MS) };
  const movedMs = startMs + MOVED_MS;
  return { ...repDay(name, source, true), startMs: movedMs, endMs: movedMs + SHIFT_MS };
}

function repDay(name: string, track: Track, isReal: boolean): RepDay {
  const source = { ...track, accuracyM: track.accuracyM.map((metres) => metres || UNKNOWN_ACCURACY_M) };
  const startMs = source.atMs[0] ?? 0;
  return { name, startMs, endMs: startMs + SHIFT_MS, source, isReal };
}
