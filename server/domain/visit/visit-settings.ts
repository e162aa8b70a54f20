import { z } from 'zod';

/** How logged visits are read, and which stays are offered as visits. */
const VisitSettingsSchema = z.strictObject({
  /** Minutes after which a visit that nothing ended is taken as over: half a shift at one customer is already long. */
  maxVisitMin: z.number().min(15).max(600).default(240),
  /** Minutes a stay needs before it is offered: the stay algorithm's own least time (Li et al. 2008), so no walk-by is offered. */
  minStayMin: z.number().min(5).max(120).default(10),
  /** Metres from a customer's edge, beside the stay's own error, within which the stay may be a visit there. */
  nearM: z.number().min(0).max(500).default(50),
  /** Other customers named beside the nearest: more than three is no help on a small screen. */
  maxOthers: z.number().int().min(0).max(10).default(3),
});
export type VisitSettings = z.infer<typeof VisitSettingsSchema>;
/** The settings the product comes with. */
export const DEFAULT_VISITS: VisitSettings = VisitSettingsSchema.parse({});
