import { z } from 'zod';
import { getSetting, saveSetting } from '../store/settings.ts';
import type { Deps } from './deps.ts';
import { eachAtMost } from './each-at-most.ts';

/** How long one step of the minute sweep goes on before the others have their turn: clocks and cards wait for it. */
const SLICE_MS = 20_000;
export const sliceOf = ({ sliceMs = SLICE_MS }: Pick<Deps, 'sliceMs'>): number => sliceMs;
/** Items between two looks at the clock. */
export const GROUP = 32;

const WalkSchema = z.object({ round: z.string(), afterId: z.string() });

/** The id up to which a round has gone; empty when it has not begun. */
export async function findWalked(key: string, round: string): Promise<string> {
  const known = WalkSchema.safeParse(await getSetting(key)).data;
  return known?.round === round ? known.afterId : '';
}

/**
 * Goes over many items in the order of their ids, a slice at a time: whoever calls again goes on where the last one stopped, also after a
 * restart. A new `round` begins anew. True when the round is complete; an item that fails is left for the next round, and told of.
 */
export async function walkOn<T extends Readonly<{ id: string }>>(
  walk: Readonly<{ key: string; round: string; atOnce: number; sliceMs: number }>,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<boolean> {
  const { key, round, atOnce, sliceMs } = walk;
  const from = await findWalked(key, round);
  const waiting = items.filter(({ id }) => id > from).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const untilMs = performance.now() + sliceMs;
  const faults: unknown[] = [];
  let next = 0;
  // At least one group, so that a slow moment never stops the walk.
  while (next < waiting.length && (next === 0 || performance.now() < untilMs)) {
    const group = waiting.slice(next, next + GROUP);
    await eachAtMost(atOnce, group, work).catch((error: unknown) => faults.push(error));
    next += group.length;
    await saveSetting(key, { round, afterId: group.at(-1)?.id ?? from });
  }
  if (faults.length > 0) throw new AggregateError(faults, `${key} ${round}`);
  return next >= waiting.length;
}
