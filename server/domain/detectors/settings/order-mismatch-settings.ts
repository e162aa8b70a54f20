import { z } from 'zod';

/** Rises whenever a verdict on the same input may change (R6). */
export const ORDER_MISMATCH = { name: 'order-mismatch', version: 3 } as const;

/** Thresholds of `order-mismatch`; each says its unit and why. */
export const OrderMismatchSettingsSchema = z.strictObject({
  /** Days after a visit in which an order of the customer comes from it: product section 3 names 1-7. */
  lagDays: z.number().min(1).max(60).default(7),
  /** Orders below which nothing is said of where they come from. */
  minOrders: z.number().int().min(4).max(500).default(8),
  /** Orders after own visits, booked to one other person, below which nothing is said: two can be a wrong click. */
  minDiverted: z.number().int().min(2).max(100).default(3),
  /** Different customers of these: one customer is a hand-over or a private agreement. */
  minCustomers: z.number().int().min(1).max(50).default(2),
  /** Orders of a customer before `judge` that other people already booked, from which the account is shared; one may be a typing error. */
  sharedOrders: z.number().int().min(1).max(20).default(2),
  /** Share (0-1) of orders after own visits that go to others in an honest team: stand-ins and typing errors. */
  strayShare: z.number().min(0.001).max(0.5).default(0.04),
  /** Orders that this share weighs as. */
  strayStrength: z.number().min(1).max(500).default(20),
  /** Share (0-1) of earlier orders after own visits that others booked, from which the territory is shared: five times a stray's. */
  sharedShare: z.number().min(0.05).max(1).default(0.2),
  /** Own earlier orders from which it is known whose accounts the customers are, and the share of them with a visit before. */
  minHistoryOrders: z.number().int().min(5).max(500).default(10),
  /** Earlier orders that count at most: habits change with the season. */
  maxHistoryOrders: z.number().int().min(10).max(5000).default(60),
  /** Chance (0-1) of such records by luck below which they are improbable. */
  maxChance: z.number().min(0.000001).max(0.05).default(0.005),
  /** The same for severe. */
  highChance: z.number().min(0.0000001).max(0.05).default(0.00005),
  /** Share (0-1) of people expected to divert orders when nothing is known. */
  priorShare: z.number().min(0.001).max(0.5).default(0.05),
});
export type OrderMismatchSettings = z.infer<typeof OrderMismatchSettingsSchema>;
