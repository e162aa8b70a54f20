import { z } from 'zod';

/** Rises whenever a verdict on the same input may change (R6). */
export const CUSTOMER_ATTRITION = { name: 'customer-attrition', version: 2 } as const;

/** Thresholds of `customer-attrition`; each says its unit and why. */
export const CustomerAttritionSettingsSchema = z.strictObject({
  /** Orders of a customer, most of them booked to the person, that make it an own customer with a rhythm. */
  minOrders: z.number().int().min(3).max(100).default(4),
  /** Own customers below which nothing is said: one of three may have closed. */
  minCustomers: z.number().int().min(3).max(500).default(6),
  /** Customers lost below which nothing is said. */
  minLost: z.number().int().min(2).max(100).default(3),
  /** Chance (0-1) of so long a silence by the customer's own rhythm below which it has stopped. */
  silenceChance: z.number().min(0.001).max(0.2).default(0.03),
  /** Share (0-1) of own customers that an ordinary person loses in such a time: closures and moves, besides silences by chance. */
  usualShare: z.number().min(0.01).max(0.5).default(0.06),
  /** Customers that this share weighs as. */
  usualStrength: z.number().min(2).max(200).default(20),
  /** Chance (0-1) of so many losses by luck below which they support other findings. */
  maxChance: z.number().min(0.000001).max(0.1).default(0.01),
  /** Share (0-1) of people whose customers are drawn away when nothing is known. */
  priorShare: z.number().min(0.001).max(0.5).default(0.05),
});
export type CustomerAttritionSettings = z.infer<typeof CustomerAttritionSettingsSchema>;
