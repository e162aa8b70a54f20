import { DEGREE_M, metresPerLng, wrapDeg } from '../geo/distance.ts';
import type { Track } from '../track/track.ts';
import { cellOf, packCells, unpackCells } from './cell-list.ts';

/**
 * Which way the person usually crosses a cell, packed by cell: sums of the east and north parts of unit headings, their number. Both
 * ways alike give sums near 0.
 */
export type CellFlows = readonly number[];

/** Metres of one step: a heading over less is noise (two fixes' errors). */
const STEP_M = 100;
/** Milliseconds after which a step says nothing of the way taken. */
const MAX_STEP_MS = 5 * 60_000;
/** Cells kept, the busiest first. */
const MAX_FLOWS = 200;
const MIN_STEPS = 0.4;

/** The steps of a track: cell of the middle and unit heading, in order. */
export type Steps = Readonly<{ cell: number[]; east: number[]; north: number[] }>;

/** The steps of a track that are long enough and follow each other soon enough to have a direction. */
export function stepsOf({ atMs, lng, lat }: Track): Steps {
  const steps: { cell: number[]; east: number[]; north: number[] } = { cell: [], east: [], north: [] };
  const count = atMs.length;
  if (count === 0) return steps;
  // The plane of `localPlane` in plain terms: a number that its functions return is an object for each fix.
  const middleLng = lng[count >> 1] ?? 0;
  const middleLat = lat[count >> 1] ?? 0;
  const perLng = metresPerLng(middleLat);
  let fromX = wrapDeg((lng[0] ?? 0) - middleLng) * perLng;
  let fromY = ((lat[0] ?? 0) - middleLat) * DEGREE_M;
  let fromMs = atMs[0] ?? 0;
  for (let at = 1; at < count; at++) {
    const x = wrapDeg((lng[at] ?? 0) - middleLng) * perLng;
    const y = ((lat[at] ?? 0) - middleLat) * DEGREE_M;
    const ms = atMs[at] ?? 0;
    const squared = (x - fromX) * (x - fromX) + (y - fromY) * (y - fromY);
    if (squared < STEP_M * STEP_M) {
      if (ms - fromMs <= MAX_STEP_MS) continue;
    } else if (ms - fromMs <= MAX_STEP_MS) {
      const metres = Math.sqrt(squared);
      steps.cell.push(
        cellOf(wrapDeg(middleLng + (x + fromX) / 2 / perLng), middleLat + (y + fromY) / 2 / DEGREE_M),
      );
      steps.east.push((x - fromX) / metres);
      steps.north.push((y - fromY) / metres);
    }
    fromX = x;
    fromY = y;
    fromMs = ms;
  }
  return steps;
}

/** `known`, faded by `fade` (0-1), with a day's steps added. */
export function addSteps(known: CellFlows, { cell, east, north }: Steps, fade: number): number[] {
  const flows = new Map<number, [number, number, number]>();
  for (const [key, flow] of flowsOf(known)) flows.set(key, [flow[0] * fade, flow[1] * fade, flow[2] * fade]);
  cell.forEach((key, at) => {
    const [x, y, n] = flows.get(key) ?? [0, 0, 0];
    flows.set(key, [x + (east[at] ?? 0), y + (north[at] ?? 0), n + 1]);
  });
  const kept = [...flows]
    .map(([key, flow]) => [key, flow.map((value) => Math.round(value * 10) / 10)] as const)
    .filter(([, flow]) => (flow[2] ?? 0) >= MIN_STEPS)
    .toSorted((a, b) => (b[1][2] ?? 0) - (a[1][2] ?? 0) || a[0] - b[0])
    .slice(0, MAX_FLOWS)
    .toSorted((a, b) => a[0] - b[0]);
  return packCells(kept);
}

/** The cells with their sums. */
export function* flowsOf(
  flows: CellFlows,
): Generator<readonly [number, readonly [number, number, number]], void, undefined> {
  for (const [cell, [east = 0, north = 0, count = 0]] of unpackCells(flows, 3))
    yield [cell, [east, north, count]];
}
