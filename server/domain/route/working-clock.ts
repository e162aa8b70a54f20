import type { Interval } from '../interval.ts';

/** Time that stands still outside working time; milliseconds, Infinity beyond its end. */
export type WorkingClock = Readonly<{
  /** When `durationMs` of work begun at `fromMs` are over; a way may be cut in two by a break. */
  goOn: (fromMs: number, durationMs: number) => number;
  /** From when on `durationMs` fit in one piece, not before `fromMs`; a visit is not cut in two. */
  fit: (fromMs: number, durationMs: number) => number;
  /** Working time between two instants. */
  between: (fromMs: number, toMs: number) => number;
}>;

/** The clock of ordered, separate intervals. */
export function createWorkingClock(working: readonly Interval[]): WorkingClock {
  const pieces = working.map(({ startAt, endAt }) => ({ fromMs: +startAt, toMs: +endAt }));
  return {
    goOn(fromMs, durationMs) {
      let leftMs = durationMs;
      for (const piece of pieces) {
        const startMs = Math.max(fromMs, piece.fromMs);
        if (startMs > piece.toMs) continue;
        if (startMs + leftMs <= piece.toMs) return startMs + leftMs;
        leftMs -= piece.toMs - startMs;
      }
      return Infinity;
    },
    fit(fromMs, durationMs) {
      for (const piece of pieces) {
        const startMs = Math.max(fromMs, piece.fromMs);
        if (startMs + durationMs <= piece.toMs) return startMs;
      }
      return Infinity;
    },
    between(fromMs, toMs) {
      let sumMs = 0;
      for (const piece of pieces)
        sumMs += Math.max(0, Math.min(toMs, piece.toMs) - Math.max(fromMs, piece.fromMs));
      return sumMs;
    },
  };
}
