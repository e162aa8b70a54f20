import { setTimeout as wait } from 'node:timers/promises';
import { platformFailed } from '../errors.ts';
import { notePaced, noteUnsent } from '../metrics/feishu.ts';

export type PacerLimits = Readonly<{
  /** Messages in any second to one chat or person. */
  perKey: number;
  /** Messages in any second of the whole app. */
  total: number;
  /** Calls of one API in any ten seconds. */
  perApi: number;
  /** Longest wait for a turn, milliseconds; more than that is for the caller to schedule. */
  longestWaitMs: number;
}>;
/** Milliseconds that only go forward, and how to let them pass. */
export type PacerClock = Readonly<{ nowMs: () => number; wait: (ms: number) => Promise<unknown> }>;
export type Pacer = (operation: string, key: string) => Promise<void>;

const rateLimitCode = 99991400;
const secondMs = 1000;
/** Short enough that who waits for its end is not refused, and the minute's turns are not all gone in its first third. */
const apiSpanMs = 10 * secondMs;
const maxKeys = 10_000;
const realClock: PacerClock = { nowMs: () => performance.now(), wait };

/**
 * Turns that keep the platform's limits (5 a second to one chat, 50 a second of an app, 1,000 a minute of an API) before it has to say so.
 * Each process paces itself; what several together send too fast, the platform's 429 and the back-off settle.
 */
export function createPacer(limits: PacerLimits, clock = realClock): Pacer {
  /** Turns given, oldest first, each list as long as its limit. */
  const all: number[] = [];
  const ofKey = new Map<string, number[]>();
  const ofApi = new Map<string, number[]>();
  return async (operation, key) => {
    const nowMs = clock.nowMs();
    const own = ofKey.get(key) ?? [];
    const api = ofApi.get(operation) ?? [];
    const turnMs = Math.max(
      nowMs,
      freeAt(all, limits.total, secondMs),
      freeAt(own, limits.perKey, secondMs),
      freeAt(api, limits.perApi, apiSpanMs),
    );
    if (turnMs - nowMs > limits.longestWaitMs) {
      noteUnsent();
      throw platformFailed(operation, rateLimitCode);
    }
    take(all, limits.total, turnMs);
    take(own, limits.perKey, turnMs);
    take(api, limits.perApi, turnMs);
    ofApi.set(operation, api);
    if (ofKey.size > maxKeys) forgetPast(ofKey, nowMs);
    ofKey.set(key, own);
    if (turnMs <= nowMs) return;
    notePaced(turnMs - nowMs);
    await clock.wait(turnMs - nowMs);
  };
}

const freeAt = (turns: readonly number[], limit: number, spanMs: number): number =>
  turns.length < limit ? 0 : (turns[0] ?? 0) + spanMs;

function take(turns: number[], limit: number, atMs: number): void {
  if (turns.length >= limit) turns.shift();
  turns.push(atMs);
}

function forgetPast(ofKey: Map<string, number[]>, nowMs: number): void {
  for (const [key, turns] of ofKey) if ((turns.at(-1) ?? 0) + secondMs < nowMs) ofKey.delete(key);
}
