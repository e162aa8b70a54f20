/** Above so many values a sample of them chooses the pivot, else the middle one of three (Floyd and Rivest 1975, "The algorithm SELECT"). */
const SAMPLED = 600;

/**
 * The median of the values from `from` to before `to`; NaN of none. Quickselect (Hoare's "Find") on a copy: sorting was most of the
 * time of finding stays.
 */
export function medianOf(column: Float64Array, from: number, to: number): number {
  if (isConstant(column, from, to)) return column[from] ?? Number.NaN;
  const count = to - from;
  const values = copyOf(column, from, count);
  const middle = count >> 1;
  select(values, middle, [0, count - 1]);
  const upper = values[middle] ?? 0;
  if (count % 2 === 1) return upper;
  let lower = -Infinity;
  for (let at = 0; at < middle; at++) lower = Math.max(lower, values[at] ?? 0);
  return (lower + upper) / 2;
}

/** Made once and written over: three medians are asked for with every stay. */
let heldValues = new Float64Array(0);

/** The `count` values from `from` on, valid until the next call; behind them lies what earlier calls left. */
function copyOf(column: Float64Array, from: number, count: number): Float64Array {
  if (heldValues.length < count) heldValues = new Float64Array(2 * count);
  const values = heldValues;
  for (let at = 0; at < count; at++) values[at] = column[from + at] ?? Number.NaN;
  return values;
}

function isConstant(column: Float64Array, from: number, to: number): boolean {
  const first = column[from] ?? Number.NaN;
  for (let at = from + 1; at < to; at++) if (column[at] !== first) return false;
  return true;
}

/** Moves values within `range` until the one of rank `rank` stands there, none larger before and none smaller after it. */
function select(values: Float64Array, rank: number, range: readonly [first: number, last: number]): void {
  let [low, high] = range;
  while (low < high) {
    const pivot =
      high - low < SAMPLED
        ? middleOf(values[low] ?? 0, values[(low + high) >> 1] ?? 0, values[high] ?? 0)
        : sampledPivot(values, rank, [low, high]);
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while ((values[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const kept = values[left] ?? 0;
      values[left++] = values[right] ?? 0;
      values[right--] = kept;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else return;
  }
}

/** A value near the rank asked for: that of a sample of the values around it. */
function sampledPivot(
  values: Float64Array,
  rank: number,
  [low, high]: readonly [first: number, last: number],
): number {
  const count = high - low + 1;
  const before = rank - low + 1;
  const log = Math.log(count);
  const sample = 0.5 * Math.exp((2 * log) / 3);
  const deviation =
    0.5 * Math.sqrt((log * sample * (count - sample)) / count) * Math.sign(before - count / 2);
  const first = Math.max(low, Math.floor(rank - (before * sample) / count + deviation));
  const last = Math.min(high, Math.floor(rank + ((count - before) * sample) / count + deviation));
  select(values, rank, [first, last]);
  return values[rank] ?? 0;
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
