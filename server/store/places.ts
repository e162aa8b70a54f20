import { model, Schema } from 'mongoose';
import type { Datum } from '../contract/geo.ts';
import type { Place } from '../domain/geo/place.ts';
import { askTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** Who put something and when; `by` is a person's id, `key:` or `source:` and its name, or `system`. Absent: before it was noted. */
export type Putting = Readonly<{ digest: string; by?: string; at?: Date }>;

/** Where a place as it stands comes from. */
export type PlaceSource = Putting &
  Readonly<{
    sourceDatum: Datum;
    /** Last changed by hand in the console, and why. */
    byHand?: boolean;
    why?: string;
    /** What a record had said before somebody changed the place by hand: the same record again leaves the change alone. */
    record?: Putting;
    /** It is a place no longer; it keeps its name for what was found by it. */
    withdrawnAt?: Date;
  }>;

export type PlaceDoc = Stored<Place> &
  PlaceSource & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const degrees = { type: Number, required: true } as const;
export const lngLat = new Schema({ lng: degrees, lat: degrees }, { _id: false, strict: 'throw' });
const putting = new Schema({ digest: text, by: String, at: Date }, { _id: false, strict: 'throw' });
const schema = new Schema<PlaceDoc>(
  {
    _id: text,
    name: text,
    roles: { type: [String], required: true },
    center: { type: lngLat, required: true },
    radiusM: { type: Number, required: true },
    polygon: { type: [lngLat], default: undefined },
    floor: String,
    regionId: String,
    wifiBssids: { type: [String], default: undefined },
    sourceDatum: text,
    digest: text,
    by: String,
    at: Date,
    byHand: Boolean,
    why: String,
    record: putting,
    withdrawnAt: Date,
    ...pendingFields,
  },
  schemaOptions('places'),
);
schema.index({ 'pending.id': 1 });
export const Places = model('Place', schema);
const STANDING = { withdrawnAt: { $exists: false } } as const;

/** Every place there is, and those that were withdrawn: neither judges nor is chosen, but what was found by one still names it. */
export async function listPlaces(): Promise<Readonly<{ standing: Place[]; withdrawn: Place[] }>> {
  const all = await Places.find().sort({ _id: 1 }).lean<PlaceDoc[]>();
  return {
    standing: all.filter(({ withdrawnAt }) => withdrawnAt === undefined).map(toPlace),
    withdrawn: all.filter(({ withdrawnAt }) => withdrawnAt !== undefined).map(toPlace),
  };
}

export async function countPlaces(role: Place['roles'][number]): Promise<number> {
  return Places.countDocuments({ roles: role, ...STANDING });
}

/** A place there is; null where there is none, or no more. */
export async function findPlace(id: string): Promise<Place | null> {
  const found = await askForPlace(id);
  return found && found.withdrawnAt === undefined ? toPlace(found) : null;
}

/** The digest of what was received of a place; of one that was changed by hand, of what was received before. */
export async function findPlaceDigest(id: string): Promise<string | undefined> {
  const found = await askForPlace(id);
  return found?.record?.digest ?? (found?.withdrawnAt === undefined ? found?.digest : undefined);
}

/** As it is stored, with what is known of where it comes from. */
export const askForPlace = askTogether(async (ids) => {
  const found = await Places.find({ _id: { $in: ids } }).lean<PlaceDoc[]>();
  return new Map(found.map((one) => [one._id, one]));
});

export async function findPlaces(ids: readonly string[]): Promise<Place[]> {
  return (await Places.find({ _id: { $in: [...ids] }, ...STANDING }).lean<PlaceDoc[]>()).map(toPlace);
}

/** The names of places, of withdrawn ones too, by id. */
export async function findPlaceNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Places.find({ _id: { $in: [...ids] } }, { name: 1 }).lean<PlaceDoc[]>();
  return new Map(found.map(({ _id, name }) => [_id, name]));
}

/** Places with these characters in their name, by id. */
export async function findPlacesNamed(part: string, limit: number): Promise<Place[]> {
  const literal = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = Places.find({ name: { $regex: literal }, ...STANDING })
    .sort({ _id: 1 })
    .limit(limit);
  return (await found.lean<PlaceDoc[]>()).map(toPlace);
}

/** A place as it is kept now, a withdrawn one too, with where it comes from. */
export async function findPlaceVersion(id: string): Promise<(Place & PlaceSource) | null> {
  const found = await Places.findById(id).lean<PlaceDoc>();
  if (!found) return null;
  const { pending: _pending, sent: _sent, ...version } = found;
  return toPlain(version);
}

/** What it is, without where it comes from. */
export const toPlace = ({
  sourceDatum: _datum,
  digest: _digest,
  by: _by,
  at: _at,
  byHand: _hand,
  why: _why,
  record: _record,
  withdrawnAt: _withdrawn,
  pending: _pending,
  sent: _sent,
  ...stored
}: PlaceDoc): Place => toPlain(stored);
