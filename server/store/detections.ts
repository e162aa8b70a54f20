import { model, Schema } from 'mongoose';
import type { Finding } from '../domain/detectors/finding.ts';
import type { StayPoint } from '../domain/track/track.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** A fix the cleaning step set aside, with its reason; kept so that a verdict can be recomputed. */
export type RejectedFix = Readonly<{ at: Date; reason: string }>;

/** What one judgement of a shift left behind. `coveragePct` is null when nothing was expected, `distanceM` when nothing is known. */
export type DetectionResult = Readonly<{
  fixes: number;
  stays: readonly StayPoint[];
  rejected: readonly RejectedFix[];
  gaps: readonly Readonly<{ startAt: Date; endAt: Date }>[];
  coveragePct: number | null;
  distanceM: number | null;
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
  /** Rises with each arrival, so that a judgement cannot clear what came during it. */
  dirtySeq: number;
  /** The run that may write the result (fence against a run that lost its lock). */
  runId?: string;
  judgedAt?: Date;
  result?: DetectionResult;
}>;

type DetectionDoc = Stored<Detection>;

const schema = new Schema<DetectionDoc>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    shiftId: { type: String, required: true },
    day: { type: String, required: true },
    dirtyAt: Date,
    dirtySeq: { type: Number, default: 0 },
    runId: String,
    judgedAt: Date,
    result: Schema.Types.Mixed,
  },
  schemaOptions('detections'),
);
schema.index({ personId: 1, day: 1 });
schema.index({ dirtyAt: 1 });
const DetectionModel = model('Detection', schema);

/** Notes that a shift got data at `at` and has to be judged once ingest settles. */
export async function markDirty(input: {
  personId: string;
  shiftId: string;
  day: string;
  at: Date;
}): Promise<void> {
  const { personId, shiftId, day, at } = input;
  await DetectionModel.updateOne(
    { _id: detectionId(personId, shiftId) },
    { $set: { personId, shiftId, day, dirtyAt: at }, $inc: { dirtySeq: 1 } },
    { upsert: true },
  );
}

/** Detections of a person that got data before `settledBefore` and were not judged since. */
export async function findDirty(personId: string, settledBefore: Date): Promise<Detection[]> {
  const found = await DetectionModel.find({ personId, dirtyAt: { $lte: settledBefore } }).lean<
    DetectionDoc[]
  >();
  return found.map(toPlain);
}

/** People with a shift to judge. */
export async function findDirtyPeople(settledBefore: Date): Promise<string[]> {
  return DetectionModel.distinct('personId', { dirtyAt: { $lte: settledBefore } });
}

/** Takes the right to write this detection's result: an earlier run that still works is fenced off. */
export async function claimDetection(id: string, runId: string): Promise<Detection | null> {
  const found = await DetectionModel.findOneAndUpdate(
    { _id: id },
    { $set: { runId } },
    { returnDocument: 'after' },
  ).lean<DetectionDoc>();
  return found && toPlain(found);
}

/** Saves a result if `runId` still holds the fence. Data that came in meanwhile keeps the shift dirty. */
export async function saveDetection(claimed: Detection, result: DetectionResult, at: Date): Promise<boolean> {
  const mine = { _id: claimed.id, runId: claimed.runId ?? '' };
  const saved = { result, judgedAt: at };
  const upToDate = await DetectionModel.updateOne(
    { ...mine, dirtySeq: claimed.dirtySeq },
    { $set: saved, $unset: { dirtyAt: 1 } },
  );
  if (upToDate.matchedCount === 1) return true;
  const behind = await DetectionModel.updateOne(mine, { $set: saved });
  return behind.matchedCount === 1;
}

/** Detections of a person whose shift starts on a day from `fromDay` to `toDay`, by day. */
export async function findDetections(personId: string, fromDay: string, toDay: string): Promise<Detection[]> {
  const found = await DetectionModel.find({ personId, day: { $gte: fromDay, $lte: toDay } })
    .sort({ day: 1 })
    .lean<DetectionDoc[]>();
  return found.map(toPlain);
}

export async function findDetection(personId: string, shiftId: string): Promise<Detection | null> {
  const found = await DetectionModel.findById(detectionId(personId, shiftId)).lean<DetectionDoc>();
  return found && toPlain(found);
}

export const detectionId = (personId: string, shiftId: string): string => `${personId}:${shiftId}`;
