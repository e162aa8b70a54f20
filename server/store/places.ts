import { model, Schema } from 'mongoose';
import type { Datum } from '../contract/geo.ts';
import type { Place } from '../domain/geo/place.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

type PlaceDoc = Stored<Place> & { sourceDatum: Datum; digest: string };

const text = { type: String, required: true } as const;
const degrees = { type: Number, required: true } as const;
export const lngLat = new Schema({ lng: degrees, lat: degrees }, { _id: false, strict: 'throw' });
const schema = new Schema<PlaceDoc>(
  {
    _id: text,
    name: text,
    roles: { type: [String], required: true },
    center: { type: lngLat, required: true },
    radiusM: { type: Number, required: true },
    polygon: { type: [lngLat], default: undefined },
    regionId: String,
    sourceDatum: text,
    digest: text,
  },
  schemaOptions('places'),
);
const Places = model('Place', schema);

/** Puts the place as it is now. `digest` names the content received: the same one again changes nothing. */
export async function savePlace(
  place: Place,
  source: { datum: Datum; digest: string },
): Promise<'created' | 'updated' | 'unchanged'> {
  const { id, ...fields } = place;
  const same = await Places.exists({ _id: id, digest: source.digest });
  if (same) return 'unchanged';
  const replacement = { _id: id, ...fields, sourceDatum: source.datum, digest: source.digest };
  const { upsertedCount } = await Places.replaceOne({ _id: id }, replacement, { upsert: true });
  return upsertedCount > 0 ? 'created' : 'updated';
}

export async function listPlaces(): Promise<Place[]> {
  return (await Places.find().sort({ _id: 1 }).lean<PlaceDoc[]>()).map(toPlace);
}

export async function findPlace(id: string): Promise<Place | null> {
  const found = await Places.findById(id).lean<PlaceDoc>();
  return found && toPlace(found);
}

function toPlace(stored: PlaceDoc): Place {
  const { sourceDatum: _datum, digest: _digest, ...place } = stored;
  return toPlain(place);
}
