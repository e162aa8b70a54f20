import type { Clock } from '../../../miniapp/track/clock.ts';
import type { SyncApi } from '../../../miniapp/track/sync.ts';

/** Bytes that go with every call, and those of the day's plan that is asked for after each upload. */
export type Overhead = Readonly<{ requestHeaders: number; replyHeaders: number; todayReply: number }>;

/** As Chromium and the server of the demo exchange them over HTTP/1.1, the day's plan compressed; HTTP/2 repeats headers in a few bytes. */
export const USUAL_OVERHEAD: Overhead = { requestHeaders: 640, replyHeaders: 500, todayReply: 560 };

/** A radio that was used goes on listening for about this long: a call in that time wakes nothing. */
const RADIO_TAIL_MS = 10_000;

/** Counts what passes through the api: bytes both ways, and how often the radio is woken for it. */
export function createTrafficMeter(api: SyncApi, clock: Clock, overhead: Overhead) {
  let bytes = 0;
  let wakeUps = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  const headers = overhead.requestHeaders + overhead.replyHeaders;
  async function pass<T>(body: object, act: () => Promise<T>): Promise<T> {
    if (clock.nowMs() - lastMs > RADIO_TAIL_MS) {
      wakeUps += 1;
      // The screen asks for the day's plan once while the radio is awake.
      bytes += headers + overhead.todayReply;
    }
    lastMs = clock.nowMs();
    const reply = await act();
    bytes += headers + sizeOf(body) + sizeOf(reply);
    return reply;
  }
  const metered: SyncApi = {
    ...api,
    sendFixes: (batch) => pass(batch, () => api.sendFixes(batch)),
    sendPunches: (batch) => pass(batch, () => api.sendPunches(batch)),
    sendSignals: (batch) => pass(batch, () => api.sendSignals(batch)),
  };
  return { api: metered, read: () => ({ bytes, wakeUps }) };
}

const sizeOf = (body: unknown): number => Buffer.byteLength(JSON.stringify(body ?? {}));
