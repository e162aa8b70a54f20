import { v4 as uuidv4 } from 'uuid';
import type { Seen } from '../../server/contract/ingest.ts';
import { serverAtLeastMs } from '../api-call.ts';

/** The device's clocks; `pageId` names this page life, so that a monotonic reading is never compared across lives. */
export type Clock = {
  nowMs: () => number;
  monoMs: () => number;
  pageId: string;
  /** The least that the server's clock can show now, by its last answer; nothing before the first one this phone ever got. */
  serverAtLeastMs?: () => number | undefined;
  /** Both clocks when this page began. */
  begun?: Readonly<{ nowMs: number; monoMs: number }>;
};

/** When something was captured, by both clocks. */
export type Stamp = { capturedAtMs: number; monoMs: number; pageId: string };

export function createClock(): Clock {
  const begun = { nowMs: Date.now(), monoMs: performance.now() };
  return {
    nowMs: () => Date.now(),
    monoMs: () => performance.now(),
    pageId: uuidv4(),
    serverAtLeastMs,
    begun,
  };
}

export function stampNow(clock: Clock): Stamp {
  return { capturedAtMs: clock.nowMs(), monoMs: clock.monoMs(), pageId: clock.pageId };
}

/** Monotonic age in ms, or nothing when the page has lived more than one life since. */
export function ageOf(stamp: Stamp, clock: Clock): { ageMs?: number } {
  if (stamp.pageId !== clock.pageId) return {};
  return { ageMs: Math.max(0, Math.round(clock.monoMs() - stamp.monoMs)) };
}

/**
 * What clocks have already shown when something is kept: the server's, and the phone's own by this page and by what waits beside it. An
 * item cannot be older than that, whatever the phone's clock says by then.
 */
export function seenNow(clock: Clock, waiting: readonly Stamp[]): { seen?: Seen } {
  const serverMs = clock.serverAtLeastMs?.();
  const own = clock.begun ? [clock.begun.nowMs + clock.monoMs() - clock.begun.monoMs] : [];
  const shown = [...own, ...waiting.map(({ capturedAtMs }) => capturedAtMs)];
  const seen = {
    ...(serverMs === undefined ? {} : { serverMs: Math.floor(serverMs) }),
    ...(shown.length === 0 ? {} : { phoneMs: Math.floor(Math.max(...shown)) }),
  };
  return Object.keys(seen).length === 0 ? {} : { seen };
}
