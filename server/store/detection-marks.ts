import { DetectionModel } from './detections.ts';

/** Has these shifts judged again. */
export async function markShiftsDirty(ids: readonly string[], at: Date): Promise<void> {
  if (ids.length > 0) await DetectionModel.updateMany({ _id: { $in: [...ids] } }, dirtyAt(at));
}

/** Has every shift from `fromDay` on judged again in which something about one of the places is supported or undecided. */
export async function markPlacesDirty(
  placeIds: readonly string[],
  { fromDay, at }: Readonly<{ fromDay: string; at: Date }>,
): Promise<void> {
  if (placeIds.length === 0) return;
  const verdict = { $in: ['supported', 'undecided'] };
  const findings = { $elemMatch: { placeId: { $in: [...placeIds] }, verdict } };
  await DetectionModel.updateMany({ day: { $gte: fromDay }, 'result.findings': findings }, dirtyAt(at));
}

const dirtyAt = (at: Date) => ({ $set: { dirtyAt: at }, $min: { dirtySince: at }, $inc: { dirtySeq: 1 } });
