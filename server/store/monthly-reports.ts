import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions } from './schema.ts';

/** That a person was sent the report of a month; its numbers are made from the data when it is read. */
export type SentReport = Readonly<{
  personId: string;
  month: string;
  at: Date;
  /** To a manager, that the report of the own teams can be read. */
  isTeam?: true;
}>;
type SentReportDoc = SentReport & {
  _id: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const schema = new Schema<SentReportDoc>(
  {
    _id: text,
    personId: text,
    month: text,
    at: { type: Date, required: true },
    isTeam: Boolean,
    ...pendingFields,
  },
  schemaOptions('monthly_reports'),
);
schema.index({ personId: 1 });
schema.index({ 'pending.id': 1 });
const Reports = model('MonthlyReport', schema);

/** Notes a report and queues its card, not before `notBefore`; false when this month's was sent before. */
export async function insertReport(
  { personId, month, at, isTeam }: SentReport,
  notBefore?: Date,
): Promise<boolean> {
  const _id = `${personId}:${isTeam ? 'team:' : ''}${month}`;
  const pending: Pending[] = [
    { id: `${_id}:card`, kind: 'card', slot: 'report', ...(notBefore && { notBefore }) },
  ];
  return isCreated(Reports.create({ _id, personId, month, at, pending, ...(isTeam && { isTeam }) }));
}

export async function findReport(id: string): Promise<SentReport | null> {
  const found = await Reports.findById(id).lean<SentReportDoc>();
  if (!found) return null;
  const { personId, month, at, isTeam } = found;
  return { personId, month, at, ...(isTeam && { isTeam }) };
}
