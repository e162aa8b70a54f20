import { haversineDegM } from '../geo/distance.ts';
import { firstAtOrAfter } from './time-search.ts';
import type { StayPoint, Track } from './track.ts';

/** The way between two stays (a tripleg without its mode), and before the first and after the last. */
export type Move = Readonly<{
  /** Proven: the last fix of the stay before to the first fix of the stay after. */
  startAt: Date;
  endAt: Date;
  /** Length of the way over its fixes, metres: a lower bound, a curve between two fixes is not seen. */
  distanceM: number;
  durationMin: number;
  /** Mean over the whole way, waits included. */
  meanSpeedMps: number;
  fixes: number;
  /** Largest time between two of its fixes, minutes: above some minutes the way itself is a guess. */
  longestGapMin: number;
}>;

/** The moves of a cleaned track around its stays, in order; a stretch of one fix or none is no move. */
export function listMoves(track: Track, stays: readonly StayPoint[]): Move[] {
  const bounds = stays.map(({ startAt, lastFixAt }) => [
    firstAtOrAfter(track.atMs, startAt.getTime()),
    firstAtOrAfter(track.atMs, lastFixAt.getTime()),
  ]);
  const moves: Move[] = [];
  let from = 0;
  for (const [first = 0, last = 0] of [...bounds, [track.atMs.length - 1, track.atMs.length - 1]]) {
    const move = moveOf(track, from, first);
    if (move) moves.push(move);
    from = last;
  }
  return moves;
}

function moveOf({ atMs, lng, lat }: Track, from: number, to: number): Move | null {
  if (to <= from) return null;
  let distanceM = 0;
  let longestMs = 0;
  for (let at = from + 1; at <= to; at++) {
    distanceM += haversineDegM(lng[at - 1] ?? 0, lat[at - 1] ?? 0, lng[at] ?? 0, lat[at] ?? 0);
    longestMs = Math.max(longestMs, (atMs[at] ?? 0) - (atMs[at - 1] ?? 0));
  }
  const ms = (atMs[to] ?? 0) - (atMs[from] ?? 0);
  if (ms <= 0) return null;
  return {
    startAt: new Date(atMs[from] ?? 0),
    endAt: new Date(atMs[to] ?? 0),
    distanceM,
    durationMin: ms / 60_000,
    meanSpeedMps: (distanceM / ms) * 1000,
    fixes: to - from + 1,
    longestGapMin: longestMs / 60_000,
  };
}
