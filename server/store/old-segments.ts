import { Segments } from './segments.ts';

/** Deletes the uploads of everyone but `exceptPersonIds` whose last fix is older; answers how many. */
export async function deleteFixes(before: Date, exceptPersonIds: readonly string[]): Promise<number> {
  const { deletedCount } = await Segments.deleteMany({
    ...olderThan(before),
    personId: { $nin: [...exceptPersonIds] },
  });
  return deletedCount;
}

/** Uploads of one person whose last fix is older, without their fixes. */
export async function listOldSegments(
  personId: string,
  before: Date,
): Promise<{ id: string; startAt: Date; endAt: Date }[]> {
  const found = await Segments.find(
    { ...olderThan(before), personId },
    { startAt: 1, endAt: 1, receivedAt: 1 },
  ).lean<{ _id: string; startAt?: Date; endAt?: Date; receivedAt: Date }[]>();
  return found.map(({ _id, startAt, endAt, receivedAt }) => ({
    id: _id,
    startAt: startAt ?? receivedAt,
    endAt: endAt ?? receivedAt,
  }));
}

/** Deletes uploads by id; answers how many. */
export async function deleteSegments(ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { deletedCount } = await Segments.deleteMany({ _id: { $in: [...ids] } });
  return deletedCount;
}

/** An upload of nothing but conflicting copies has no times of its own. */
const olderThan = (before: Date) => ({
  $or: [{ endAt: { $lt: before } }, { endAt: null, receivedAt: { $lt: before } }],
});
