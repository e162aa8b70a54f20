import { model, Schema } from 'mongoose';
import type { Datum } from '../contract/geo.ts';
import type { VisitPurpose } from '../contract/visit.ts';
import { askForRows } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';
import { openValue, sealValue, type Sealed } from './sealed.ts';

/**
 * A visit a person logged on the phone or confirmed from the own track, or a suggested one the person said was none. Who, where and
 * since when never change; the details are the person's last word.
 */
export type Visit = Readonly<{
  id: string;
  personId: string;
  customerId: string;
  /** Corrected time. */
  startAt: Date;
  /** Said by the person, or the end of the stay a confirmed suggestion came from; else implied when it is read. */
  endedAt?: Date;
  source: 'phone' | 'suggestion';
  said: 'logged' | 'declined';
  purpose?: VisitPurpose;
  ordered?: boolean;
  note?: string;
  /** WGS-84, only where R1 and R2 allow. */
  location?: Readonly<{ lng: number; lat: number; accuracyM: number; sourceDatum: Datum }>;
  distanceM?: number;
  hasPhoto: boolean;
  capturedAt: Date;
  receivedAt: Date;
  /** Nothing but the phone's clock says when it began, and it came late: a fact for its readers, no ground for anything. */
  onPhoneTime?: boolean;
  /** It named a time that was over when it was kept: `startAt` is the earliest it can have been. */
  clockWasOff?: boolean;
  /** Corrected time of the last edit, for the order of edits. */
  editedAt: Date;
  digest: string;
  /** Different content that came under the same id; the first one counts, both are kept. */
  conflicts: readonly Readonly<{ digest: string; receivedAt: Date; customerId: string; startAt: Date }>[];
}>;
type VisitDoc = Omit<Stored<Visit>, 'location'> & {
  location?: Sealed<NonNullable<Visit['location']>>;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<VisitDoc>(
  {
    _id: text,
    personId: text,
    customerId: text,
    startAt: when,
    endedAt: Date,
    source: text,
    said: text,
    purpose: String,
    ordered: Boolean,
    note: String,
    location: Schema.Types.Mixed,
    distanceM: Number,
    hasPhoto: { type: Boolean, required: true },
    capturedAt: when,
    receivedAt: when,
    onPhoneTime: Boolean,
    clockWasOff: Boolean,
    editedAt: when,
    digest: text,
    conflicts: { type: [Schema.Types.Mixed], default: [] },
    ...pendingFields,
  },
  schemaOptions('visits'),
);
schema.index({ personId: 1, startAt: 1 });
schema.index({ startAt: 1 });
// The few that retention still has to do with.
schema.index({ startAt: -1 }, { partialFilterExpression: { location: { $exists: true } } });
schema.index({ 'pending.id': 1 });
export const Visits = model('Visit', schema);

/** False when the id is taken. */
export async function insertVisit(visit: Visit, pending: readonly Pending[]): Promise<boolean> {
  const { id, location, ...fields } = visit;
  const sealed = location && { location: sealValue(placeOf(id), location) };
  return isCreated(Visits.create({ _id: id, ...fields, ...sealed, pending }));
}

export async function findVisit(id: string): Promise<Visit | null> {
  const found = await Visits.findById(id).lean<VisitDoc>();
  return found && toVisit(found);
}

/** What a person said of visits that start from `fromAt` up to `toAt`, by time; declined suggestions too. */
export async function findVisits(personId: string, fromAt: Date, toAt: Date): Promise<Visit[]> {
  return (await askForVisits(personId, fromAt, toAt)).map(toVisit);
}

const askForVisits = askForRows(
  ({ personId }: VisitDoc) => personId,
  (personIds, fromAt: Date, toAt: Date) =>
    Visits.find({ personId: { $in: personIds }, startAt: { $gte: fromAt, $lt: toAt } })
      .sort({ startAt: 1, _id: 1 })
      .lean<VisitDoc[]>(),
);

/** Writes details newer than those there are; null when newer ones are there already. */
export async function editVisit(
  id: string,
  details: Readonly<{
    editedAt: Date;
    purpose: VisitPurpose;
    ordered?: boolean;
    note?: string;
    endedAt?: Date;
  }>,
  pending: readonly Pending[],
): Promise<Visit | null> {
  const { editedAt, purpose, endedAt, ...optional } = details;
  const gone = (['ordered', 'note'] as const).filter((name) => optional[name] === undefined);
  const found = await Visits.findOneAndUpdate(
    { _id: id, editedAt: { $lte: editedAt } },
    {
      $set: { purpose, editedAt, ...optional, ...(endedAt && { endedAt }) },
      ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((name) => [name, 1])) }),
      $push: { pending: { $each: [...pending] } },
    },
    { returnDocument: 'after' },
  ).lean<VisitDoc>();
  return found && toVisit(found);
}

/** Keeps different content that came under a known id, once. */
export async function keepVisitConflict(id: string, copy: Visit['conflicts'][number]): Promise<void> {
  await Visits.updateOne(
    { _id: id, 'conflicts.digest': { $ne: copy.digest } },
    { $push: { conflicts: copy } },
  );
}

export async function markVisitPhoto(id: string): Promise<void> {
  await Visits.updateOne({ _id: id }, { $set: { hasPhoto: true } });
}

function toVisit(stored: VisitDoc): Visit {
  const { pending: _pending, sent: _sent, location, ...visit } = stored;
  if (location === undefined) return toPlain(visit);
  return { ...toPlain(visit), location: openValue(placeOf(visit._id), location) };
}

const placeOf = (id: string) => ({ in: 'visits', field: 'location', id }) as const;

/** Takes the place and the note out of visits: whom somebody visited and when is a work record. */
export async function dropVisitDetails(ids: readonly string[]): Promise<void> {
  const gone = { location: 1, distanceM: 1, note: 1 } as const;
  await Visits.updateMany({ _id: { $in: [...ids] } }, { $unset: gone });
}

/** The photos of these visits are gone. */
export async function dropVisitPhotos(ids: readonly string[]): Promise<void> {
  await Visits.updateMany({ _id: { $in: [...ids] } }, { $set: { hasPhoto: false } });
}
