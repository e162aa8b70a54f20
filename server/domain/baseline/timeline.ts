import type { Track } from '../track/track.ts';
import { cellOf } from './cell-list.ts';

/** Stretches of one day in one cell, in order: cell, first minute of the day, minutes. Silences are in none. */
export type Timeline = Readonly<{
  cell: readonly number[];
  startMin: readonly number[];
  minutes: readonly number[];
}>;

/** A longer silence tells nothing of where the person was. */
const MAX_GAP_MS = 10 * 60_000;
/** A stretch is cut where the clock passes so many minutes: the hour it is looked up by stays true. */
const SLICE_MS = 30 * 60_000;

/** The day's track as stretches; minutes count from `midnightMs`. */
export function timelineOf({ atMs, lng, lat }: Track, midnightMs: number): Timeline {
  const cell: number[] = [];
  const startMin: number[] = [];
  const minutes: number[] = [];
  let last = -1;
  let sliceEndMs = 0;
  let heldHereMin = 0;
  for (let at = 0; at + 1 < atMs.length; at++) {
    const ms = atMs[at] ?? 0;
    const heldMin = Math.min(MAX_GAP_MS, (atMs[at + 1] ?? 0) - ms) / 60_000;
    const here = cellOf(lng[at] ?? 0, lat[at] ?? 0);
    if (here !== last || ms >= sliceEndMs) {
      if (cell.length > 0) minutes.push(heldHereMin);
      heldHereMin = 0;
      cell.push(here);
      startMin.push((ms - midnightMs) / 60_000);
      last = here;
      sliceEndMs = midnightMs + (Math.floor((ms - midnightMs) / SLICE_MS) + 1) * SLICE_MS;
    }
    heldHereMin += heldMin;
  }
  if (cell.length > 0) minutes.push(heldHereMin);
  return { cell, startMin, minutes };
}
