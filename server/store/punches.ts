import { model, Schema } from 'mongoose';
import type { Datum } from '../contract/geo.ts';
import type { PunchReason } from '../contract/ingest.ts';
import { askForRows, doTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';
import type { Device } from './segments.ts';

/** One check-in or check-out; its time is never refused, its location is only there where R1 and R2 allow. */
export type Punch = Readonly<{
  id: string;
  personId: string;
  kind: 'in' | 'out';
  /** Corrected time. */
  at: Date;
  /** The device's own wall clock, and when the server got it. */
  capturedAt: Date;
  receivedAt: Date;
  /** Device clock minus server clock, milliseconds, as far as known. */
  skewMs: number;
  status: 'confirmed' | 'needs_confirmation' | 'declined';
  reasons: PunchReason[];
  /** WGS-84. */
  location?: Readonly<{ lng: number; lat: number; accuracyM: number; sourceDatum: Datum }>;
  shiftId?: string;
  /** The store the shift is worked at, else the person's own. */
  placeId?: string;
  distanceM?: number;
  photoId?: string;
  hasPhoto: boolean;
  note?: string;
  installId: string;
  device?: Device;
  /** SHA-256 of what the phone sent. */
  digest: string;
  /** Different content that came under the same id; the first one counts, both are kept. */
  conflicts: readonly PunchConflict[];
  /** `how`: the store's code or access point settled it, and no person. */
  confirmation?: Readonly<{ byId: string; at: Date; accept: boolean; note?: string; how?: 'qr' | 'wifi' }>;
}>;
export type PunchConflict = Readonly<{
  digest: string;
  receivedAt: Date;
  kind: 'in' | 'out';
  at: Date;
  capturedAt: Date;
  location?: Punch['location'];
  note?: string;
}>;
type PunchDoc = Stored<Punch> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<PunchDoc>(
  {
    _id: text,
    personId: text,
    kind: text,
    at: when,
    capturedAt: when,
    receivedAt: when,
    skewMs: { type: Number, required: true },
    status: text,
    reasons: { type: [String], required: true },
    location: Schema.Types.Mixed,
    shiftId: String,
    placeId: String,
    distanceM: Number,
    photoId: String,
    hasPhoto: { type: Boolean, required: true },
    note: String,
    installId: text,
    device: Schema.Types.Mixed,
    digest: text,
    conflicts: { type: [Schema.Types.Mixed], default: [] },
    confirmation: Schema.Types.Mixed,
    ...pendingFields,
  },
  schemaOptions('punches'),
);
schema.index({ personId: 1, at: 1 });
schema.index({ at: 1 });
// The few that retention still has to do with.
schema.index({ at: -1 }, { partialFilterExpression: { location: { $exists: true } } });
schema.index({ at: -1, device: 1 }, { partialFilterExpression: { device: { $exists: true } } });
schema.index(
  { at: -1, 'conflicts.location': 1 },
  { name: 'copies', partialFilterExpression: { 'conflicts.location': { $exists: true } } },
);
schema.index({ placeId: 1, status: 1, at: 1 });
schema.index({ 'pending.id': 1 });
export const Punches = model('Punch', schema);

/** False when the id is taken. */
export async function insertPunch(punch: Punch, pending: readonly Pending[]): Promise<boolean> {
  return insert({ punch, pending });
}

const insert = doTogether(
  async (fresh: readonly Readonly<{ punch: Punch; pending: readonly Pending[] }>[]): Promise<boolean[]> => {
    const { upsertedIds } = await Punches.bulkWrite(
      fresh.map(({ punch: { id, ...fields }, pending }) => ({
        updateOne: {
          filter: { _id: id },
          update: { $setOnInsert: { ...fields, pending, sent: [] } },
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

/** Keeps different content that came under a known id, once. */
export async function keepPunchConflict(id: string, copy: PunchConflict): Promise<void> {
  await Punches.updateOne(
    { _id: id, 'conflicts.digest': { $ne: copy.digest } },
    { $push: { conflicts: copy } },
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

function toPunch(stored: PunchDoc): Punch {
  const { pending: _pending, sent: _sent, ...punch } = stored;
  return toPlain(punch);
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
