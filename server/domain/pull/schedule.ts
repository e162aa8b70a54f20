import { addDays, clockOf, dayOf, instantOf } from '../time.ts';

type Quiet = Readonly<{ from: string; to: string }>;
const MINUTE_MS = 60_000;
/** Minutes after each failed attempt; then the last. */
const WAITS_MIN = [1, 5, 15, 60, 180] as const;
/** The longest that another system may put us off. */
const LONGEST_MS = 6 * 60 * MINUTE_MS;

/** `at`, or the end of the quiet time it falls in; the same clock twice is no quiet time. */
export function outOfQuiet(at: Date, quiet: Quiet | undefined, timeZone: string): Date {
  if (!quiet || quiet.from === quiet.to) return at;
  const clock = clockOf(at, timeZone);
  const isOver = quiet.from > quiet.to;
  const isIn = isOver ? clock >= quiet.from || clock < quiet.to : clock >= quiet.from && clock < quiet.to;
  if (!isIn) return at;
  const today = dayOf(at, timeZone);
  return instantOf(isOver && clock >= quiet.from ? addDays(today, 1) : today, quiet.to, timeZone);
}

/** When a source is asked again after a pull that ended. */
export const nextPullAt = (at: Date, everyMin: number, quiet: Quiet | undefined, timeZone: string): Date =>
  outOfQuiet(new Date(+at + everyMin * MINUTE_MS), quiet, timeZone);

/** When to try again after `attempts` failures; what the other side asks for in `waitS` counts where it is longer. */
export function retryPullAt(at: Date, attempts: number, waitS = 0): Date {
  const own = (WAITS_MIN[attempts - 1] ?? WAITS_MIN.at(-1) ?? 1) * MINUTE_MS;
  return new Date(+at + Math.min(LONGEST_MS, Math.max(own, waitS * 1000)));
}
