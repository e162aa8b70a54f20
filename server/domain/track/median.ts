/**
 * The median of the values from `from` to before `to`; NaN of none. Quickselect (Hoare's "Find") on a copy: sorting was most of the
 * time of finding stays.
 */
export function medianOf(column: Float64Array, from: number, to: number): number {
  if (isConstant(column, from, to)) return column[from] ?? Number.NaN;
  const values = column.slice(from, to);
  const middle = values.length >> 1;
  select(values, middle);
  const upper = values[middle] ?? 0;
  if (values.length % 2 === 1) return upper;
  let lower = -Infinity;
  for (let at = 0; at < middle; at++) lower = Math.max(lower, values[at] ?? 0);
  return (lower + upper) / 2;
}

function isConstant(column: Float64Array, from: number, to: number): boolean {
  const first = column[from] ?? Number.NaN;
  for (let at = from + 1; at < to; at++) if (column[at] !== first) return false;
  return true;
}

/** Moves values until the one of rank `rank` stands there, none larger before and none smaller after it. */
function select(values: Float64Array, rank: number): void {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOf(values[low] ?? 0, values[(low + high) >> 1] ?? 0, values[high] ?? 0);
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

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
