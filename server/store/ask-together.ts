import DataLoader from 'dataloader';

/** Items in one command: far below what the database takes, and the answer stays small beside the process. */
const MOST_AT_ONCE = 500;

/**
 * Work on one item that shares its command with the others given in the same turn of the event loop. A flow that works on many people
 * side by side then costs one round trip a step and not one a person. `work` runs after the asking, so that a read sees whatever the
 * asker has written; it answers in the order of the items, and when it fails all of them fail.
 */
export function doTogether<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  const loader = new DataLoader(work, {
    cache: false,
    maxBatchSize: MOST_AT_ONCE,
    // When every answer that is there already has been heard; a microtask would be too early for whoever waits one step longer.
    batchScheduleFn: (dispatch) => void setImmediate(dispatch),
  });
  return (item) => loader.load(item);
}

/** A read of one key that shares its query with those of the same span that are asked for in the same turn. */
export function askTogether<Span extends readonly unknown[], Found>(
  find: (keys: readonly string[], ...span: Span) => Promise<ReadonlyMap<string, Found>>,
): (key: string, ...span: Span) => Promise<Found | undefined> {
  const bySpan = new Map<string, (key: string) => Promise<ReadonlyMap<string, Found>>>();
  const askWithin = (span: Span, name: string) =>
    doTogether(async (keys: readonly string[]) => {
      bySpan.delete(name);
      const found = await find([...new Set(keys)], ...span);
      return keys.map(() => found);
    });
  return async (key, ...span) => {
    const name = JSON.stringify(span);
    const ask = bySpan.get(name) ?? askWithin(span, name);
    bySpan.set(name, ask);
    return (await ask(key)).get(key);
  };
}

/** The same where a key has any number of rows; they keep the order of the query. */
export function askForRows<Span extends readonly unknown[], Row>(
  keyOf: (row: Row) => string,
  find: (keys: readonly string[], ...span: Span) => Promise<readonly Row[]>,
): (key: string, ...span: Span) => Promise<Row[]> {
  const ask = askTogether<Span, Row[]>(async (keys, ...span) => {
    const rows = new Map(keys.map((key): [string, Row[]] => [key, []]));
    for (const row of await find(keys, ...span)) rows.get(keyOf(row))?.push(row);
    return rows;
  });
  // Whoever asked for the same key gets a list of their own.
  return async (key, ...span) => [...((await ask(key, ...span)) ?? [])];
}
