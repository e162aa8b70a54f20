import type { FenceGrid } from '../../../domain/geo/fence-grid.ts';
import type { Track } from '../../../domain/track/track.ts';
import type { Bar } from '../bench.ts';
import { timeS, walkHaversine } from '../timing.ts';

export type Say = (line: string) => void;

export const ROUNDS = 5;
/** Fences of S1 and S2. */
export const FENCES = 1000;

/** The goal that was reached, the first when none was. */
export const either = (first: Bar, second: Bar): Bar => (!first.ok && second.ok ? second : first);

/** Fixes of all tracks. */
export const countFixes = (tracks: readonly Track[]): number =>
  tracks.reduce((sum, { lng }) => sum + lng.length, 0);

/** Steps of the haversine loop a second, over the same fixes. */
export const haversinePerS = (tracks: readonly Track[]): number =>
  countFixes(tracks) / timeS(() => tracks.forEach(walkHaversine));

/** How often a fix of the track lies in a fence. */
export function countHits(grid: FenceGrid, { lng, lat }: Track): number {
  let hits = 0;
  for (let at = 0; at < lng.length; at++) hits += grid.find(lng[at] ?? 0, lat[at] ?? 0);
  return hits;
}
