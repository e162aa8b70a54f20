/**
 * Runs the work of every item, at most `limit` at once, begun in their order. One that fails does not keep the others from running;
 * then all faults are thrown together.
 */
export async function eachAtMost<T>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  const waiting = items.values();
  const runOn = async (): Promise<void> => {
    for (const item of waiting) await work(item).catch((error: unknown) => faults.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runOn));
  if (faults.length > 0) throw new AggregateError(faults, 'some of the work failed');
}
