import { model, Schema } from 'mongoose';
import type { ConsentKind } from '../contract/consent.ts';
import { askTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isDuplicateKey, schemaOptions } from './schema.ts';

/** One answer to one notice, bound to the text that was shown. */
export type ConsentEntry = Readonly<{
  state: 'granted' | 'declined' | 'withdrawn';
  version: string;
  hash: string;
  at: Date;
}>;
/** All answers of one person to one kind, oldest first; only ever added to. The last one counts. */
export type Consent = Readonly<{ personId: string; kind: ConsentKind; history: readonly ConsentEntry[] }>;
type ConsentDoc = Consent & { _id: string; pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const entry = new Schema(
  { state: text, version: text, hash: text, at: { type: Date, required: true } },
  { _id: false, strict: 'throw' },
);
const schema = new Schema<ConsentDoc>(
  { _id: text, personId: text, kind: text, history: { type: [entry], required: true }, ...pendingFields },
  schemaOptions('consents'),
);
schema.index({ personId: 1, kind: 1 }, { unique: true });
// What was taken back lately, of everybody.
schema.index({ 'history.at': 1 });
schema.index({ 'pending.id': 1 });
const Consents = model('Consent', schema);

export async function findConsent(personId: string, kind: ConsentKind): Promise<Consent | null> {
  const found = await askForConsent(`${personId}:${kind}`);
  return found ? { personId, kind, history: found.history } : null;
}

const askForConsent = askTogether(async (ids) => {
  const found = await Consents.find({ _id: { $in: ids } }).lean<ConsentDoc[]>();
  return new Map(found.map((one) => [one._id, one]));
});

/** Consents in which something was taken back or refused at `sinceAt` or later. */
export async function listTakenBack(sinceAt: Date): Promise<Consent[]> {
  const taken = { history: { $elemMatch: { at: { $gte: sinceAt }, state: { $ne: 'granted' as const } } } };
  const found = await Consents.find(taken).lean<ConsentDoc[]>();
  return found.map(({ personId, kind, history }) => ({ personId, kind, history }));
}

/** How many of these people have said yes or no to this version of a notice, whatever they said since. */
export async function countAnswered(
  personIds: readonly string[],
  { kind, version }: Readonly<{ kind: ConsentKind; version: string }>,
): Promise<number> {
  return Consents.countDocuments({ kind, personId: { $in: [...personIds] }, 'history.version': version });
}

/** Whether the person's last answer is a grant, of whatever version of the notice. */
export async function hasConsent(personId: string, kind: ConsentKind): Promise<boolean> {
  return (await findConsent(personId, kind))?.history.at(-1)?.state === 'granted';
}

/** Adds the answer number `position` (0 = first); false when another answer took that place. */
export async function appendConsent(
  key: Readonly<{ personId: string; kind: ConsentKind; position: number }>,
  answer: ConsentEntry,
  pending: readonly Pending[],
): Promise<boolean> {
  const { personId, kind, position } = key;
  try {
    const { matchedCount, upsertedCount } = await Consents.updateOne(
      { _id: `${personId}:${kind}`, history: { $size: position } },
      { $set: { personId, kind }, $push: { history: answer, pending: { $each: [...pending] } } },
      { upsert: position === 0 },
    );
    return matchedCount + upsertedCount > 0;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
