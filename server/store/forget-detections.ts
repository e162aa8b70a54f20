import {
  detectionId,
  DetectionModel,
  openResult,
  sealResult,
  type Detection,
  type DetectionDoc,
} from './detections.ts';

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

/** Of a shift that waits to be judged, its mark is all that stays; a run that works on it saves nothing. */
const WITHOUT_RESULT = { result: 1, judgedAt: 1, runId: 1, inputs: 1, facts: 1, data: 1, context: 1 };

/** Takes these results away; of a shift that waits to be judged for what came since `since` the mark stays, the rest is gone. */
export async function forgetResults(ids: readonly string[], since: Date): Promise<void> {
  const these = { _id: { $in: [...ids] } };
  await DetectionModel.deleteMany({ ...these, $or: [{ dirtyAt: null }, { dirtyAt: { $lte: since } }] });
  await DetectionModel.updateMany(these, { $unset: WITHOUT_RESULT });
}

/** A shift is judged anew once a minute at most. */
const MOST_TRIES = 20;
/** From `fromAt` to before `toAt`. */
type Span = Readonly<{ fromAt: Date; toAt: Date }>;

/** Takes the stays and rejected fixes of a time out of a person's results of one day: a shift may reach into the day after. */
export async function dropStays(personId: string, day: string, span: Span): Promise<void> {
  const judged = { personId, day, result: { $exists: true } };
  for (const { _id } of await DetectionModel.find(judged, { _id: 1 }).lean<{ _id: string }[]>()) {
    let tries = 1;
    while (!(await dropStaysOf(_id, span)))
      if (tries++ === MOST_TRIES)
        throw new Error('a result was judged anew whenever its stays were taken out');
  }
}

/** False when a judgement was saved meanwhile. */
async function dropStaysOf(_id: string, { fromAt, toAt }: Span): Promise<boolean> {
  const found = await DetectionModel.findById(_id, { result: 1 }).lean<Pick<DetectionDoc, 'result'>>();
  if (!found?.result) return true;
  const opened = openResult(_id, found.result);
  const { stays, rejected } = sealResult(_id, {
    ...opened,
    stays: opened.stays.filter(({ startAt, endAt }) => startAt >= toAt || endAt <= fromAt),
    rejected: opened.rejected.filter(({ at }) => at < fromAt || at >= toAt),
  });
  const { matchedCount } = await DetectionModel.updateOne(
    { _id, 'result.stays': found.result.stays },
    { $set: { 'result.stays': stays, 'result.rejected': rejected } },
  );
  return matchedCount === 1;
}
