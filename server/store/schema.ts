/** A record as the database holds it: its string id is `_id`. */
export type Stored<T extends { id: string }> = Omit<T, 'id'> & { _id: string };

/** Options of every schema: unknown fields throw in writes and in filters, nothing is added behind our back, and `makeIndexes` makes the indexes. */
export const schemaOptions = (collection: string) =>
  ({
    collection,
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    id: false,
    autoCreate: false,
    autoIndex: false,
  }) as const;

/** The record with `id` in place of `_id`. */
export function toPlain<T extends { _id: string }>(stored: T): Omit<T, '_id'> & { id: string } {
  const { _id, ...rest } = stored;
  return { id: _id, ...rest };
}

/** Whether a write failed because a unique key is taken (MongoDB error 11000). */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11_000;
}

/** Whether this made something new: false where its id, or what may be there once, is taken. */
export async function isCreated(creating: Promise<unknown>): Promise<boolean> {
  try {
    await creating;
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
