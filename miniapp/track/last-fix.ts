import type { Reading } from './database.ts';

/** An older reading says nothing about the place of a punch. */
const LAST_MS = 60_000;
/** A brisk walk. */
const WALK_MPS = 1.5;

/** What was read in the last minute, for where no fresh fix comes: its error grows by what one may have walked since. */
export function lastFixAt(last: Reading | undefined, nowMs: number): Reading | undefined {
  if (!last) return undefined;
  const ageMs = nowMs - last.capturedAtMs;
  // A receiver with another clock than the phone's: nobody knows how old it is.
  if (ageMs < 0 || ageMs > LAST_MS) return undefined;
  return { ...last, accuracyM: last.accuracyM + (WALK_MPS * ageMs) / 1000 };
}
