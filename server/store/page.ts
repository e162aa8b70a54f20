/** Where a page of a list ends: the next one begins behind this document. `at` is null where the sorted field is absent. */
export type PageEnd = Readonly<{ at: Date | null; id: string }>;
const PAGE = 200;
export type PageScope = Readonly<{ after?: PageEnd | undefined; limit: number }>;

/** All rows of a list, read page by page. */
export async function readAll<T>(
  list: (page: PageScope) => Promise<readonly T[]>,
  endOf: (row: T) => PageEnd,
): Promise<T[]> {
  const rows: T[] = [];
  for (let after: PageEnd | undefined; ;) {
    const page = await list({ after, limit: PAGE });
    rows.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return rows;
    after = endOf(last);
  }
}

/** The filter of what lies behind `after` in a list sorted by `field` and then by id upwards; absent fields come last when it falls. */
export function behind(field: string, after: PageEnd | undefined, order: 'rising' | 'falling' = 'falling') {
  if (!after) return {};
  const same = { [field]: after.at, _id: { $gt: after.id } };
  if (after.at === null) return same;
  const further = { [field]: order === 'falling' ? { $lt: after.at } : { $gt: after.at } };
  return { $or: [further, same, ...(order === 'falling' ? [{ [field]: null }] : [])] };
}
