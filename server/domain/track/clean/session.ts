/** No rule looks across so long a silence: what came before it tells nothing about what comes after. */
const SILENCE_MS = 60 * 60_000;
/** Fixes judged together at most; fits a core's cache, and a stream need not hold more. */
const MAX_FIXES = 8192;

/**
 * Where the session that begins at `from` ends (its last fix + 1). Sessions are cleaned each alone, so cleaning fixes as they come gives
 * what cleaning the whole track gives.
 */
export function endOfSession(atMs: Float64Array, from: number): number {
  const most = Math.min(atMs.length, from + MAX_FIXES);
  let beforeMs = atMs[from] ?? 0;
  for (let at = from + 1; at < most; at++) {
    const ms = atMs[at] ?? 0;
    if (ms - beforeMs > SILENCE_MS) return at;
    beforeMs = ms;
  }
  return most;
}

/** Whether a fix at `atMs` begins a new session after `count` fixes of which the last was at `lastMs`. */
export const beginsSession = (atMs: number, lastMs: number, count: number): boolean =>
  count >= MAX_FIXES || (count > 0 && atMs - lastMs > SILENCE_MS);
