/** The collection that a database has while a backup is being loaded into it, and keeps where that was broken off. */
const MARK = 'restore_under_way';

/** What the driver's `Db` does for it; the commands of a backup have a driver of their own. */
type Marked = Readonly<{
  listCollections: (filter: { name: string }) => { hasNext: () => Promise<boolean> };
  createCollection: (name: string) => Promise<unknown>;
  dropCollection: (name: string) => Promise<unknown>;
}>;

/** What holds a part of a backup is no store: whatever is done with it takes missing records for deleted ones. */
export const isHalfRestored = (db: Marked): Promise<boolean> => db.listCollections({ name: MARK }).hasNext();

/** Before anything of the database is dropped. */
export async function markRestore(db: Marked): Promise<void> {
  if (!(await isHalfRestored(db))) await db.createCollection(MARK);
}

/** After all is there. */
export async function unmarkRestore(db: Marked): Promise<void> {
  await db.dropCollection(MARK);
}

export const isRestoreMark = (name: string): boolean => name === MARK;
