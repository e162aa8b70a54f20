import { packCells, unpackCells } from './cell-list.ts';
import type { Timeline } from './timeline.ts';

/** Minutes by cell and hour of the day, packed by cell: hour 0-23, minutes; in the order of cell and hour. */
export type CellHours = readonly number[];

/** Cell hours kept, the lightest go first: a field day touches some 60. */
const MAX_CELL_HOURS = 400;
/** Minutes below which a cell hour is forgotten. */
const MIN_MINUTES = 0.5;

/** Minutes by `cell * 24 + hour` of one day. */
export function occupancyOf({ cell, startMin, minutes }: Timeline): Map<number, number> {
  const occupancy = new Map<number, number>();
  for (let at = 0; at < cell.length; at++) {
    const held = minutes[at] ?? 0;
    const key = (cell[at] ?? 0) * 24 + hourAt((startMin[at] ?? 0) + held / 2);
    occupancy.set(key, (occupancy.get(key) ?? 0) + held);
  }
  return occupancy;
}

/** The hour of the day (0-23) of a minute counted from midnight, also before it or after the next one. */
export const hourAt = (minute: number): number => ((Math.floor(minute / 60) % 24) + 24) % 24;

/** `known`, faded by `fade` (0-1), with a day's minutes added. */
export function addOccupancy(known: CellHours, day: ReadonlyMap<number, number>, fade: number): number[] {
  const merged = new Map<number, number>();
  for (const [cell, [hour = 0, minutes = 0]] of unpackCells(known, 2))
    merged.set(cell * 24 + hour, minutes * fade);
  for (const [key, minutes] of day) merged.set(key, (merged.get(key) ?? 0) + minutes);
  const heard: [number, number][] = [];
  for (const [key, minutes] of merged) {
    const tenths = Math.round(minutes * 10) / 10;
    if (tenths >= MIN_MINUTES) heard.push([key, tenths]);
  }
  const kept = heard.length <= MAX_CELL_HOURS ? heard : heaviest(heard);
  return packCells(
    kept
      .sort((a, b) => a[0] - b[0])
      .map(([key, minutes]) => {
        const cell = Math.floor(key / 24);
        return [cell, [key - cell * 24, minutes]];
      }),
  );
}

const heaviest = (heard: readonly [number, number][]): [number, number][] =>
  heard.toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MAX_CELL_HOURS);
