import { model, Schema } from 'mongoose';
import type { NonCompeteSource } from '../contract/non-compete.ts';
import type { Match } from '../domain/non-compete/match.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/**
 * One month of one person's employer as a source said it. Where the employer is nobody on the list its name and code are not kept: that
 * month was looked at and nothing was found.
 */
export type EmployerRecord = Readonly<{
  id: string;
  agreementId: string;
  personId: string;
  source: NonCompeteSource;
  month: string;
  employerName?: string;
  creditCode?: string;
  reference?: string;
  digest: string;
  receivedAt: Date;
  receivedBy: string;
  match: Match;
  /** What a human said of an undecided match. */
  settled?: Readonly<{ byId: string; at: Date; isSame: boolean; reason: string }>;
  pending: readonly Pending[];
  sent: readonly SentCard[];
}>;
type RecordDoc = Stored<EmployerRecord>;

const text = { type: String, required: true } as const;
const schema = new Schema<RecordDoc>(
  {
    _id: text,
    agreementId: text,
    personId: text,
    source: text,
    month: text,
    employerName: String,
    creditCode: String,
    reference: String,
    digest: text,
    receivedAt: { type: Date, required: true },
    receivedBy: text,
    match: { type: Schema.Types.Mixed, required: true },
    settled: Schema.Types.Mixed,
    ...pendingFields,
  },
  schemaOptions('non_compete_records'),
);
schema.index({ agreementId: 1, month: -1 });
schema.index({ personId: 1 });
schema.index({ 'pending.id': 1 });
export const Records = model('NonCompeteRecord', schema);

/** False when the id is taken. */
export async function insertEmployerRecord(record: Omit<EmployerRecord, 'sent'>): Promise<boolean> {
  const { id, ...fields } = record;
  return isCreated(Records.create({ _id: id, ...fields, sent: [] }));
}

export async function findEmployerRecord(id: string): Promise<EmployerRecord | null> {
  const found = await Records.findById(id).lean<RecordDoc>();
  return found && toPlain(found);
}

/** Newest month first. */
export async function listEmployerRecords(agreementId: string): Promise<EmployerRecord[]> {
  const query = Records.find({ agreementId }).sort({ month: -1, receivedAt: -1 });
  return (await query.lean<RecordDoc[]>()).map(toPlain);
}

/** Keeps the first word on an undecided record; when it is somebody else's employer, the name goes. Null when it was settled before. */
export async function settleEmployerRecord(
  id: string,
  settled: NonNullable<EmployerRecord['settled']>,
  pending: readonly Pending[],
): Promise<EmployerRecord | null> {
  const found = await Records.findOneAndUpdate(
    { _id: id, 'match.verdict': 'undecided', settled: { $exists: false } },
    {
      $set: { settled },
      ...(!settled.isSame && { $unset: { employerName: 1, creditCode: 1, reference: 1 } }),
      $push: { pending: { $each: [...pending] } },
    },
    { returnDocument: 'after' },
  ).lean<RecordDoc>();
  return found && toPlain(found);
}
