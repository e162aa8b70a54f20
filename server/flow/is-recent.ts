/** How far apart the clocks of two processes may be. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** Whether something done at `at` was done less than `ms` ago. A moment far ahead is none: the clock had run ahead and was set right. */
export const isRecent = (at: Date, now: Date, ms: number): boolean =>
  +at - +now < CLOCK_SKEW_MS && +now - +at < ms;
