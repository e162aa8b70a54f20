import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';

/** What comparing one company day's punches with the platform's attendance came to. */
export type Reconciliation = Readonly<{
  /** YYYY-MM-DD. */
  day: string;
  at: Date;
  /** Confirmed punches of the day. */
  checked: number;
  /** Those the platform did not have; they were written again. */
  missing: readonly string[];
  /** Punches made in the chat app itself. */
  onlyThere: number;
}>;
type ReconciliationDoc = Omit<Reconciliation, 'day'> & { _id: string };

const count = { type: Number, required: true } as const;
const schema = new Schema<ReconciliationDoc>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    checked: count,
    missing: { type: [String], required: true },
    onlyThere: count,
  },
  schemaOptions('reconciliations'),
);
// Trust R13: what is kept of a day lives a year.
schema.index({ at: 1 }, { expireAfterSeconds: 365 * 86_400 });
const Reconciliations = model('Reconciliation', schema);

/** The newest comparison of a day replaces the one before. */
export async function saveReconciliation({ day, ...fields }: Reconciliation): Promise<void> {
  await Reconciliations.replaceOne({ _id: day }, fields, { upsert: true });
}

export async function findReconciliation(day: string): Promise<Reconciliation | null> {
  const found = await Reconciliations.findById(day).lean<ReconciliationDoc>();
  if (!found) return null;
  const { _id, ...fields } = found;
  return { day: _id, ...fields };
}
