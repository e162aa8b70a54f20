import { AppError } from '../errors.ts';
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

/** Does what time asks for with each; one that fails holds up none of the others. Who was quicker is no fault; the rest is thrown at the end. */
export async function tendEach<T>(
  what: string,
  items: AsyncIterable<T> | Iterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for await (const item of items)
    await work(item).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'stale_version')) faults.push(error);
    });
  if (faults.length > 0) throw new AggregateError(faults, what);
}
