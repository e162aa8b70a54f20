import type { PageEnd, PageScope } from '../store/page.ts';

/** Everything of a list, read page by page; what changes meanwhile makes it skip nothing. */
export async function* eachOf<T>(
  batch: number,
  list: (scope: PageScope) => Promise<readonly T[]>,
  endOf: (last: T) => PageEnd,
): AsyncGenerator<T> {
  let after: PageEnd | undefined;
  for (;;) {
    const page = await list({ after, limit: batch });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < batch) return;
    after = endOf(last);
  }
}
