import { model, Schema } from 'mongoose';
import type { Arrangement as ArrangementForm } from '../contract/case.ts';
import { askForRows } from './ask-together.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** A manager's word that a stay was work he arranged. `isSampled`: HR looks at it (10 %). */
export type Arrangement = Readonly<{
  /** The alert it answers. */
  id: string;
  personId: string;
  /** Absent where the alert was about no place: then it holds anywhere in its window. */
  placeId?: string;
  regionId?: string;
  startAt: Date;
  endAt: Date;
  kind: ArrangementForm['kind'];
  note?: string;
  byId: string;
  at: Date;
  isSampled: boolean;
}>;
type ArrangementDoc = Stored<Arrangement>;

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<ArrangementDoc>(
  {
    _id: text,
    personId: text,
    placeId: String,
    regionId: String,
    startAt: when,
    endAt: when,
    kind: text,
    note: String,
    byId: text,
    at: when,
    isSampled: { type: Boolean, required: true },
  },
  schemaOptions('arrangements'),
);
schema.index({ personId: 1, startAt: 1 });
const Arrangements = model('Arrangement', schema);

/** Keeps the first word given for an alert. */
export async function saveArrangement(arrangement: Arrangement): Promise<void> {
  const { id, ...fields } = arrangement;
  await Arrangements.updateOne({ _id: id }, { $setOnInsert: fields }, { upsert: true });
}

/** By the alert each answers. */
export async function findArrangementsOf(alertIds: readonly string[]): Promise<Map<string, Arrangement>> {
  const found = await Arrangements.find({ _id: { $in: [...alertIds] } }).lean<ArrangementDoc[]>();
  return new Map(found.map((doc) => [doc._id, toPlain(doc)]));
}

/** Arrangements of a person that touch the time from `fromAt` to `toAt`. */
export async function findArrangements(personId: string, fromAt: Date, toAt: Date): Promise<Arrangement[]> {
  return (await askForArrangements(personId, fromAt, toAt)).map(toPlain);
}

const askForArrangements = askForRows(
  ({ personId }: ArrangementDoc) => personId,
  (personIds, fromAt: Date, toAt: Date) =>
    Arrangements.find({
      personId: { $in: personIds },
      startAt: { $lte: toAt },
      endAt: { $gte: fromAt },
    }).lean<ArrangementDoc[]>(),
);
