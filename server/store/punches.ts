import { askForRows, doTogether } from './ask-together.ts';
import type { Pending } from './pending.ts';
import {
  Punches,
  sealConflict,
  sealPunch,
  toPunch,
  type Punch,
  type PunchConflict,
  type PunchDoc,
} from './punch-model.ts';

export type { Punch, PunchConflict } from './punch-model.ts';

/** False when the id is taken. */
export async function insertPunch(punch: Punch, pending: readonly Pending[]): Promise<boolean> {
  return insert({ punch, pending });
}

const insert = doTogether(
  async (fresh: readonly Readonly<{ punch: Punch; pending: readonly Pending[] }>[]): Promise<boolean[]> => {
    const { upsertedIds } = await Punches.bulkWrite(
      fresh.map(({ punch, pending }) => ({
        updateOne: {
          filter: { _id: punch.id },
          update: { $setOnInsert: { ...sealPunch(punch), pending, sent: [] } },
          upsert: true,
        },
      })),
    );
    return fresh.map((_, index) => index in upsertedIds);
  },
);

export async function findPunch(id: string): Promise<Punch | null> {
  const found = await Punches.findById(id).lean<PunchDoc>();
  return found && toPunch(found);
}

/** Those of the punches that exist, by id. */
export async function findPunchesById(ids: readonly string[]): Promise<Punch[]> {
  const query = Punches.find({ _id: { $in: [...ids] } }).sort({ _id: 1 });
  return (await query.lean<PunchDoc[]>()).map(toPunch);
}

/** Punches of a person from fromAt up to toAt, by time. */
export async function findPunches(personId: string, fromAt: Date, toAt: Date): Promise<Punch[]> {
  return (await askForPunches(personId, fromAt, toAt)).map(toPunch);
}

const askForPunches = askForRows(
  ({ personId }: PunchDoc) => personId,
  (personIds, fromAt: Date, toAt: Date) =>
    Punches.find({ personId: { $in: personIds }, at: { $gte: fromAt, $lt: toAt } })
      .sort({ at: 1, _id: 1 })
      .lean<PunchDoc[]>(),
);

/** Everybody's punches from fromAt up to toAt. */
export async function findPunchesBetween(fromAt: Date, toAt: Date): Promise<Punch[]> {
  const query = Punches.find({ at: { $gte: fromAt, $lt: toAt } }).sort({ at: 1, _id: 1 });
  return (await query.lean<PunchDoc[]>()).map(toPunch);
}

/** Waiting punches of these people at no store that has a manager, or `own` ones of who is alone the manager there; the oldest first. */
export async function findPunchesOfUnmanaged(
  personIds: readonly string[],
  of: Readonly<{
    managed: readonly string[];
    own: readonly Readonly<{ personId: string; placeId: string }>[];
    limit: number;
  }>,
): Promise<Punch[]> {
  const unmanaged = [{ placeId: null }, { placeId: { $nin: [...of.managed] } }, ...of.own];
  const waiting = { personId: { $in: [...personIds] }, status: 'needs_confirmation' as const };
  const query = Punches.find({ ...waiting, $or: unmanaged }).sort({ at: 1 });
  return (await query.limit(of.limit).lean<PunchDoc[]>()).map(toPunch);
}

/** Whether this person got a card of one of these punches. */
export async function isAnyToldTo(openId: string, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false;
  return (await Punches.exists({ _id: { $in: [...ids] }, 'sent.receiverId': openId })) !== null;
}

/** Punches at one store that wait for its manager, but not the manager's own; the oldest first. */
export async function findPunchesToConfirm(
  placeId: string,
  exceptPersonId: string,
  limit = 100,
): Promise<Punch[]> {
  const found = await Punches.find({
    placeId,
    status: 'needs_confirmation',
    personId: { $ne: exceptPersonId },
  })
    .sort({ at: 1 })
    .limit(limit)
    .lean<PunchDoc[]>();
  return found.map(toPunch);
}

/** How many of a person's punches wait that came since then. */
export const countWaitingPunches = (personId: string, sinceAt: Date): Promise<number> =>
  Punches.countDocuments({ personId, status: 'needs_confirmation', receivedAt: { $gte: sinceAt } });

/** Keeps different content that came under a known id, once. */
export async function keepPunchConflict(id: string, copy: PunchConflict): Promise<void> {
  await Punches.updateOne(
    { _id: id, 'conflicts.digest': { $ne: copy.digest } },
    { $push: { conflicts: sealConflict(id, copy) } },
  );
}

/** Settles a waiting punch; false when somebody else did. */
export async function settlePunch(
  id: string,
  confirmation: NonNullable<Punch['confirmation']>,
  pending: readonly Pending[],
): Promise<boolean> {
  const { modifiedCount } = await Punches.updateOne(
    { _id: id, status: 'needs_confirmation' },
    {
      $set: { status: confirmation.accept ? 'confirmed' : 'declined', confirmation },
      $push: { pending: { $each: [...pending] } },
    },
  );
  return modifiedCount > 0;
}

/** Ties a photo to its punch; the first one stays. */
export async function markPunchPhoto(id: string, photoId: string): Promise<void> {
  await Punches.updateOne({ _id: id, hasPhoto: false }, { $set: { hasPhoto: true, photoId } });
}

/** Takes the place, note and phone out of punches: when somebody punched is a wage record, where is not. */
export async function dropPunchDetails(ids: readonly string[]): Promise<void> {
  const gone = { location: 1, distanceM: 1, note: 1, device: 1 } as const;
  await Punches.updateMany({ _id: { $in: [...ids] } }, { $unset: gone, $set: { conflicts: [] } });
}

/** The photos of these punches are gone. */
export async function dropPunchPhotos(ids: readonly string[]): Promise<void> {
  await Punches.updateMany({ _id: { $in: [...ids] } }, { $unset: { photoId: 1 }, $set: { hasPhoto: false } });
}
