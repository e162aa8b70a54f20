/** Seconds after each failed attempt until the next: about a day in all, then it is given up. */
const WAITS_S = [30, 120, 600, 1_800, 7_200, 18_000, 28_800, 28_800] as const;
/** Share by which a wait may be longer, so that endpoints that failed together do not come back together. */
const JITTER = 0.2;

/** When to try again after `attempts` failures; null = no more. `chance` lies in [0, 1). */
export function nextAttemptAt(attempts: number, at: Date, chance: number): Date | null {
  const waitS = WAITS_S[attempts - 1];
  return waitS === undefined ? null : new Date(+at + waitS * (1 + JITTER * chance) * 1000);
}
