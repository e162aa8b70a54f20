import { CellNumbers } from '../../baseline/cell-numbers.ts';
import { countPassages, PassageWalk, type PackedPassages, type Passages } from '../../baseline/passages.ts';

/** The stretches (minutes of the day) in which a passage would have been seen: the first and last minute of each, one after the other. */
type Stretches = readonly number[];

/** Today's passages: `cells` are numbered, `first` is the first at each, and after each the next at the same cell; `NONE` where there is no other. */
export type TodaysWay = Readonly<{
  minute: readonly number[];
  cells: CellNumbers;
  first: readonly number[];
  next: Int32Array;
  seen: Stretches;
}>;

/** An earlier day's passages beside today's. */
export type PairedWay = Readonly<{
  today: TodaysWay;
  /** Minute of each earlier passage, and the first of today's at its cell. */
  minute: readonly number[];
  again: readonly number[];
}>;

/** Stands for "no passage" in lists of passage numbers. */
export const NONE = -1;
/** Passages with a cell in common from which a clock is looked for. */
export const LEAST_COMMON = 4;

/** Today's passages by cell, with the stretches seen. */
export function todaysWay({ cell, minute }: Passages, seen: Stretches): TodaysWay {
  const cells = new CellNumbers();
  const first: number[] = [];
  const next = new Int32Array(cell.length);
  // From the last one on: so each knows the next.
  for (let at = cell.length - 1; at >= 0; at--) {
    const number = cells.add(cell[at] ?? 0);
    next[at] = number < first.length ? (first[number] ?? NONE) : NONE;
    first[number] = at;
  }
  return { minute, cells, first, next, seen };
}

/** Null when too few of the earlier passages have a cell in common with today's. */
export function pairWay(packed: PackedPassages, today: TodaysWay): PairedWay | null {
  const minute: number[] = [];
  const again: number[] = [];
  let common = 0;
  let left = countPassages(packed);
  for (const walk = new PassageWalk(packed); walk.next(); left--) {
    // Most days have little in common with another, which is soon known.
    if (common + left < LEAST_COMMON) return null;
    const number = today.cells.find(walk.cell);
    const first = number === NONE ? NONE : (today.first[number] ?? NONE);
    if (first !== NONE) common++;
    again.push(first);
    minute.push(walk.minute);
  }
  return common < LEAST_COMMON ? null : { today, minute, again };
}

/** The minute of today's passage at a cell, `first` and those after it, that is nearest to the expected one; NaN when none is near. */
export function nearest(
  { minute, next }: TodaysWay,
  first: number,
  { expected, within }: Readonly<{ expected: number; within: number }>,
): number {
  let found = Number.NaN;
  let least = within;
  for (let at = first; at !== NONE; at = next[at] ?? NONE) {
    const off = Math.abs((minute[at] ?? 0) - expected);
    if (off > least) continue;
    least = off;
    found = minute[at] ?? 0;
  }
  return found;
}
