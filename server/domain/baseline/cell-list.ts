/** Columns of the world-wide grid of `CELL_DEG`. */
export const COLUMNS = 144_000;
/** Degrees of a cell's sides: some 280 m of latitude. Half of it splits a mall, twice of it joins two streets (measured on real days). */
export const CELL_DEG = 0.0025;

export const cellOf = (lng: number, lat: number): number =>
  Math.floor((lat + 90) / CELL_DEG) * COLUMNS + Math.floor((lng + 180) / CELL_DEG);

/** The cells beside a cell, and itself, as differences. */
export const NEIGHBOURS: readonly number[] = [-1, 0, 1].flatMap((y) =>
  [-1, 0, 1].map((x) => y * COLUMNS + x),
);

/**
 * Cells, each with `width` values, as one list: row and column as differences to the entry before (the first one's to 0), then the
 * values. Neighbours in space make short numbers: a baseline is kept for every person.
 */
export function packCells(entries: readonly (readonly [number, readonly number[]])[]): number[] {
  let row = 0;
  let column = 0;
  return entries.flatMap(([cell, values]) => {
    const nextRow = Math.floor(cell / COLUMNS);
    const nextColumn = cell % COLUMNS;
    const packed = [nextRow - row, nextColumn - column, ...values];
    row = nextRow;
    column = nextColumn;
    return packed;
  });
}

/** The inverse of packCells; `values` is valid until the next entry is asked for. */
export function* unpackCells(
  packed: readonly number[],
  width: number,
): Generator<readonly [number, readonly number[]], void, undefined> {
  let row = 0;
  let column = 0;
  for (let at = 0; at + 1 + width < packed.length; at += 2 + width) {
    row += packed[at] ?? 0;
    column += packed[at + 1] ?? 0;
    yield [row * COLUMNS + column, packed.slice(at + 2, at + 2 + width)];
  }
}
