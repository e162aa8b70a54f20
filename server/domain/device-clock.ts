/** Two clocks that differ by no more than this are called the same: NTP steps, slow replies, servers of one company (trust 3.3). */
export const SAME_CLOCK_MS = 2 * 60_000;
/** The phone's two clocks are apart by more than this: one of them stood still. Half of the other, so that both together still are the same. */
const APART_MS = SAME_CLOCK_MS / 2;
/** What comes this much later than it says it was taken is said to have come late: an upload takes seconds. */
export const LATE_MS = 10 * 60_000;

/**
 * What a phone says of the time of one item; all of it claims. `ageMs` is its monotonic age, `seen` what clocks had already shown when it
 * was kept: the server's, and the phone's own.
 */
export type TimeSaid = Readonly<{
  capturedAtMs: number;
  ageMs?: number | undefined;
  seen?: Readonly<{ serverMs?: number | undefined; phoneMs?: number | undefined }> | undefined;
}>;
export type Sending = Readonly<{
  receivedAtMs: number;
  sentAtMs: number;
  serverOffsetMs?: number | undefined;
}>;
export type Moment = Readonly<{
  /** On the server's clock, never after it arrived. */
  atMs: number;
  /** Every moment one of its clocks says: a position must be allowed at each (R1). */
  possibleMs: readonly number[];
  /** The phone's clock minus the server's, as far as known. */
  skewMs: number;
  /** It says a time that was over when it was kept. */
  isImpossible: boolean;
  /** Nothing but the phone's clock says when it was, and it came late. */
  isLateOnPhoneTime: boolean;
}>;

/**
 * When an item was taken. Its age is the best witness, but it stands still while a phone sleeps: an item that was taken earlier by the wall
 * clock than by its age was taken at that time, as long as the server had not been seen later by then. The doubt is the employee's.
 */
export function momentOf(said: TimeSaid, sending: Sending): Moment {
  const { capturedAtMs, ageMs, seen } = said;
  const { receivedAtMs, sentAtMs, serverOffsetMs } = sending;
  const wallMs = capturedAtMs + (serverOffsetMs ?? 0);
  const byAgeMs = ageMs === undefined ? undefined : Math.round(receivedAtMs - ageMs);
  const earliestMs = credible(seen?.serverMs, receivedAtMs);
  const hasSlept =
    ageMs !== undefined && earliestMs !== undefined && sentAtMs - capturedAtMs - ageMs > APART_MS;
  const possible = (atMs: number): readonly number[] => {
    const others = [serverOffsetMs === undefined ? atMs : wallMs, ...(hasSlept ? [byAgeMs ?? atMs] : [])];
    return [atMs, ...others.filter((ms) => Math.abs(ms - atMs) > SAME_CLOCK_MS)];
  };
  if (byAgeMs !== undefined && !hasSlept) {
    const atMs = Math.min(byAgeMs, receivedAtMs);
    const skewMs = capturedAtMs - byAgeMs;
    return { atMs, possibleMs: possible(atMs), skewMs, isImpossible: false, isLateOnPhoneTime: false };
  }
  const latestMs = Math.min(byAgeMs ?? receivedAtMs, receivedAtMs);
  const isBeforeServer = earliestMs !== undefined && wallMs < earliestMs - SAME_CLOCK_MS;
  const isBeforeOthers = seen?.phoneMs !== undefined && capturedAtMs < seen.phoneMs - SAME_CLOCK_MS;
  const atMs = Math.min(isBeforeServer ? earliestMs : wallMs, latestMs);
  const offMs = serverOffsetMs === undefined ? sentAtMs - receivedAtMs : 0 - serverOffsetMs;
  const orderMs = isBeforeOthers ? capturedAtMs - (seen.phoneMs ?? 0) : offMs;
  return {
    atMs,
    possibleMs: possible(atMs),
    skewMs: isBeforeServer ? wallMs - earliestMs : orderMs,
    isImpossible: isBeforeServer || isBeforeOthers,
    isLateOnPhoneTime: receivedAtMs - atMs > LATE_MS,
  };
}

/** A server time that has not come yet was never seen. */
function credible(serverMs: number | undefined, receivedAtMs: number): number | undefined {
  if (serverMs === undefined || serverMs > receivedAtMs + SAME_CLOCK_MS) return undefined;
  return Math.min(serverMs, receivedAtMs);
}
