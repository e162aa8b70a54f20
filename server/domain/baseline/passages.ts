import type { Track } from '../track/track.ts';
import { DEGREE_M, metresPerLng } from '../geo/distance.ts';
import { CELL_DEG, cellAt, cellOf, columnOf, packCells, rowOf } from './cell-list.ts';
import { CellNumbers } from './cell-numbers.ts';

/** Which cells of the grid somebody entered on the way, and the minute of the day of each, in order. */
export type Passages = Readonly<{ cell: readonly number[]; minute: readonly number[] }>;
/** Passages packed by cell: minute in tenths. */
export type PackedPassages = readonly number[];

/** Kept of a day: enough to know a way again, few enough for 24 days in 32 KB. */
const MOST = 32;
/** Metres per second below which a change of cell is the error of a fix at rest. */
const MOVING_MPS = 1;
/** Milliseconds between two fixes above which nobody knows when the border was crossed. */
export const MAX_STEP_MS = 3 * 60_000;
/** Minutes within which entering a cell again is going to and fro over its border. */
const AGAIN_MIN = 10;

/** Made once and emptied each time. */
const entered = new CellNumbers();

/** The passages of a track; minutes count from `midnightMs`, the crossing of a border is interpolated. */
export function passagesOf({ atMs, lng, lat }: Track, midnightMs: number): Passages {
  const passages = { cell: [] as number[], minute: [] as number[] };
  const enteredMin: number[] = [];
  entered.clear();
  let last = cellOf(lng[0] ?? 0, lat[0] ?? 0);
  for (let at = 1; at < atMs.length; at++) {
    const cell = cellOf(lng[at] ?? 0, lat[at] ?? 0);
    if (cell === last) continue;
    last = cell;
    const stepMs = (atMs[at] ?? 0) - (atMs[at - 1] ?? 0);
    if (stepMs > MAX_STEP_MS || stepMps({ lng, lat }, at, stepMs) < MOVING_MPS) continue;
    const share = shareBefore({ lng, lat }, at, cell);
    const minute = ((atMs[at - 1] ?? 0) + share * stepMs - midnightMs) / 60_000;
    const number = entered.add(cell);
    const isFirst = number === enteredMin.length;
    const again = !isFirst && minute - (enteredMin[number] ?? 0) < AGAIN_MIN;
    if (isFirst) enteredMin.push(minute);
    else enteredMin[number] = minute;
    if (again) continue;
    passages.cell.push(cell);
    passages.minute.push(minute);
  }
  return passages;
}

/** Some passages of the day, spread evenly over them, as a baseline keeps them. */
export function packPassages({ cell, minute }: Passages): number[] {
  const step = Math.max(1, cell.length / MOST);
  const kept = Array.from({ length: Math.min(MOST, cell.length) }, (_, n) => Math.floor(n * step));
  return packCells(kept.map((at) => [cell[at] ?? 0, [Math.round((minute[at] ?? 0) * 10)]]));
}

/** How many passages are packed. */
export const countPassages = (packed: PackedPassages): number => Math.floor(packed.length / WIDTH);

/** Goes through packed passages one by one: up to two dozen days are looked through for every day judged. */
export class PassageWalk {
  cell = 0;
  minute = 0;
  private readonly packed: PackedPassages;
  private at = -WIDTH;
  private row = 0;
  private column = 0;

  constructor(packed: PackedPassages) {
    this.packed = packed;
  }

  /** Whether there is one more, whose cell and minute of the day are then told. */
  next(): boolean {
    this.at += WIDTH;
    const { packed, at } = this;
    if (at + 2 >= packed.length) return false;
    this.row += packed[at] ?? 0;
    this.column += packed[at + 1] ?? 0;
    this.cell = cellAt(this.row, this.column);
    this.minute = (packed[at + 2] ?? 0) / 10;
    return true;
  }
}

/** Numbers of a packed passage: row and column as steps, and the minute. */
const WIDTH = 3;

type Way = Readonly<{ lng: Float64Array; lat: Float64Array }>;

function stepMps({ lng, lat }: Way, at: number, stepMs: number): number {
  const x = ((lng[at] ?? 0) - (lng[at - 1] ?? 0)) * metresPerLng(lat[at] ?? 0);
  const y = ((lat[at] ?? 0) - (lat[at - 1] ?? 0)) * DEGREE_M;
  return Math.sqrt(x * x + y * y) / (Math.max(1, stepMs) / 1000);
}

/** Share (0-1) of the step before fix `at` that lies outside `cell`, which it ends in. */
function shareBefore({ lng, lat }: Way, at: number, cell: number): number {
  return Math.max(
    0,
    shareOutside(((lng[at - 1] ?? 0) + 180) / CELL_DEG, ((lng[at] ?? 0) + 180) / CELL_DEG, columnOf(cell)),
    shareOutside(((lat[at - 1] ?? 0) + 90) / CELL_DEG, ((lat[at] ?? 0) + 90) / CELL_DEG, rowOf(cell)),
  );
}

/** The same along one axis, in cells: `low` is the near edge of the one it ends in. */
function shareOutside(from: number, to: number, low: number): number {
  if (Math.floor(from) === low || from === to) return 0;
  return ((from < low ? low : low + 1) - from) / (to - from);
}
