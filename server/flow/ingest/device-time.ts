import { momentOf, SAME_CLOCK_MS, type Moment, type TimeSaid } from '../../domain/device-clock.ts';
import { admitFix, type Admission, type DaySchedule } from '../../domain/working-time.ts';

/** Further ahead of the server than this is a wrong clock, not a reading (trust 3.3). */
export const MAX_AHEAD_MS = SAME_CLOCK_MS;
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

/**
 * When a reading was taken: by its age, and by the wall clock too where that says something else. A clock that was moved, by sleep or by
 * hand, must not carry a position into working time (R1).
 */
export function timesOf(
  { atMs, capturedAtMs }: Readonly<{ atMs: number; capturedAtMs: number }>,
  { serverOffsetMs }: Readonly<{ serverOffsetMs?: number | undefined }>,
): number[] {
  if (serverOffsetMs === undefined) return [atMs];
  const wallMs = capturedAtMs + serverOffsetMs;
  return Math.abs(wallMs - atMs) > MAX_AHEAD_MS ? [atMs, wallMs] : [atMs];
}

/** When a punch or visit was taken, as far as what its phone knew tells. */
export const momentIn = (
  said: TimeSaid,
  { receivedAt, sentAtMs, serverOffsetMs }: Sent & Readonly<{ receivedAt: Date }>,
): Moment => momentOf(said, { receivedAtMs: +receivedAt, sentAtMs, serverOffsetMs });
type Sent = Readonly<{ sentAtMs: number; serverOffsetMs?: number | undefined }>;

/** Whether a place may be kept of a reading that was taken at one of these times. */
export function admitAll(schedules: readonly DaySchedule[], times: readonly Date[]): Admission {
  return times.map((at) => admitFix(schedules, at)).find((admission) => admission !== 'ok') ?? 'ok';
}
