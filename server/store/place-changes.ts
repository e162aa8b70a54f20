import type { Datum } from '../contract/geo.ts';
import type { Place } from '../domain/geo/place.ts';
import { doTogether } from './ask-together.ts';
import { changeMap } from './map-stamp.ts';
import type { Pending } from './pending.ts';
import { isTakenOver } from './is-pulled.ts';
import { askForPlace, Places, type PlaceDoc } from './places.ts';
import { isDuplicateKey } from './schema.ts';

const OPTIONAL = ['polygon', 'floor', 'regionId', 'wifiBssids'] as const;
/** What a record leaves of a change by hand that it takes the place of. */
const BY_HAND = ['byHand', 'why', 'record', 'withdrawnAt'] as const;

type Received = Readonly<{
  datum: Datum;
  digest: string;
  by?: string;
  at?: Date;
  pending?: readonly Pending[];
}>;

/**
 * Puts the place as a record has it. `digest` names the content received: the same one again changes nothing, nor does it undo what somebody
 * changed by hand since (`held`).
 */
export async function savePlace(
  place: Place,
  record: Received,
): Promise<'created' | 'updated' | 'unchanged' | 'held'> {
  const kept = await askForPlace(place.id);
  const isStanding = kept !== undefined && kept.withdrawnAt === undefined;
  if (isStanding && kept.digest === record.digest) {
    const { by } = record;
    if (by !== undefined && isTakenOver(kept.by, by)) await takeOver({ id: place.id, by });
    return 'unchanged';
  }
  if (kept?.record?.digest === record.digest) return 'held';
  await changeMap(() => upsert({ place, record }));
  return isStanding ? 'updated' : 'created';
}

const takeOver = doTogether(async (taken: readonly Readonly<{ id: string; by: string }>[]) => {
  await Places.bulkWrite(
    taken.map(({ id, by }) => ({ updateOne: { filter: { _id: id }, update: { $set: { by } } } })),
  );
  return taken;
});

const upsert = doTogether(async (upserts: readonly Readonly<{ place: Place; record: Received }>[]) => {
  await Places.bulkWrite(
    upserts.map(({ place: { id, ...fields }, record: { datum, digest, by, at, pending = [] } }) => ({
      updateOne: {
        filter: { _id: id },
        update: {
          $set: { ...fields, sourceDatum: datum, digest, ...(by !== undefined && { by }), ...(at && { at }) },
          $unset: without([...BY_HAND, ...goneOf(fields)]),
          $push: { pending: { $each: [...pending] } },
        },
        upsert: true,
      },
    })),
  );
  return upserts;
});

/** Takes a place back in the name of its system; false when there is none. */
export async function withdrawPlaceRecord(
  id: string,
  { by, at, pending }: Readonly<{ by: string; at: Date; pending: readonly Pending[] }>,
): Promise<boolean> {
  const kept = await askForPlace(id);
  if (!kept || kept.withdrawnAt !== undefined) return false;
  await changeMap(() => markWithdrawn({ id, by, at, pending }));
  return true;
}

type Gone = Readonly<{ id: string; by: string; at: Date; pending: readonly Pending[] }>;

const markWithdrawn = doTogether(async (gone: readonly Gone[]) => {
  await Places.bulkWrite(
    gone.map(({ id, by, at, pending }) => ({
      updateOne: {
        filter: { _id: id, withdrawnAt: { $exists: false } },
        update: {
          $set: { withdrawnAt: at, by, at },
          $unset: without(['byHand', 'why', 'record']),
          $push: { pending: { $each: [...pending] } },
        },
      },
    })),
  );
  return gone;
});

type ByHand = Readonly<{ by: string; at: Date; why?: string; pending: readonly Pending[] }>;

/** A new place of somebody's own; false when the id is taken, also by one that was withdrawn. */
export async function insertPlace(
  { id, ...fields }: Place,
  { datum, digest, pending, ...hand }: ByHand & Readonly<{ datum: Datum; digest: string }>,
): Promise<boolean> {
  try {
    await changeMap(() =>
      Places.create({ _id: id, ...fields, sourceDatum: datum, digest, byHand: true, ...hand, pending }),
    );
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return false;
  }
}

/**
 * Changes a place by hand if it still is what somebody saw: its fields, whether it stands, or both. What a record said of it is kept beside,
 * until that record says something else. False: it is another one by now.
 */
export async function changePlace(
  seen: PlaceDoc,
  change: Readonly<{ place?: Place; datum?: Datum; digest?: string; isWithdrawn: boolean }>,
  { by, at, why, pending }: ByHand,
): Promise<boolean> {
  const { place, datum, digest, isWithdrawn } = change;
  const { id: _id, ...fields } = place ?? { id: '' };
  const record = recordBeside(seen);
  const { modifiedCount } = await changeMap(() =>
    Places.updateOne(
      { _id: seen._id, digest: seen.digest, withdrawnAt: seen.withdrawnAt ?? { $exists: false } },
      {
        $set: {
          ...fields,
          ...(datum && { sourceDatum: datum }),
          ...(digest !== undefined && { digest }),
          byHand: true,
          by,
          at,
          ...(why !== undefined && { why }),
          ...(record && { record }),
          ...(isWithdrawn && { withdrawnAt: at }),
        },
        $unset: without([
          ...(place ? goneOf(place) : []),
          ...(why === undefined ? ['why'] : []),
          ...(isWithdrawn ? [] : ['withdrawnAt']),
        ]),
        $push: { pending: { $each: [...pending] } },
      },
    ),
  );
  return modifiedCount > 0;
}

/** What a record said, which somebody changes by hand now or did before. */
function recordBeside({ byHand, record, digest, by, at }: PlaceDoc): PlaceDoc['record'] {
  if (byHand === true) return record;
  return { digest, ...(by !== undefined && { by }), ...(at && { at }) };
}

const goneOf = (fields: Partial<Place>): string[] => OPTIONAL.filter((name) => fields[name] === undefined);
const without = (names: readonly string[]): Record<string, 1> =>
  Object.fromEntries(names.map((name): [string, 1] => [name, 1]));
