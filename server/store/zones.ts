import { model, Schema } from 'mongoose';
import type { Datum, LngLat } from '../contract/geo.ts';
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
    ...pendingFields,
  },
  schemaOptions('zones'),
);
schema.index({ employeeNos: 1 });
schema.index({ 'pending.id': 1 });
const Zones = model('Zone', schema);

/** Puts the zone as it is now. `digest` names the content received: the same one again changes nothing. */
export async function saveZone(
  zone: Zone,
  source: { datum: Datum; digest: string; pending?: readonly Pending[] },
): Promise<'created' | 'updated' | 'unchanged'> {
  const { id, ...fields } = zone;
  const { datum, digest, pending = [] } = source;
  if (await Zones.exists({ _id: id, digest })) return 'unchanged';
  const gone = (['polygon', 'regionId', 'employeeNos'] as const).filter((name) => fields[name] === undefined);
  const update = {
    $set: { ...fields, sourceDatum: datum, digest },
    ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((name) => [name, 1])) }),
    $push: { pending: { $each: [...pending] } },
  };
  const { upsertedCount } = await changeMap(() => Zones.updateOne({ _id: id }, update, { upsert: true }));
  return upsertedCount > 0 ? 'created' : 'updated';
}

/** The digest of what was received of a zone. */
export async function findZoneDigest(id: string): Promise<string | undefined> {
  return (await Zones.findById(id, { digest: 1 }).lean<{ digest: string }>())?.digest;
}

export async function listZones(): Promise<Zone[]> {
  return (await Zones.find().sort({ _id: 1 }).lean<ZoneDoc[]>()).map(toZone);
}

export async function countZones(): Promise<number> {
  return Zones.countDocuments({});
}

export async function findZone(id: string): Promise<Zone | null> {
  const found = await Zones.findById(id).lean<ZoneDoc>();
  return found && toZone(found);
}

function toZone(stored: ZoneDoc): Zone {
  const { sourceDatum: _datum, digest: _digest, pending: _pending, sent: _sent, ...zone } = stored;
  return toPlain(zone);
}
