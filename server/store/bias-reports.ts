import { model, Schema } from 'mongoose';
import type { BiasTable } from '../domain/tuning/bias.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions } from './schema.ts';

/** Alert rates by group of one month, made once and never again; `reviews` = who has looked at it. */
export type BiasReport = Readonly<{
  month: string;
  at: Date;
  tables: readonly BiasTable[];
  reviews: readonly Readonly<{ byId: string; at: Date; note: string }>[];
}>;
type ReportDoc = BiasReport & { _id: string; pending: readonly Pending[]; sent: readonly SentCard[] };

const schema = new Schema<ReportDoc>(
  {
    _id: { type: String, required: true },
    month: { type: String, required: true },
    at: { type: Date, required: true },
    tables: { type: [Schema.Types.Mixed], required: true },
    reviews: { type: [Schema.Types.Mixed], required: true },
    ...pendingFields,
  },
  schemaOptions('bias_reports'),
);
schema.index({ 'pending.id': 1 });
const Reports = model('BiasReport', schema);

/** False when the month has one. */
export async function insertBiasReport(report: BiasReport): Promise<boolean> {
  return isCreated(Reports.create({ _id: report.month, ...report }));
}

export async function findBiasReport(month: string): Promise<BiasReport | null> {
  const found = await Reports.findById(month).lean<ReportDoc>();
  return found && toReport(found);
}

/** Newest first. */
export async function listBiasReports(limit: number): Promise<BiasReport[]> {
  return (await Reports.find().sort({ _id: -1 }).limit(limit).lean<ReportDoc[]>()).map(toReport);
}

/** Adds the review of somebody who has none there. */
export async function saveBiasReview(
  month: string,
  review: BiasReport['reviews'][number],
  pending: readonly Pending[],
): Promise<void> {
  await Reports.updateOne(
    { _id: month, 'reviews.byId': { $ne: review.byId } },
    { $push: { reviews: review, pending: { $each: [...pending] } } },
  );
}

const toReport = ({ month, at, tables, reviews }: ReportDoc): BiasReport => ({ month, at, tables, reviews });
