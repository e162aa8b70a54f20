import mongoose from 'mongoose';
import { WORK_RECORD_KINDS } from '../contract/records.ts';

/** Where records of people's work lie, and which field says whose they are. */
export type WorkStore = Readonly<{
  collection: 'work_records' | 'visits' | 'arrangements';
  whose: 'employeeNo' | 'personId';
  /** All of it, said so that its index by time is used. */
  of: Readonly<Record<string, unknown>>;
}>;
export const WORK_STORES: readonly WorkStore[] = [
  { collection: 'work_records', whose: 'employeeNo', of: { kind: { $in: WORK_RECORD_KINDS } } },
  { collection: 'visits', whose: 'personId', of: {} },
  { collection: 'arrangements', whose: 'personId', of: {} },
];
type WorkDoc = Readonly<{
  _id: string;
  startAt: Date;
  endAt?: Date;
  employeeNo?: string;
  personId?: string;
}>;
/** One record: whose it is, and its time. */
export type OldWork = Readonly<{ id: string; whose: string; startAt: Date; endAt: Date }>;

/** What these people have that was over `before`, records that were taken back too. */
export async function listOldWork(
  store: WorkStore,
  whose: readonly string[],
  before: Date,
): Promise<OldWork[]> {
  if (whose.length === 0) return [];
  const filter = { ...store.of, ...over(before), [store.whose]: { $in: [...whose] } };
  const found = collectionOf(store)
    .find(filter)
    .project<WorkDoc>({
      startAt: 1,
      endAt: 1,
      [store.whose]: 1,
    });
  return (await found.toArray()).map((doc) => ({
    id: doc._id,
    whose: doc[store.whose] ?? '',
    startAt: doc.startAt,
    endAt: doc.endAt ?? doc.startAt,
  }));
}

/** Deletes at most `limit` records of everybody else; fewer than that were all there were. */
export async function deleteOldWork(
  store: WorkStore,
  exceptWhose: readonly string[],
  { before, limit }: Readonly<{ before: Date; limit: number }>,
): Promise<number> {
  const filter = { ...store.of, ...over(before), [store.whose]: { $nin: [...exceptWhose] } };
  const found = collectionOf(store).find(filter).project<WorkDoc>({ _id: 1 });
  const ids = (await found.limit(limit).toArray()).map(({ _id }) => _id);
  return deleteWork(store, ids, before);
}

/** Deletes records by id, unless one has been put anew with a later time. */
export async function deleteWork(store: WorkStore, ids: readonly string[], before: Date): Promise<number> {
  if (ids.length === 0) return 0;
  const { deletedCount } = await collectionOf(store).deleteMany({ _id: { $in: [...ids] }, ...over(before) });
  return deletedCount;
}

/** A visit that was logged here has a beginning alone. */
const over = (before: Date) => ({ startAt: { $lt: before }, endAt: { $not: { $gte: before } } });

const collectionOf = ({ collection }: WorkStore) => mongoose.connection.collection<WorkDoc>(collection);
