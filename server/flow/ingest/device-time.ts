/** Further ahead of the server than this is a wrong clock, not a reading (trust 3.3). */
export const MAX_AHEAD_MS = 2 * 60_000;
/** A queue older than this is not taken any more. */
export const MAX_AGE_MS = 14 * 86_400_000;

/**
 * The moment of a reading on the server's clock: its monotonic age when known, else the device's wall clock corrected by the last
 * offset the phone saw.
 */
export function correctTime(
  reading: Readonly<{ capturedAtMs: number; ageMs?: number | undefined }>,
  batch: Readonly<{ receivedAt: Date; serverOffsetMs?: number | undefined }>,
): Date {
  if (reading.ageMs !== undefined) return new Date(Math.round(+batch.receivedAt - reading.ageMs));
  return new Date(reading.capturedAtMs + (batch.serverOffsetMs ?? 0));
}
