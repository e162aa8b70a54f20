import { z } from 'zod';
import { getSetting } from '../../store/settings.ts';

export const RECORD_PERIOD_KEY = 'record-period';

/** How long records of work are kept, those of other systems and visits logged here. */
export const RecordPeriodSchema = z.strictObject({
  /**
   * Two years, as wage records (Interim Provisions on Payment of Wages art. 6); a claim about work can be brought for one (Labour Dispute
   * Mediation and Arbitration Law art. 27). Not below one: results are kept for a year, and comparisons reach seven months back.
   */
  recordDays: z.int().min(365).max(1095).default(730),
});

export async function findRecordDays(): Promise<number> {
  return RecordPeriodSchema.parse((await getSetting(RECORD_PERIOD_KEY)) ?? {}).recordDays;
}
