import { minutesOf, type Interval } from './interval.ts';

/** Arriving and leaving are busy: nobody is asked in the first and last minutes of the working time. */
const EDGE_MIN = 30;

/**
 * Moments at which somebody is asked 在岗确认: the working time without its edges is cut into as many equal parts as there are `chances`
 * (each 0 to 1), and each part gets one moment where its chance says. None where the time is too short.
 */
export function promptTimes(work: readonly Interval[], chances: readonly number[]): Date[] {
  const totalMin = minutesOf(work) - 2 * EDGE_MIN;
  if (totalMin <= 0) return [];
  const partMin = totalMin / chances.length;
  return chances.map((chance, n) => atMinute(work, EDGE_MIN + partMin * (n + chance)));
}

/** The instant after so many minutes of working time. */
function atMinute(work: readonly Interval[], minute: number): Date {
  let leftMs = minute * 60_000;
  for (const { startAt, endAt } of work) {
    const lengthMs = +endAt - +startAt;
    if (leftMs < lengthMs) return new Date(+startAt + Math.floor(leftMs));
    leftMs -= lengthMs;
  }
  return work.at(-1)?.endAt ?? new Date(0);
}
