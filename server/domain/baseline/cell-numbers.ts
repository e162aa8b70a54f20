const FIRST_SLOTS = 512;
const NONE = -1;

/**
 * Numbers cells (whole numbers) from 0 on in the order they are first seen. Open addressing, at most half full: asked for every cell of
 * a way, where a Map takes several times as long and grows anew for each way; this one is emptied and used again.
 */
export class CellNumbers {
  /** Cells seen since it was emptied. */
  count = 0;
  private cells = new Float64Array(FIRST_SLOTS / 2);
  /** For each slot of the hash table the number of its cell plus 1, or 0 where the slot is empty. */
  private slots = new Int32Array(FIRST_SLOTS);

  clear(): void {
    this.count = 0;
    this.slots.fill(0);
  }

  /** The cell of a number. */
  cellOf(number: number): number {
    return this.cells[number] ?? Number.NaN;
  }

  /** The number of the cell, or -1. */
  find(cell: number): number {
    return (this.slots[this.slotOf(cell)] ?? 0) - 1;
  }

  /** The number of the cell, a new one when it was not seen before. */
  add(cell: number): number {
    const slot = this.slotOf(cell);
    const known = (this.slots[slot] ?? 0) - 1;
    if (known !== NONE) return known;
    const number = this.count++;
    this.cells[number] = cell;
    this.slots[slot] = this.count;
    if (this.count === this.cells.length) this.grow();
    return number;
  }

  private slotOf(cell: number): number {
    const { slots, cells } = this;
    const mask = slots.length - 1;
    const mixed = Math.imul(cell, 0x9e3779b1);
    for (let slot = (mixed ^ (mixed >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const held = slots[slot] ?? 0;
      if (held === 0 || cells[held - 1] === cell) return slot;
    }
  }

  private grow(): void {
    const { cells } = this;
    this.cells = new Float64Array(2 * cells.length);
    this.cells.set(cells);
    this.slots = new Int32Array(2 * this.slots.length);
    for (let number = 0; number < this.count; number++)
      this.slots[this.slotOf(this.cellOf(number))] = number + 1;
  }
}
