import { z } from 'zod';

/** Thresholds of the care report; each says its unit and why. */
const CareSettingsSchema = z.strictObject({
  /** People a group must have to be shown (k-anonymity, Sweeney 2002; product M24 names 5). */
  minGroup: z.number().int().min(5).max(50).default(5),
  /** Minutes past the shift that are still tidying up. */
  graceMin: z.number().min(0).max(120).default(15),
  /** Minutes of one day beyond which a punch out was forgotten rather than late. */
  longestDayMin: z.number().min(60).max(960).default(360),
  /** Hours of overtime a month the law allows (Labour Law art. 41). */
  monthlyOvertimeHours: z.number().min(1).max(200).default(36),
  /** Days worked in one week that leave no full day of rest (Labour Law art. 38). */
  weekDays: z.number().int().min(5).max(7).default(7),
  /** Share (0-1) below the own mean of the months before that is felt in a commission. */
  salesDrop: z.number().min(0.05).max(0.9).default(0.2),
  /** Months of own sales a trend is compared with; fewer say nothing. */
  trendMonths: z.number().int().min(2).max(12).default(3),
  /** Shares (0-1) of a group from which it is some, and many, of its people. Exact shares would tell of single people. */
  someShare: z.number().min(0.05).max(0.5).default(0.2),
  manyShare: z.number().min(0.2).max(0.9).default(0.5),
  /** Coefficient of variation of worked time from which work is spread unevenly, and very unevenly: shifts alone make 0.1. */
  unevenVariation: z.number().min(0.05).max(1).default(0.2),
  veryUnevenVariation: z.number().min(0.1).max(2).default(0.4),
});
export type CareSettings = z.infer<typeof CareSettingsSchema>;
/** The settings the product comes with. */
export const USUAL_CARE = CareSettingsSchema.parse({});
