import { z } from 'zod';

/** What a company may set about the legal paths. */
const SanctionSettingsSchema = z.strictObject({
  /** Days from the arrival of a demand to its deadline: courts upheld one month (trust 1.1); never less than a fortnight. */
  demandDays: z.int().min(14).max(180).default(30),
});
export type SanctionSettings = z.infer<typeof SanctionSettingsSchema>;
/** The settings the product comes with. */
export const standardSanction: SanctionSettings = SanctionSettingsSchema.parse({});
