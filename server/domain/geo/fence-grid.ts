import { CellTable } from './cell-table.ts';
import { FenceColumns } from './fence-columns.ts';
import type { FenceShape } from './fence-shape.ts';

/** Degrees, some 100 m: measured fastest for shop-sized fences where they crowd, at a fifth more memory than 0.002. Wider fences lie in coarser grids, each 4 times the last. */
const CELL_DEG = 0.001;
const STEP = 4;
/** A fence goes to the finest grid where its box is at most so many cells wide, so none fills more than nine. */
const MAX_CELLS_WIDE = 2;
/** 2^19 columns of the finest grid go round the Earth; the grid's number stands above them. */
const GRID_SHIFT = 19;
const MAX_GRID = 9;
/** Room for rounding at a cell's edge, degrees. */
const SLACK_DEG = 1e-9;

/**
 * Which fences hold a point: uniform grids in typed arrays (cell, run of fences, box test, circle or even-odd rings). Circles of a
 * million shops take 120 (crowded) to 260 bytes each (`bytes`), and a look-up allocates nothing.
 */
export class FenceGrid {
  readonly size: number;
  /** Bytes held. */
  readonly bytes: number;
  /**
   * The fences found last: indexes into the shapes given, in no order. Only the first `find(…)` of them count, and the next call overwrites
   * them.
   */
  hits = new Uint32Array(64);
  private readonly columns: FenceColumns;
  private readonly table = new CellTable();
  private readonly entries: Uint32Array;
  /** The grids in use: number above the column bits, and cells per degree. */
  private readonly bases: Int32Array;
  private readonly perDeg: Float64Array;
  /** The cell looked at last in each grid: consecutive fixes mostly share it. */
  private readonly last: Int32Array;
  /**
   * The cell looked at last (west, east, south, north) when no grid has a fence in it, so that the next fix in it needs no look-up; else an
   * empty box.
   */
  private readonly quiet = new Float64Array(4);

  constructor(shapes: readonly FenceShape[]) {
    this.columns = new FenceColumns(shapes);
    this.size = shapes.length;
    const gridOf = Uint8Array.from({ length: this.size }, (_, at) => chooseGrid(this.columns.boxes, at));
    const used = [...new Set(gridOf)].toSorted((a, b) => a - b);
    this.bases = Int32Array.from(used, (grid) => grid << GRID_SHIFT);
    this.perDeg = Float64Array.from(used, cellsPerDeg);
    this.last = new Int32Array(4 * used.length).fill(-1);
    this.eachCell(gridOf, (x, y) => this.table.count(x, y));
    this.entries = new Uint32Array(this.table.placeRuns());
    this.eachCell(gridOf, (x, y, fence) => (this.entries[this.table.next(x, y)] = fence));
    this.bytes = this.columns.bytes + this.entries.byteLength + this.table.slots.byteLength;
  }

  /** How many fences hold the point; `hits` begins with them. */
  find(lng: number, lat: number): number {
    const { bases, perDeg, last, entries, columns, quiet } = this;
    if (lng > (quiet[0] ?? 0) && lng < (quiet[1] ?? 0) && lat > (quiet[2] ?? 0) && lat < (quiet[3] ?? 0))
      return 0;
    let found = 0;
    let isElsewhere = false;
    for (let grid = 0; grid < bases.length; grid++) {
      const scale = perDeg[grid] ?? 0;
      const x = (bases[grid] ?? 0) + Math.floor((lng + 180) * scale);
      const y = Math.floor((lat + 90) * scale);
      const cell = 4 * grid;
      if (last[cell] !== x || last[cell + 1] !== y) {
        this.seek(cell, x, y);
        isElsewhere = true;
      }
      const end = last[cell + 3] ?? 0;
      for (let at = last[cell + 2] ?? 0; at < end; at++) {
        const fence = entries[at] ?? 0;
        if (!columns.contains(fence, lng, lat)) continue;
        if (found === this.hits.length) this.growHits();
        this.hits[found++] = fence;
      }
    }
    if (isElsewhere) this.noteQuiet();
    return found;
  }

  /** Cells of coarser grids are made of those of finer ones, so inside the finest cell nothing changes. */
  private noteQuiet(): void {
    const { bases, perDeg, last, quiet } = this;
    quiet[0] = Infinity;
    for (let cell = 0; cell < last.length; cell += 4) if (last[cell + 2] !== last[cell + 3]) return;
    const scale = perDeg[0] ?? 0;
    const x = (last[0] ?? 0) - (bases[0] ?? 0);
    const y = last[1] ?? 0;
    quiet[0] = x / scale - 180 + SLACK_DEG;
    quiet[1] = (x + 1) / scale - 180 - SLACK_DEG;
    quiet[2] = y / scale - 90 + SLACK_DEG;
    quiet[3] = (y + 1) / scale - 90 - SLACK_DEG;
  }

  private seek(cell: number, x: number, y: number): void {
    const { last } = this;
    const { slots } = this.table;
    const slot = this.table.locate(x, y);
    last[cell] = x;
    last[cell + 1] = y;
    last[cell + 2] = slots[slot + 2] ?? 0;
    last[cell + 3] = slots[slot + 3] ?? 0;
  }

  private growHits(): void {
    const grown = new Uint32Array(2 * this.hits.length);
    grown.set(this.hits);
    this.hits = grown;
  }

  private eachCell(gridOf: Uint8Array, visit: (x: number, y: number, fence: number) => void): void {
    const { boxes } = this.columns;
    for (let fence = 0; fence < this.size; fence++) {
      const grid = gridOf[fence] ?? 0;
      const scale = cellsPerDeg(grid);
      const cellOf = (side: number, from: number) =>
        Math.floor(((boxes[4 * fence + side] ?? 0) + from) * scale);
      const east = cellOf(2, 180);
      const north = cellOf(3, 90);
      for (let x = cellOf(0, 180); x <= east; x++)
        for (let y = cellOf(1, 90); y <= north; y++) visit((grid << GRID_SHIFT) + x, y, fence);
    }
  }
}

const cellsPerDeg = (grid: number): number => 1 / (CELL_DEG * STEP ** grid);

function chooseGrid(boxes: Float64Array, fence: number): number {
  const width = (boxes[4 * fence + 2] ?? 0) - (boxes[4 * fence] ?? 0);
  const height = (boxes[4 * fence + 3] ?? 0) - (boxes[4 * fence + 1] ?? 0);
  let grid = 0;
  while (grid < MAX_GRID && Math.max(width, height) > MAX_CELLS_WIDE * CELL_DEG * STEP ** grid) grid++;
  return grid;
}
