import { detectionId, DetectionModel, type Detection } from './detections.ts';

type Held = Pick<Detection, 'personId' | 'day'>;

/** Deletes the results of days before `beforeDay`, but of these people only where `isHeld` says no; answers how many. */
export async function deleteDetections(
  beforeDay: string,
  heldPersonIds: readonly string[],
  isHeld: (detection: Held) => boolean,
): Promise<number> {
  const old = { day: { $lt: beforeDay } };
  const ofOthers = await DetectionModel.deleteMany({ ...old, personId: { $nin: [...heldPersonIds] } });
  const kept = await DetectionModel.find(
    { ...old, personId: { $in: [...heldPersonIds] } },
    { personId: 1, day: 1 },
  ).lean<(Held & { _id: string })[]>();
  const gone = kept.filter((detection) => !isHeld(detection)).map(({ _id }) => _id);
  const ofHeld = await DetectionModel.deleteMany({ _id: { $in: gone } });
  return ofOthers.deletedCount + ofHeld.deletedCount;
}

/** Takes the findings out of the results of these shifts of a person; their stays and numbers remain. */
export async function dropFindings(personId: string, shiftIds: readonly string[]): Promise<void> {
  const ids = shiftIds.map((shiftId) => detectionId(personId, shiftId));
  await DetectionModel.updateMany(
    { _id: { $in: ids }, 'result.findings': { $exists: true } },
    { $set: { 'result.findings': [] } },
  );
}

/** Deletes these results. */
export async function deleteDetectionsById(ids: readonly string[]): Promise<void> {
  await DetectionModel.deleteMany({ _id: { $in: [...ids] } });
}

/** Takes the stays and rejected fixes of a time out of a person's results of one day: a shift may reach into the day after. */
export async function dropStays(
  personId: string,
  day: string,
  { fromAt, toAt }: Readonly<{ fromAt: Date; toAt: Date }>,
): Promise<void> {
  await DetectionModel.updateMany(
    { personId, day, result: { $exists: true } },
    {
      $pull: {
        'result.stays': { startAt: { $lt: toAt }, endAt: { $gt: fromAt } },
        'result.rejected': { at: { $gte: fromAt, $lt: toAt } },
      },
    },
  );
}
