import { model, Schema } from 'mongoose';
import type { Datum, LngLat } from '../contract/geo.ts';
import { askTogether, doTogether } from './ask-together.ts';
import { isTakenOver } from './is-pulled.ts';
import { changeMap } from './map-stamp.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { lngLat } from './places.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** Where people are expected to work: those it names, else the region's staff; WGS-84. */
export type Zone = Readonly<{
  id: string;
  name: string;
  center: LngLat;
  /** Metres; of a ring the distance to its furthest corner. */
  radiusM: number;
  polygon?: readonly LngLat[];
  regionId?: string;
  employeeNos?: readonly string[];
}>;
type ZoneDoc = Stored<Zone> & {
  sourceDatum: Datum;
  digest: string;
  /** Who put it, as of a place; absent: before it was noted. */
  by?: string;
  /** It was taken back: nobody works in it any more. */
  withdrawnAt?: Date;
  /** By hand, and what it said then: the same again does not bring it back. */
  heldDigest?: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const schema = new Schema<ZoneDoc>(
  {
    _id: text,
    name: text,
    center: { type: lngLat, required: true },
    radiusM: { type: Number, required: true },
    polygon: { type: [lngLat], default: undefined },
    regionId: String,
    employeeNos: { type: [String], default: undefined },
    sourceDatum: text,
    digest: text,
    by: String,
    withdrawnAt: Date,
    heldDigest: String,
    ...pendingFields,
  },
  schemaOptions('zones'),
);
schema.index({ employeeNos: 1 });
schema.index({ 'pending.id': 1 });
export const Zones = model('Zone', schema);
const STANDING = { withdrawnAt: { $exists: false } } as const;

const OPTIONAL = ['polygon', 'regionId', 'employeeNos'] as const;
type Received = Readonly<{ datum: Datum; digest: string; by?: string; pending?: readonly Pending[] }>;

/** Puts the zone as it is now. `digest` names the content received: the same one again changes nothing; `held`: a hand has withdrawn it. */
export async function saveZone(
  zone: Zone,
  source: Received,
): Promise<'created' | 'updated' | 'unchanged' | 'held'> {
  const { digest, by } = source;
  const kept = await askForZone(zone.id);
  const before = standing(kept);
  if (before?.digest === digest) {
    if (by !== undefined && isTakenOver(before.by, by)) await takeOver({ id: zone.id, by });
    return 'unchanged';
  }
  if (!before && kept?.heldDigest === digest) return 'held';
  await changeMap(() => upsert({ zone, source }));
  return before ? 'updated' : 'created';
}

const takeOver = doTogether(async (taken: readonly Readonly<{ id: string; by: string }>[]) => {
  await Zones.bulkWrite(
    taken.map(({ id, by }) => ({ updateOne: { filter: { _id: id }, update: { $set: { by } } } })),
  );
  return taken;
});

const upsert = doTogether(async (upserts: readonly Readonly<{ zone: Zone; source: Received }>[]) => {
  await Zones.bulkWrite(
    upserts.map(({ zone: { id, ...fields }, source: { datum, digest, by, pending = [] } }) => {
      const gone = OPTIONAL.filter((name) => fields[name] === undefined);
      const update = {
        $set: { ...fields, sourceDatum: datum, digest, ...(by !== undefined && { by }) },
        $unset: { withdrawnAt: 1, heldDigest: 1, ...Object.fromEntries(gone.map((name) => [name, 1])) },
        $push: { pending: { $each: [...pending] } },
      };
      return { updateOne: { filter: { _id: id }, update, upsert: true } };
    }),
  );
  return upserts;
});

/** Takes a zone back, as it stands or only as somebody has seen it; false when there is none. What a hand takes back stays so. */
export async function withdrawZone(
  id: string,
  { at, pending, seen }: Readonly<{ at: Date; pending: readonly Pending[]; seen?: string }>,
): Promise<boolean> {
  if (!standing(await askForZone(id))) return false;
  const held = seen === undefined ? {} : { heldDigest: seen };
  const { modifiedCount } = await changeMap(() =>
    Zones.updateOne(
      { _id: id, ...STANDING, ...(seen !== undefined && { digest: seen }) },
      { $set: { withdrawnAt: at, ...held }, $push: { pending: { $each: [...pending] } } },
    ),
  );
  return modifiedCount > 0;
}

/** The digest of what was received of a zone. */
export async function findZoneDigest(id: string): Promise<string | undefined> {
  return standing(await askForZone(id))?.digest;
}

/** As it is stored, a withdrawn one too. */
const askForZone = askTogether(async (ids) => {
  const found = await Zones.find({ _id: { $in: ids } }).lean<ZoneDoc[]>();
  return new Map(found.map((one) => [one._id, one]));
});

const standing = (found: ZoneDoc | undefined): ZoneDoc | undefined =>
  found?.withdrawnAt === undefined ? found : undefined;

type Kept = Pick<ZoneDoc, '_id' | 'digest' | 'by'>;
/** Who put a zone, and the digest of what it says. */
export type ZonePut = Readonly<{ by?: string; digest: string }>;
export async function findZonePuts(ids: readonly string[]): Promise<ReadonlyMap<string, ZonePut>> {
  const found = await Zones.find({ _id: { $in: ids }, ...STANDING }, { digest: 1, by: 1 }).lean<Kept[]>();
  return new Map(found.map((kept) => [kept._id, kept]));
}

export async function listZones(): Promise<Zone[]> {
  return (await Zones.find(STANDING).sort({ _id: 1 }).lean<ZoneDoc[]>()).map(toZone);
}

export async function countZones(): Promise<number> {
  return Zones.countDocuments(STANDING);
}

export async function findZone(id: string): Promise<Zone | null> {
  const found = standing(await askForZone(id));
  return found ? toZone(found) : null;
}

/** It was withdrawn and nothing has brought it back. */
export async function isZoneGone(id: string): Promise<boolean> {
  return (await askForZone(id))?.withdrawnAt !== undefined;
}

/** The name of a zone, of one that is gone too. */
export async function findZoneName(id: string): Promise<string | undefined> {
  return (await askForZone(id))?.name;
}

function toZone(stored: ZoneDoc): Zone {
  const {
    sourceDatum: _datum,
    digest: _digest,
    by: _by,
    withdrawnAt: _withdrawn,
    heldDigest: _held,
    pending: _pending,
    sent: _sent,
    ...zone
  } = stored;
  return toPlain(zone);
}
