import { v4 as uuidv4 } from 'uuid';

/** The device's clocks; `pageId` names this page life, so that a monotonic reading is never compared across lives. */
export type Clock = { nowMs: () => number; monoMs: () => number; pageId: string };

/** When something was captured, by both clocks. */
export type Stamp = { capturedAtMs: number; monoMs: number; pageId: string };

export function createClock(): Clock {
  return { nowMs: () => Date.now(), monoMs: () => performance.now(), pageId: uuidv4() };
}

export function stampNow(clock: Clock): Stamp {
  return { capturedAtMs: clock.nowMs(), monoMs: clock.monoMs(), pageId: clock.pageId };
}

/** Monotonic age in ms, or nothing when the page has lived more than one life since. */
export function ageOf(stamp: Stamp, clock: Clock): { ageMs?: number } {
  if (stamp.pageId !== clock.pageId) return {};
  return { ageMs: Math.max(0, Math.round(clock.monoMs() - stamp.monoMs)) };
}
