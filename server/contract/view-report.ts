import { z } from 'zod';
import { CaseOutcomeSchema, CaseStateSchema } from './case.ts';
import { NextSchema } from './page.ts';

const at = z.iso.datetime();
const day = z.iso.date();
const bilingual = z.strictObject({ zh: z.string(), en: z.string() });

/** Advice to the person alone, made from the own numbers. */
export const ReportTipSchema = z.enum([
  'keep_open',
  'ask_confirmation',
  'start_earlier',
  'rest',
  'plan_route',
]);
export type ReportTip = z.infer<typeof ReportTipSchema>;

/** Reply of GET /api/v1/my/reports/:month (YYYY-MM): the employee's own month; null = no data, never zero. */
export const MonthlyReportSchema = z.strictObject({
  month: z.string(),
  workedDays: z.number().int(),
  punches: z.strictObject({
    total: z.number().int(),
    confirmed: z.number().int(),
    waiting: z.number().int(),
  }),
  onTimePct: z.number().nullable(),
  distanceKm: z.number().nullable(),
  coveragePct: z.number().nullable(),
  days: z.array(
    z.strictObject({
      day,
      workedMin: z.number(),
      distanceKm: z.number().nullable(),
      coveragePct: z.number().nullable(),
      stays: z.number().int(),
    }),
  ),
  visits: z.number().int(),
  /** Overtime that was agreed to, by the day it began. */
  overtime: z.array(z.strictObject({ day, minutes: z.number().int() })),
  /** Where the month was spent, the longest first, as numbered on its map; places of the company alone have names. */
  places: z.array(
    z.strictObject({ name: z.string().optional(), days: z.number().int(), minutes: z.number().int() }),
  ),
  /** The own months before, the oldest first; never anybody else's. */
  history: z.array(
    z.strictObject({
      month: z.string(),
      workedDays: z.number().int(),
      distanceKm: z.number().nullable(),
      coveragePct: z.number().nullable(),
      onTimePct: z.number().nullable(),
      visits: z.number().int(),
    }),
  ),
  tips: z.array(ReportTipSchema),
  previous: z
    .strictObject({
      workedDays: z.number().int(),
      distanceKm: z.number().nullable(),
      coveragePct: z.number().nullable(),
    })
    .optional(),
  alerts: z.array(
    z.strictObject({ id: z.string(), alertNo: z.string(), day, status: z.string(), sentence: bilingual }),
  ),
  cases: z.array(
    z.strictObject({
      caseNo: z.string(),
      id: z.string(),
      openedAt: at,
      state: CaseStateSchema,
      outcome: CaseOutcomeSchema.optional(),
    }),
  ),
});
export type MonthlyReport = z.infer<typeof MonthlyReportSchema>;

/** Reply of GET /api/v1/my/reads: who looked at my data, when, why (R16). */
export const ReadLedgerSchema = z.strictObject({
  reads: z.array(z.strictObject({ at, reader: z.string(), what: z.string(), purpose: z.string() })),
  next: NextSchema,
});
export type ReadLedger = z.infer<typeof ReadLedgerSchema>;
