import { z } from 'zod';
import { getSetting, saveSetting } from '../store/settings.ts';
import type { Pending } from '../store/pending.ts';

const RunSchema = z.object({ startedAt: z.coerce.date(), done: z.record(z.string(), z.number()) });

export type CountedRun<T extends string> = Readonly<{
  startedAt: Date;
  done: Readonly<Partial<Record<T, number>>>;
  /** A run before it was broken off: of the step that it was at, only what came after the break is counted. */
  isResumed: boolean;
}>;

/**
 * Does the steps one after the other and enters each one's count when it is done, so that what is said at the end is of the whole run, also
 * when the process ended in between. `finishCountedRun` must follow.
 */
export async function runCounted<T extends string>(
  key: string,
  now: Date,
  steps: readonly (readonly [name: T, step: () => Promise<number>])[],
): Promise<CountedRun<T>> {
  const before = RunSchema.safeParse(await getSetting(key)).data;
  const startedAt = before?.startedAt ?? now;
  const done = { ...before?.done };
  await saveSetting(key, { startedAt, done });
  for (const [name, step] of steps) {
    const count = await step();
    if (count === 0) continue;
    done[name] = (done[name] ?? 0) + count;
    await saveSetting(key, { startedAt, done });
  }
  return { startedAt, done: countsOf(steps, done), isResumed: before !== undefined };
}

/** Ends the run with what is said of it, in one write: it is said once, and counted nowhere else. */
export async function finishCountedRun(key: string, receipt: readonly Pending[]): Promise<void> {
  await saveSetting(key, null, receipt);
}

function countsOf<T extends string>(
  steps: readonly (readonly [T, unknown])[],
  done: Readonly<Record<string, number>>,
): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {};
  for (const [name] of steps) counts[name] = done[name] ?? 0;
  return counts;
}
