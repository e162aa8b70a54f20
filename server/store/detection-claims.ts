import { doTogether } from './ask-together.ts';
import { detectionId, DetectionModel, sealResult, type DetectionResult } from './detections.ts';

/** Takes the right to write the result of a shift: an earlier run that still works is fenced off. */
export async function claimDetection(
  shift: Readonly<{ personId: string; shiftId: string; day: string }>,
  runId: string,
): Promise<Claim> {
  return claim({ ...shift, runId });
}

/** The right of one run to write the result of a shift. */
export type Claim = Readonly<{ personId: string; shiftId: string; day: string; runId: string }>;

const claim = doTogether(async (claims: readonly Claim[]) => {
  const writes = claims.map(({ personId, shiftId, day, runId }) => ({
    updateOne: {
      filter: { _id: detectionId(personId, shiftId) },
      update: { $set: { runId }, $setOnInsert: { personId, shiftId, day, dirtySeq: 0 } },
      upsert: true,
    },
  }));
  await DetectionModel.bulkWrite(writes);
  return claims;
});

/** Saves a result if `claimed.runId` still holds the fence. */
export async function saveDetection(claimed: Claim, result: DetectionResult, at: Date): Promise<boolean> {
  return save({ claimed, result, at });
}

type Save = Readonly<{ claimed: Claim; result: DetectionResult; at: Date }>;
type HeldDoc = Readonly<{ _id: string; runId?: string }>;

const save = doTogether(async (saves: readonly Save[]): Promise<boolean[]> => {
  const writes = saves.map(({ claimed, result, at }) => ({
    updateOne: {
      filter: fenceOf(claimed),
      update: {
        $set: { result: sealResult(fenceOf(claimed)._id, result), judgedAt: at },
        $unset: { inputs: 1 },
      },
    },
  }));
  const { matchedCount } = await DetectionModel.bulkWrite(writes);
  if (matchedCount === saves.length) return saves.map(() => true);
  // A run that lost its fence never gets it back: who holds one now held it when this was written.
  const ids = saves.map(({ claimed }) => fenceOf(claimed)._id);
  const held = await DetectionModel.find({ _id: { $in: ids } }, { runId: 1 }).lean<HeldDoc[]>();
  const runOf = new Map(held.map(({ _id, runId }) => [_id, runId]));
  return saves.map(({ claimed }) => runOf.get(fenceOf(claimed)._id) === claimed.runId);
});

/**
 * The shift is up to date, unless data came in beyond `dirtySeq`; `known` are digests of what the judgement knew. With `dirtyAt` it stays
 * to be judged: that mark is so young that its data may have been missed.
 */
export async function clearDirty(
  claimed: Claim & Readonly<{ dirtySeq: number; dirtyAt?: Date }>,
  known: Readonly<{ inputs?: string; facts?: string; data?: string; context?: string }> = {},
): Promise<void> {
  await clear({ claimed, known });
}

type Clear = Readonly<{
  claimed: Parameters<typeof clearDirty>[0];
  known: NonNullable<Parameters<typeof clearDirty>[1]>;
}>;

const clear = doTogether(async (clears: readonly Clear[]) => {
  const writes = clears.map(({ claimed, known }) => ({
    updateOne: {
      filter: { ...fenceOf(claimed), dirtySeq: claimed.dirtySeq },
      update: afterJudgement(claimed.dirtyAt, known),
    },
  }));
  await DetectionModel.bulkWrite(writes);
  return clears.map(() => true);
});

const afterJudgement = (dirtySince: Date | undefined, known: Clear['known']) =>
  dirtySince
    ? { $set: { ...known, dirtySince } }
    : {
        $unset: { dirtyAt: 1, dirtySince: 1 },
        ...(Object.keys(known).length > 0 && { $set: known }),
      };

const fenceOf = ({ personId, shiftId, runId }: Claim) => ({ _id: detectionId(personId, shiftId), runId });
