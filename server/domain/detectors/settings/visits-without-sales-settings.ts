import { z } from 'zod';

/** Rises whenever a verdict on the same input may change (R6). */
export const VISITS_WITHOUT_SALES = { name: 'visits-without-sales', version: 2 } as const;

/** Thresholds of `visits-without-sales`; each says its unit and why. */
export const VisitsWithoutSalesSettingsSchema = z.strictObject({
  /** Days after a visit in which its order arrives: product section 3 names 1-7. */
  lagDays: z.number().min(1).max(60).default(7),
  /** Visits, counted by how much of their lag has passed, below which nothing is said: 10 visits and 0 orders happen by chance. */
  minVisits: z.number().min(5).max(500).default(12),
  /** Different customers visited below which nothing is said: one customer's bad month is no pattern. */
  minCustomers: z.number().int().min(1).max(100).default(5),
  /** Orders to be expected below which nothing is said: with fewer than 3, none at all is common (Poisson: 5 %). */
  minExpected: z.number().min(1).max(100).default(3),
  /** Own earlier visits from which the own rate is known, and a customer not seen before is a new one. */
  minHistoryVisits: z.number().int().min(5).max(1000).default(20),
  /** Earlier visits that count at most (half of it without a team to compare with): an old habit must not outweigh a new season. */
  maxHistoryVisits: z.number().int().min(20).max(5000).default(60),
  /** Visits that the team's rate weighs as: honest people of one team differ by about a third of their rate. */
  teamStrength: z.number().min(2).max(200).default(15),
  /** Share (0-1) of a customer's earlier orders made without the rep (self, distributor, key account) from which visits do not aim at orders. */
  indirectShare: z.number().min(0.1).max(1).default(0.5),
  /** Chance (0-1) of so few orders by luck alone, judged by the lower of own and team rate, below which it is improbable. */
  maxChance: z.number().min(0.000001).max(0.05).default(0.005),
  /** The same for severe. */
  highChance: z.number().min(0.0000001).max(0.05).default(0.00005),
  /** Share (0-1) of people expected to divert orders when nothing is known. */
  priorShare: z.number().min(0.001).max(0.5).default(0.05),
});
export type VisitsWithoutSalesSettings = z.infer<typeof VisitsWithoutSalesSettingsSchema>;
