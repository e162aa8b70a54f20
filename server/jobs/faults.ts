import type { Logger } from 'pino';
import { AppError, describeError } from '../errors.ts';

const EVERY_MS = 60_000;

/** What may be logged of an error: its name and code, and of what it gathers; never a message with data in it. */
export function faultOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(faultOf))].join(', ');
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

/** Says a fault of the queue once a minute, and how often it came meanwhile: a store that is away is met at every look. */
export function createFaultLog(logger: Pick<Logger, 'error'>): (error: unknown) => void {
  const known = new Map<string, { untilMs: number; meanwhile: number }>();
  return (error) => {
    const fault = faultOf(error);
    const nowMs = performance.now();
    const last = known.get(fault);
    if (last && nowMs < last.untilMs) {
      last.meanwhile += 1;
      return;
    }
    known.set(fault, { untilMs: nowMs + EVERY_MS, meanwhile: 0 });
    const often = last && last.meanwhile > 0 ? { meanwhile: last.meanwhile } : {};
    logger.error({ fault, ...often, ...describeError(error) }, 'queue failed');
  };
}
