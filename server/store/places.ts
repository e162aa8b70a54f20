import { model, Schema } from 'mongoose';
import type { Datum } from '../contract/geo.ts';
import type { Place } from '../domain/geo/place.ts';
import { askTogether, doTogether } from './ask-together.ts';
import { changeMap } from './map-stamp.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

type PlaceDoc = Stored<Place> & {
  sourceDatum: Datum;
  digest: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

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
    wifiBssids: { type: [String], default: undefined },
    sourceDatum: text,
    digest: text,
    ...pendingFields,
  },
  schemaOptions('places'),
);
schema.index({ 'pending.id': 1 });
const Places = model('Place', schema);

/** Puts the place as it is now. `digest` names the content received: the same one again changes nothing. */
export async function savePlace(
  place: Place,
  source: { datum: Datum; digest: string; pending?: readonly Pending[] },
): Promise<'created' | 'updated' | 'unchanged'> {
  if ((await askForPlace(place.id))?.digest === source.digest) return 'unchanged';
  return changeMap(() => upsert({ place, source }));
}

type Upsert = Readonly<{ place: Place; source: Parameters<typeof savePlace>[1] }>;

const upsert = doTogether(async (upserts: readonly Upsert[]): Promise<('created' | 'updated')[]> => {
  const { upsertedIds } = await Places.bulkWrite(
    upserts.map(({ place: { id, ...fields }, source: { datum, digest, pending = [] } }) => {
      const gone = (['polygon', 'regionId', 'wifiBssids'] as const).filter(
        (name) => fields[name] === undefined,
      );
      const update = {
        $set: { ...fields, sourceDatum: datum, digest },
        ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((name) => [name, 1])) }),
        $push: { pending: { $each: [...pending] } },
      };
      return { updateOne: { filter: { _id: id }, update, upsert: true } };
    }),
  );
  return upserts.map((_, index) => (index in upsertedIds ? 'created' : 'updated'));
});

export async function listPlaces(): Promise<Place[]> {
  return (await Places.find().sort({ _id: 1 }).lean<PlaceDoc[]>()).map(toPlace);
}

export async function countPlaces(role: Place['roles'][number]): Promise<number> {
  return Places.countDocuments({ roles: role });
}

export async function findPlace(id: string): Promise<Place | null> {
  const found = await askForPlace(id);
  return found ? toPlace(found) : null;
}

/** The digest of what was received of a place. */
export const findPlaceDigest = async (id: string): Promise<string | undefined> =>
  (await askForPlace(id))?.digest;

const askForPlace = askTogether(async (ids) => {
  const found = await Places.find({ _id: { $in: ids } }).lean<PlaceDoc[]>();
  return new Map(found.map((one) => [one._id, one]));
});

export async function findPlaces(ids: readonly string[]): Promise<Place[]> {
  return (await Places.find({ _id: { $in: [...ids] } }).lean<PlaceDoc[]>()).map(toPlace);
}

/** Places with these characters in their name, by id. */
export async function findPlacesNamed(part: string, limit: number): Promise<Place[]> {
  const literal = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = Places.find({ name: { $regex: literal } })
    .sort({ _id: 1 })
    .limit(limit);
  return (await found.lean<PlaceDoc[]>()).map(toPlace);
}

/** A place as it is kept now, with the datum it came in and the digest of what was received. */
export async function findPlaceVersion(
  id: string,
): Promise<(Place & { sourceDatum: Datum; digest: string }) | null> {
  const found = await Places.findById(id).lean<PlaceDoc>();
  return found && { ...toPlace(found), sourceDatum: found.sourceDatum, digest: found.digest };
}

function toPlace(stored: PlaceDoc): Place {
  const { sourceDatum: _datum, digest: _digest, pending: _pending, sent: _sent, ...place } = stored;
  return toPlain(place);
}
