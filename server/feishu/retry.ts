import { setTimeout as wait } from 'node:timers/promises';
import { ReplyFault } from './reply-fault.ts';

const maxAttempts = 4;
const firstDelayMs = 300;
/** A longer wait is the caller's job to schedule. */
const longestWaitMs = 20_000;
/** The gateway's limit, and the one of messages to one chat. */
export const rateLimitCodes: ReadonlySet<number> = new Set([99991400, 230020]);
export const invalidTenantToken = 99991663;

export type Repeatable = Readonly<{
  /** Sending it twice has the effect of once (a read, or it carries its own uuid). */
  repeatable: boolean;
  /** Told of each refusal, repeated or not. */
  onFault(fault: ReplyFault, attempt: number): void;
}>;

/** Runs a platform call again where that can heal it: rate limits, and 5xx or a broken connection when it is repeatable; a
 * refused token once. */
export async function callWithRetry<T>(run: () => Promise<T>, options: Repeatable): Promise<T> {
  let refreshed = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof ReplyFault)) throw error;
      options.onFault(error, attempt);
      if (error.code === invalidTenantToken && !refreshed) {
        refreshed = true;
        continue;
      }
      const delayMs = attempt < maxAttempts ? delayBefore(error, attempt, options.repeatable) : null;
      if (delayMs === null) throw error;
      await wait(delayMs);
    }
  }
}

function delayBefore(fault: ReplyFault, attempt: number, repeatable: boolean): number | null {
  const limited = fault.status === 429 || rateLimitCodes.has(fault.code);
  if (!limited && !(repeatable && (fault.status >= 500 || fault.isBroken))) return null;
  const backOffMs = firstDelayMs * 2 ** (attempt - 1);
  const askedMs = (fault.resetS ?? 0) * 1000;
  const delayMs = Math.max(askedMs, backOffMs) + Math.random() * backOffMs;
  return delayMs <= longestWaitMs ? delayMs : null;
}
