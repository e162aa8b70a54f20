import { model, Schema } from 'mongoose';
import type { Datum, LngLat } from '../contract/geo.ts';
import { lngLat } from './places.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** Where a person or a region's staff are expected to work; WGS-84. */
export type Zone = Readonly<{ id: string; name: string; polygon: readonly LngLat[]; regionId?: string }>;
type ZoneDoc = Stored<Zone> & { sourceDatum: Datum; digest: string };

const text = { type: String, required: true } as const;
const schema = new Schema<ZoneDoc>(
  {
    _id: text,
    name: text,
    polygon: { type: [lngLat], required: true },
    regionId: String,
    sourceDatum: text,
    digest: text,
  },
  schemaOptions('zones'),
);
const Zones = model('Zone', schema);

/** Puts the zone as it is now. `digest` names the content received: the same one again changes nothing. */
export async function saveZone(
  zone: Zone,
  source: { datum: Datum; digest: string },
): Promise<'created' | 'updated' | 'unchanged'> {
  const { id, ...fields } = zone;
  if (await Zones.exists({ _id: id, digest: source.digest })) return 'unchanged';
  const replacement = { _id: id, ...fields, sourceDatum: source.datum, digest: source.digest };
  const { upsertedCount } = await Zones.replaceOne({ _id: id }, replacement, { upsert: true });
  return upsertedCount > 0 ? 'created' : 'updated';
}

export async function listZones(): Promise<Zone[]> {
  const found = await Zones.find().sort({ _id: 1 }).lean<ZoneDoc[]>();
  return found.map(({ sourceDatum: _datum, digest: _digest, ...zone }) => toPlain(zone));
}
