import { CellNumbers } from './cell-numbers.ts';
import type { Timeline } from './timeline.ts';

/** Working memory, made once and emptied for each day: the cells of the day asked about, and those of other people's days. */
const ofDay = new CellNumbers();
const ofOthers = new CellNumbers();

type CellMinutes = Readonly<{ cells: CellNumbers; minutes: readonly number[]; total: number }>;

/** Minutes in one cell. */
export function minutesIn({ cells, minutes }: CellMinutes, cell: number): number {
  const number = cells.find(cell);
  return number < 0 ? 0 : (minutes[number] ?? 0);
}

/** Minutes of a day in each cell; good until the next day is asked for. */
export const minutesOfDay = (day: Timeline): CellMinutes => minutesByCell([day], ofDay);
/** The same of other people's days, all together. */
export const minutesOfOthers = (days: readonly Timeline[]): CellMinutes => minutesByCell(days, ofOthers);

function minutesByCell(timelines: readonly Timeline[], cells: CellNumbers): CellMinutes {
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
