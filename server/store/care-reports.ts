import { model, Schema } from 'mongoose';
import type { CareFigures } from '../domain/care/summarise-group.ts';
import { isCreated, schemaOptions } from './schema.ts';

/** The care report of a month. Made once and never again: made anew after somebody joined or left, the difference would tell of them. */
export type CareReport = Readonly<{
  month: string;
  at: Date;
  groups: readonly (CareFigures &
    Readonly<{ regionIds: readonly string[]; departmentIds: readonly string[] }>)[];
}>;
type ReportDoc = CareReport & { _id: string };

const schema = new Schema<ReportDoc>(
  {
    _id: { type: String, required: true },
    month: { type: String, required: true },
    at: { type: Date, required: true },
    groups: { type: [Schema.Types.Mixed], required: true },
  },
  schemaOptions('care_reports'),
);
const Reports = model('CareReport', schema);

/** False when the month has one. */
export async function insertCareReport(report: CareReport): Promise<boolean> {
  return isCreated(Reports.create({ _id: report.month, ...report }));
}

export async function hasCareReport(month: string): Promise<boolean> {
  return (await Reports.exists({ _id: month })) !== null;
}

/** Newest first. */
export async function listCareReports(limit: number): Promise<CareReport[]> {
  const found = await Reports.find().sort({ _id: -1 }).limit(limit).lean<ReportDoc[]>();
  return found.map(({ month, at, groups }) => ({ month, at, groups }));
}
