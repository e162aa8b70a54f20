import { randomUUID } from 'node:crypto';
import { model, mongo, Schema } from 'mongoose';
import { doTogether } from './ask-together.ts';
import { behind, type PageScope } from './page.ts';
import { isDuplicateKey, schemaOptions } from './schema.ts';

/** One look at a person's data (trust R16): who, what, why, when. */
export type Read = Readonly<{ personId: string; readerId: string; what: string; purpose: string; at: Date }>;

const schema = new Schema<Read & { _id: string }>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    readerId: { type: String, required: true },
    what: { type: String, required: true },
    purpose: { type: String, required: true },
    at: { type: Date, required: true },
  },
  schemaOptions('reads'),
);
schema.index({ personId: 1, at: -1 });
const ReadModel = model<Read & { _id: string }>('Read', schema);

/** Enters one look in the ledger the person can see, once per `id`; a person looking at the own data leaves no entry. */
export async function recordRead(read: Read, id: string = randomUUID()): Promise<void> {
  if (read.personId !== read.readerId) await enter({ _id: id, ...read });
}

/** A list shows many people: their entries are one command. */
const enter = doTogether(async (reads: readonly (Read & { _id: string })[]): Promise<null[]> => {
  await ReadModel.insertMany([...reads], { ordered: false }).catch((error: unknown) => {
    if (!areDuplicateKeys(error)) throw error;
  });
  return reads.map(() => null);
});

/** Unordered, the entries beside a repeated one were written. */
function areDuplicateKeys(error: unknown): boolean {
  if (!(error instanceof mongo.MongoBulkWriteError)) return isDuplicateKey(error);
  return [error.writeErrors].flat().every(({ code }) => code === 11_000);
}

/** The looks of one kind at a person's data since `fromAt`, oldest first. */
export async function listReadsOf(
  scope: Readonly<{ personId: string; what: string; fromAt: Date }>,
): Promise<Read[]> {
  const { personId, what, fromAt } = scope;
  return ReadModel.find({ personId, what, at: { $gte: fromAt } })
    .sort({ at: 1 })
    .lean<Read[]>();
}

/** The looks at a person's data, newest first, page by page. */
export async function listReads(
  personId: string,
  { after, limit }: PageScope = { limit: 200 },
): Promise<(Read & { _id: string })[]> {
  const query = ReadModel.find({ personId, ...behind('at', after) }).sort({ at: -1, _id: 1 });
  return query.limit(limit).lean<(Read & { _id: string })[]>();
}
