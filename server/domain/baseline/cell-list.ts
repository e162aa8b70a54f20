/** Columns of the world-wide grid of `CELL_DEG`. */
const COLUMNS = 144_000;
/** Rows are counted from 36° N: between 0° and 73° N a cell's number then fits 32 bits, and longer keys are slow to hash. */
const MIDDLE_ROW = 50_400;
/**
 * Degrees of a cell's sides: some 280 m from south to north. Half of it splits a mall, twice of it joins two streets (measured on real
 * days).
 */
export const CELL_DEG = 0.0025;

/** The cell that a WGS-84 point lies in. */
export const cellOf = (lng: number, lat: number): number =>
  cellAt(Math.floor((lat + 90) / CELL_DEG), Math.floor((lng + 180) / CELL_DEG));

/** The cell of a row and a column, both counted from the south-west corner of the world. */
export const cellAt = (row: number, column: number): number => (row - MIDDLE_ROW) * COLUMNS + column;

/** The row of a cell, counted as in cellAt. */
export const rowOf = (cell: number): number => Math.floor(cell / COLUMNS) + MIDDLE_ROW;
/** The column of a cell, counted as in cellAt. */
export const columnOf = (cell: number): number => cell - Math.floor(cell / COLUMNS) * COLUMNS;

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
  const packed: number[] = [];
  for (const [cell, values] of entries) {
    const nextRow = rowOf(cell);
    const nextColumn = columnOf(cell);
    packed.push(nextRow - row, nextColumn - column, ...values);
    row = nextRow;
    column = nextColumn;
  }
  return packed;
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
    yield [cellAt(row, column), packed.slice(at + 2, at + 2 + width)];
  }
}
