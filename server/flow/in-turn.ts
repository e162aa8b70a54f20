const last = new Map<string, Promise<void>>();

/** Runs work that shares a key one after the other in this process: what one of them counts, the next one finds. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const result = (last.get(key) ?? Promise.resolve()).then(work);
  const isOver = result.then(noted, noted);
  last.set(key, isOver);
  try {
    return await result;
  } finally {
    if (last.get(key) === isOver) last.delete(key);
  }
}

/** Whoever waits goes on also where the work before failed. */
const noted = (): void => undefined;
