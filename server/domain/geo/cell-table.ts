/** Numbers of a slot: x, y, start, end. */
const WIDTH = 4;
const EMPTY = -1;
const FIRST_SLOTS = 1024;

/**
 * A hash table from grid cells to a run of entries, one cache line a cell (open addressing, at most half full). x and y are whole
 * numbers from 0; first every entry is counted, then `placeRuns` gives each cell its run.
 */
export class CellTable {
  /** x, y, start, end of each slot; a slot without a cell has x = -1 and an empty run. */
  slots = emptySlots(FIRST_SLOTS);
  private mask = FIRST_SLOTS - 1;
  private cells = 0;

  /** The place in `slots` of this cell, or of the empty slot it would take. */
  locate(x: number, y: number): number {
    const { slots, mask } = this;
    const mixed = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const at = slot * WIDTH;
      if (slots[at] === EMPTY || (slots[at] === x && slots[at + 1] === y)) return at;
      slot = (slot + 1) & mask;
    }
  }

  /** Counts one entry more in a cell. */
  count(x: number, y: number): void {
    let at = this.locate(x, y);
    if (this.slots[at] === EMPTY) {
      if (2 * ++this.cells > this.mask) {
        this.grow();
        at = this.locate(x, y);
      }
      this.slots[at] = x;
      this.slots[at + 1] = y;
    }
    this.slots[at + 3] = (this.slots[at + 3] ?? 0) + 1;
  }

  /** Turns counts into empty runs that lie one after the other; answers how many entries they hold together. */
  placeRuns(): number {
    const { slots } = this;
    let total = 0;
    for (let at = 0; at < slots.length; at += WIDTH) {
      const count = slots[at + 3] ?? 0;
      slots[at + 2] = total;
      slots[at + 3] = total;
      total += count;
    }
    return total;
  }

  /** Where the next entry of a cell goes; its run grows by one. */
  next(x: number, y: number): number {
    const at = this.locate(x, y) + 3;
    const place = this.slots[at] ?? 0;
    this.slots[at] = place + 1;
    return place;
  }

  private grow(): void {
    const old = this.slots;
    this.mask = 2 * (this.mask + 1) - 1;
    this.slots = emptySlots(this.mask + 1);
    for (let at = 0; at < old.length; at += WIDTH)
      if (old[at] !== EMPTY)
        this.slots.set(old.subarray(at, at + WIDTH), this.locate(old[at] ?? 0, old[at + 1] ?? 0));
  }
}

function emptySlots(count: number): Int32Array {
  const slots = new Int32Array(WIDTH * count);
  for (let at = 0; at < slots.length; at += WIDTH) slots[at] = EMPTY;
  return slots;
}
