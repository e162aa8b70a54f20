import type { Track } from '../track/track.ts';
import { cellOf } from './cell-list.ts';

/** Stretches of one day in one cell, in order: cell, first minute of the day, minutes. Silences are in none. */
export type Timeline = Readonly<{
  cell: Float64Array;
  startMin: Float64Array;
  minutes: Float64Array;
  length: number;
}>;

/** A longer silence tells nothing of where the person was. */
const MAX_GAP_MS = 10 * 60_000;
/** A stretch is cut where the clock passes so many minutes: the hour it is looked up by stays true. */
const SLICE_MS = 30 * 60_000;

/** The day's track as stretches; minutes count from `midnightMs`. */
export function timelineOf({ atMs, lng, lat }: Track, midnightMs: number): Timeline {
  const room = atMs.length;
  const cell = new Float64Array(room);
  const startMin = new Float64Array(room);
  const minutes = new Float64Array(room);
  let length = 0;
  let last = -1;
  let sliceEndMs = 0;
  for (let at = 0; at + 1 < room; at++) {
    const ms = atMs[at] ?? 0;
    const heldMin = Math.min(MAX_GAP_MS, (atMs[at + 1] ?? 0) - ms) / 60_000;
    const here = cellOf(lng[at] ?? 0, lat[at] ?? 0);
    if (here !== last || ms >= sliceEndMs) {
      cell[length] = here;
      startMin[length] = (ms - midnightMs) / 60_000;
      length++;
      last = here;
      sliceEndMs = midnightMs + (Math.floor((ms - midnightMs) / SLICE_MS) + 1) * SLICE_MS;
    }
    minutes[length - 1] = (minutes[length - 1] ?? 0) + heldMin;
  }
  return { cell, startMin, minutes, length };
}
