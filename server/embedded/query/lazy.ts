export type Window = { skip: number; limit: number };
export const WHOLE: Window = { skip: 0, limit: Infinity };

export function* slice<T>(items: Iterable<T>, { skip, limit }: Window): Generator<T> {
  if (limit === 0) return;
  let seen = 0;
  for (const item of items) {
    seen += 1;
    if (seen > skip) yield item;
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
