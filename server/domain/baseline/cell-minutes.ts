import { CellNumbers } from './cell-numbers.ts';
import type { Timeline } from './timeline.ts';

/** Made once and emptied each time: the cells of a day, and of those beside it. */
export const ofDay = new CellNumbers();
export const ofOthers = new CellNumbers();

type CellMinutes = Readonly<{ cells: CellNumbers; minutes: readonly number[]; total: number }>;

/** Minutes in one cell. */
export function minutesIn({ cells, minutes }: CellMinutes, cell: number): number {
  const number = cells.find(cell);
  return number < 0 ? 0 : (minutes[number] ?? 0);
}

/** Minutes of some days in each cell, numbered by `cells`, which is emptied first. */
export function minutesByCell(timelines: readonly Timeline[], cells: CellNumbers): CellMinutes {
  const seen: number[] = [];
  let total = 0;
  cells.clear();
  for (const { cell, minutes } of timelines)
    for (let at = 0; at < cell.length; at++) {
      const held = minutes[at] ?? 0;
      const number = cells.add(cell[at] ?? 0);
      if (number === seen.length) seen.push(held);
      else seen[number] = (seen[number] ?? 0) + held;
      total += held;
    }
  return { cells, minutes: seen, total };
}
