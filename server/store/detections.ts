import { model, Schema } from 'mongoose';
import type { Finding } from '../domain/detectors/finding.ts';
import type { StayPoint } from '../domain/track/track.ts';
import { askForRows, doTogether } from './ask-together.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';
import { openValue, sealValue, type Sealed } from './sealed.ts';

/** A fix the cleaning step set aside, with its reason; kept so that a verdict can be recomputed. */
export type RejectedFix = Readonly<{ at: Date; reason: string }>;

/** What one judgement of a shift left behind. `coveragePct` is null when nothing was expected, `distanceKm` when nothing is known. */
export type DetectionResult = Readonly<{
  fixes: number;
  stays: readonly StayPoint[];
  rejected: readonly RejectedFix[];
  gaps: readonly Readonly<{ startAt: Date; endAt: Date }>[];
  coveragePct: number | null;
  distanceKm: number | null;
  findings: readonly Finding[];
}>;

/** One shift of one person: whether it has to be judged (again), and the last result. */
export type Detection = Readonly<{
  id: string;
  personId: string;
  shiftId: string;
  day: string;
  /** When data last arrived that no judgement has seen; absent when up to date. */
  dirtyAt?: Date;
  /** Since when that has been so. */
  dirtySince?: Date;
  /** Rises with each arrival, so that a judgement cannot clear what came during it. */
  dirtySeq: number;
  /** The run that may write the result (fence against a run that lost its lock). */
  runId?: string;
  judgedAt?: Date;
  result?: DetectionResult;
  /** Digest of what the result follows from; absent until all that follows from it is done. */
  inputs?: string;
  /** Digest of the day's own data as it was last judged. */
  facts?: string;
  /** Digest of the positions and punches of the day and the fortnight before it as it was last judged. */
  data?: string;
  /** Digest of the records that data was judged by; `CHANGED` when they changed after it was judged. */
  context?: string;
}>;

/** Stands for every context but the one the data was first judged by. */
export const CHANGED = 'changed';

/** Where the person stayed is sealed; what was found in it is asked for by detector and place. */
export type StoredResult = Omit<DetectionResult, 'stays'> & { stays: Sealed<readonly StayPoint[]> };
export type DetectionDoc = Omit<Stored<Detection>, 'result'> & { result?: StoredResult };

const schema = new Schema<DetectionDoc>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    shiftId: { type: String, required: true },
    day: { type: String, required: true },
    dirtyAt: Date,
    dirtySince: Date,
    dirtySeq: { type: Number, default: 0 },
    runId: String,
    judgedAt: Date,
    result: Schema.Types.Mixed,
    inputs: String,
    facts: String,
    data: String,
    context: String,
  },
  schemaOptions('detections'),
);
schema.index({ personId: 1, day: 1 });
schema.index({ day: 1, 'result.findings.detector': 1 });
schema.index({ 'result.findings.placeId': 1, day: 1 });
schema.index({ dirtyAt: 1 });
schema.index({ dirtySince: 1 });
export const DetectionModel = model('Detection', schema);

/** Notes that a shift got data at `at` and has to be judged once ingest settles. */
export async function markDirty(
  input: Readonly<{ personId: string; shiftId: string; day: string; at: Date }>,
) {
  await mark(input);
}

const mark = doTogether(async (marks: readonly Parameters<typeof markDirty>[0][]) => {
  const writes = marks.map(({ personId, shiftId, day, at }) => ({
    updateOne: {
      filter: { _id: detectionId(personId, shiftId) },
      update: {
        $set: { personId, shiftId, day, dirtyAt: at },
        $min: { dirtySince: at },
        $inc: { dirtySeq: 1 },
      },
      upsert: true,
    },
  }));
  await DetectionModel.bulkWrite(writes);
  return marks.map(() => true);
});

/** Has every day from `fromDay` on with a supported finding judged again. */
export async function markSupportedDirty(fromDay: string, at: Date): Promise<void> {
  await DetectionModel.updateMany(
    { day: { $gte: fromDay }, 'result.findings.verdict': 'supported' },
    { $set: { dirtyAt: at }, $min: { dirtySince: at }, $inc: { dirtySeq: 1 } },
  );
}

/** Which arrivals may be judged: quiet since `quietBefore`, or arriving without a pause since `since`. */
export type Settled = Readonly<{ quietBefore: Date; since: Date }>;

/** Shifts of a person with data that has settled and no judgement has seen. */
export async function findDirty(personId: string, settled: Settled): Promise<Detection[]> {
  return (await askForDirty(personId, settled)).map(toDetection);
}

const askForDirty = askForRows(
  ({ personId }: DetectionDoc) => personId,
  (personIds, settled: Settled) =>
    DetectionModel.find({ personId: { $in: personIds }, ...hasSettled(settled) }).lean<DetectionDoc[]>(),
);

/** People with a shift to judge. */
export async function findDirtyPeople(settled: Settled): Promise<string[]> {
  return DetectionModel.distinct('personId', hasSettled(settled));
}

const hasSettled = ({ quietBefore, since }: Settled) => ({
  $or: [{ dirtyAt: { $lte: quietBefore } }, { dirtySince: { $lte: since } }],
});

/** Detections of a person whose shift starts on a day from `fromDay` to `toDay`, by day. */
export async function findDetections(personId: string, fromDay: string, toDay: string): Promise<Detection[]> {
  return (await askForDetections(personId, fromDay, toDay)).map(toDetection);
}

const askForDetections = askForRows(
  ({ personId }: DetectionDoc) => personId,
  (personIds, fromDay: string, toDay: string) =>
    DetectionModel.find({ personId: { $in: personIds }, day: { $gte: fromDay, $lte: toDay } })
      .sort({ day: 1 })
      .lean<DetectionDoc[]>(),
);

export async function findDetection(personId: string, shiftId: string): Promise<Detection | null> {
  const found = await DetectionModel.findById(detectionId(personId, shiftId)).lean<DetectionDoc>();
  return found && toDetection(found);
}

function toDetection({ result, ...stored }: DetectionDoc): Detection {
  return { ...toPlain(stored), ...(result && { result: openResult(stored._id, result) }) };
}

export const sealResult = (id: string, { stays, ...result }: DetectionResult): StoredResult => ({
  ...result,
  stays: sealValue({ in: 'detections', field: 'result.stays', id }, stays),
});

export const openResult = (id: string, { stays, ...result }: StoredResult): DetectionResult => ({
  ...result,
  stays: openValue({ in: 'detections', field: 'result.stays', id }, stays),
});

export const detectionId = (personId: string, shiftId: string): string => `${personId}:${shiftId}`;

/**
 * How often a finding of `detector` stands against a place on these days, for each person: places that many miss are doubtful. A silence
 * is no miss.
 */
export async function countFindingsByPlace(
  detector: string,
  days: readonly string[],
): Promise<{ placeId: string; personId: string; misses: number }[]> {
  return DetectionModel.aggregate([
    // Named one by one, the days and the detector are all read off the index.
    { $match: { day: { $in: [...days] }, 'result.findings.detector': detector } },
    { $unwind: '$result.findings' },
    {
      $match: {
        'result.findings.detector': detector,
        'result.findings.verdict': { $ne: 'contradicted' },
        'result.findings.reasons': { $ne: 'no_coverage' },
      },
    },
    {
      $group: {
        _id: { placeId: '$result.findings.placeId', personId: '$personId' },
        misses: { $sum: 1 },
      },
    },
    { $project: { _id: 0, placeId: '$_id.placeId', personId: '$_id.personId', misses: 1 } },
  ]);
}
