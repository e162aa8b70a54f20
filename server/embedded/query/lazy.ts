export type Window = { skip: number; limit: number };
const WHOLE: Window = { skip: 0, limit: Infinity };

export function* mapLazily<T, U>(
  items: Iterable<T>,
  change: (item: T) => U,
  { skip, limit } = WHOLE,
): Generator<U> {
  if (limit === 0) return;
  let seen = 0;
  for (const item of items) {
    seen += 1;
    if (seen <= skip) continue;
    yield change(item);
    if (seen - skip >= limit) return;
  }
}

export function slice<T>(items: Iterable<T>, window: Window): Generator<T> {
  return mapLazily(items, (item) => item, window);
}

export function first<T>(items: Iterable<T>): T[] {
  return [...slice(items, { skip: 0, limit: 1 })];
}

export function countAll(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]();
  let n = 0;
  while (!iterator.next().done) n += 1;
  return n;
}
