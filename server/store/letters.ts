import { model, Schema } from 'mongoose';
import type { LetterKind } from '../contract/sanction.ts';
import type { Delivery } from '../domain/sanction/sanction.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';
import { openBytes, sealBytes, type SealedBytes } from './sealed.ts';

/** A letter of a case as it was issued: its PDF never changes, deliveries are added. */
export type Letter = Readonly<{
  id: string;
  caseId: string;
  personId: string;
  kind: LetterKind;
  no: string;
  issuedAt: Date;
  issuedById: string;
  /** SHA-256 of the PDF. */
  sha256: string;
  bytes: number;
  deadlineAt?: Date;
  deliveries: readonly Delivery[];
}>;
type LetterDoc = Stored<Letter> & {
  content: SealedBytes;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<LetterDoc>(
  {
    _id: text,
    caseId: text,
    personId: text,
    kind: text,
    no: text,
    issuedAt: when,
    issuedById: text,
    sha256: text,
    bytes: number,
    deadlineAt: Date,
    deliveries: { type: [Schema.Types.Mixed], default: [] },
    content: { type: Buffer, required: true },
    ...pendingFields,
  },
  schemaOptions('letters'),
);
schema.index({ caseId: 1, issuedAt: 1 });
schema.index({ personId: 1 });
schema.index({ 'pending.id': 1 });
export const Letters = model('Letter', schema);
const WITHOUT_CONTENT = { content: 0, pending: 0, sent: 0 } as const;

export async function insertLetter(
  { id, ...fields }: Letter,
  content: Uint8Array,
  pending: readonly Pending[],
): Promise<void> {
  await Letters.create({
    _id: id,
    ...fields,
    content: sealBytes(placeOf(id), content),
    pending: [...pending],
    sent: [],
  });
}

/** The letters of a case, the first one first, without their bytes. */
export async function listLetters(caseId: string): Promise<Letter[]> {
  const query = Letters.find({ caseId }, WITHOUT_CONTENT).sort({ issuedAt: 1, _id: 1 });
  return (await query.lean<Stored<Letter>[]>()).map(toPlain);
}

export async function findLetter(id: string): Promise<Letter | null> {
  const found = await Letters.findById(id, WITHOUT_CONTENT).lean<Stored<Letter>>();
  return found && toPlain(found);
}

export async function readLetter(id: string): Promise<Buffer | null> {
  const found = await Letters.findById(id, { content: 1 }).lean<{ content: SealedBytes }>();
  return found && Buffer.from(openBytes(placeOf(id), found.content));
}

const placeOf = (id: string) => ({ in: 'letters', field: 'content', id }) as const;

/** Adds one delivery; an in-app receipt counts once. */
export async function addDelivery(
  id: string,
  delivery: Delivery,
  pending: readonly Pending[],
): Promise<boolean> {
  const isOnce = delivery.channel === 'in_app_receipt';
  const { matchedCount } = await Letters.updateOne(
    { _id: id, ...(isOnce && { 'deliveries.channel': { $ne: 'in_app_receipt' } }) },
    { $push: { deliveries: delivery, pending: { $each: [...pending] } } },
  );
  return matchedCount === 1;
}
