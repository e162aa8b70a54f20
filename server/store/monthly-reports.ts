import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions } from './schema.ts';

/** That a person was sent the report of a month; its numbers are made from the data when it is read. */
export type SentReport = Readonly<{ personId: string; month: string; at: Date }>;
type SentReportDoc = SentReport & {
  _id: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const schema = new Schema<SentReportDoc>(
  { _id: text, personId: text, month: text, at: { type: Date, required: true }, ...pendingFields },
  schemaOptions('monthly_reports'),
);
schema.index({ personId: 1 });
schema.index({ 'pending.id': 1 });
const Reports = model('MonthlyReport', schema);

/** Notes a report and queues its card, not before `notBefore`; false when this month's was sent before. */
export async function insertReport({ personId, month, at }: SentReport, notBefore?: Date): Promise<boolean> {
  const _id = `${personId}:${month}`;
  const pending: Pending[] = [
    { id: `${_id}:card`, kind: 'card', slot: 'report', ...(notBefore && { notBefore }) },
  ];
  return isCreated(Reports.create({ _id, personId, month, at, pending }));
}

export async function findReport(id: string): Promise<SentReport | null> {
  const found = await Reports.findById(id).lean<SentReportDoc>();
  return found && { personId: found.personId, month: found.month, at: found.at };
}
