import { randomUUID } from 'node:crypto';
import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';

/** One look at a person's data (trust R16): who, what, why, when. */
export type Read = Readonly<{ personId: string; readerId: string; what: string; purpose: string; at: Date }>;

const schema = new Schema<Read & { _id: string }>(
  {
    _id: { type: String, default: () => randomUUID() },
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

/** Enters one look in the ledger the person can see; a person looking at the own data leaves no entry. */
export async function recordRead(read: Read): Promise<void> {
  if (read.personId === read.readerId) return;
  await ReadModel.create(read);
}

/** The latest looks at a person's data, newest first. */
export async function listReads(personId: string, limit = 200): Promise<Read[]> {
  return ReadModel.find({ personId }).sort({ at: -1 }).limit(limit).lean<Read[]>();
}
