import { model, Schema } from 'mongoose';
import { askForRows, askTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions } from './schema.ts';

/** One person has read one version of the code of conduct. */
export type Acknowledged = Readonly<{
  personId: string;
  version: string;
  hash: string;
  language: 'zh' | 'en';
  readMs: number;
  at: Date;
}>;
type AcknowledgedDoc = Acknowledged & {
  _id: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const schema = new Schema<AcknowledgedDoc>(
  {
    _id: text,
    personId: text,
    version: text,
    hash: text,
    language: text,
    readMs: { type: Number, required: true },
    at: { type: Date, required: true },
    ...pendingFields,
  },
  schemaOptions('acknowledgements'),
);
schema.index({ personId: 1, at: 1 });
schema.index({ version: 1, personId: 1 });
schema.index({ 'pending.id': 1 });
const Acknowledgements = model('Acknowledgement', schema);

/** False when this version was acknowledged before; the first time counts. */
export async function insertAcknowledgement(
  acknowledged: Acknowledged,
  pending: readonly Pending[],
): Promise<boolean> {
  const { personId, version } = acknowledged;
  return isCreated(Acknowledgements.create({ _id: `${personId}:${version}`, ...acknowledged, pending }));
}

const askForOne = askTogether(async (ids) => {
  const found = await Acknowledgements.find({ _id: { $in: ids } }).lean<AcknowledgedDoc[]>();
  return new Map(found.map((one) => [one._id, one]));
});

export async function findAcknowledgement(personId: string, version: string): Promise<Acknowledged | null> {
  const found = await askForOne(`${personId}:${version}`);
  if (!found) return null;
  const { _id, pending: _pending, sent: _sent, ...acknowledged } = found;
  return acknowledged;
}

/** Every version the person has acknowledged, oldest first. */
export async function listAcknowledgements(personId: string): Promise<Acknowledged[]> {
  const found = await askForAcknowledged(personId);
  return found.map(({ _id, pending: _pending, sent: _sent, ...acknowledged }) => acknowledged);
}

const askForAcknowledged = askForRows(
  ({ personId }: AcknowledgedDoc) => personId,
  (personIds) =>
    Acknowledgements.find({ personId: { $in: personIds } })
      .sort({ at: 1 })
      .lean<AcknowledgedDoc[]>(),
);

/** When the person acknowledged each version. */
export async function listAcknowledged(personId: string): Promise<Map<string, Date>> {
  return new Map((await listAcknowledgements(personId)).map(({ version, at }) => [version, at]));
}

/** Who of these people has acknowledged a version. */
export async function findAcknowledgers(version: string, personIds: readonly string[]): Promise<Set<string>> {
  const filter = { version, personId: { $in: [...personIds] } };
  const found = await Acknowledgements.find(filter, { personId: 1 }).lean<{ personId: string }[]>();
  return new Set(found.map(({ personId }) => personId));
}

/** When the person first acknowledged any version; nothing is judged of the time before (R17). */
export async function firstAcknowledgedAt(personId: string): Promise<Date | null> {
  const first = await Acknowledgements.findOne({ personId }).sort({ at: 1 }).lean<AcknowledgedDoc>();
  return first?.at ?? null;
}

/** Whether the person had acknowledged a version by `at` (ever, when it is left out). */
export async function hasAcknowledged(personId: string, at?: Date): Promise<boolean> {
  const first = await firstAcknowledgedAt(personId);
  return first !== null && (at === undefined || first <= at);
}
