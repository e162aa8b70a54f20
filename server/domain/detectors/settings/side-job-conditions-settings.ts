import { z } from 'zod';
import { PRESENCE_FIELDS } from './presence-fields.ts';

/** Rises whenever a verdict on the same input may change (R6). */
export const SIDE_JOB_CONDITIONS = { name: 'side-job-conditions', version: 7 } as const;

/** Thresholds of `side-job-conditions`; each says its unit and why. */
export const SideJobConditionsSettingsSchema = z.strictObject({
  ...PRESENCE_FIELDS,
  /** Minutes of one stay at the declared place in working time that count: passing by or fetching something takes less. */
  minStayMin: z.number().min(5).max(240).default(15),
  /** Minutes around an approved time that belong to it: nobody arrives and leaves to the minute. */
  permissionMarginMin: z.number().min(0).max(120).default(15),
  /**
   * Minutes in the period from which it is more than a long errand. Twice those of `competitor-dwell`: they are added up over a fortnight,
   * not over one shift, and at a place the company approved.
   */
  highStayMin: z.number().min(20).max(3000).default(120),
  /** Days after the end of the approval from which it is more than a renewal overlooked. */
  minExpiredDays: z.number().int().min(1).max(30).default(2),
  /** Metres between the fences of the declared place and one of ours below which positions never decide. */
  neighbourM: z.number().min(0).max(500).default(30),
  /** Metres beyond a fix within which the declared place is looked at. */
  nearM: z.number().min(0).max(300).default(50),
  /** Minutes around breaks in which being there is private time. */
  breakMarginMin: z.number().min(0).max(60).default(10),
  /** Minutes around a sure sign of presence at a place of ours (QR, Wi-Fi, till) that it vouches for. */
  anchorMin: z.number().min(0).max(120).default(15),
  /** Minutes around a logged visit that belong to it. */
  visitMarginMin: z.number().min(0).max(120).default(15),
  /** Metres from the declared place within which a customer visit logged at that time may be what the positions show. */
  visitNearM: z.number().min(0).max(1000).default(150),
  /** Other people who miss the same customer from which its stored position is in doubt, so that its visits may be anywhere. */
  doubtPeople: z.number().int().min(1).max(20).default(2),
});
export type SideJobConditionsSettings = z.infer<typeof SideJobConditionsSettingsSchema>;
