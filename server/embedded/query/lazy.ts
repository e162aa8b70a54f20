export type Window = { skip: number; limit: number };

export function slice<T>(items: Iterable<T>, window: Window): Generator<T> {
  return sliceMapped(items, window, (item) => item);
}

export function* sliceMapped<T, U>(
  items: Iterable<T>,
  { skip, limit }: Window,
  change: (item: T) => U,
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

export function* mapLazily<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}

export function countAll(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]();
  let n = 0;
  while (!iterator.next().done) n += 1;
  return n;
}

export function first<T>(items: Iterable<T>): T[] {
  for (const item of items) return [item];
  return [];
}
