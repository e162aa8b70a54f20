import { z } from 'zod';

/** How many of a group: few < 20 %, some, many > 50 %. */
export const CareBandSchema = z.enum(['few', 'some', 'many']);
export type CareBand = z.infer<typeof CareBandSchema>;
export const CareSpreadSchema = z.enum(['even', 'uneven', 'very_uneven']);
export type CareSpread = z.infer<typeof CareSpreadSchema>;
export const CareActionSchema = z.enum([
  'review_overtime',
  'flexible_shift',
  'rest_days',
  'review_base_pay',
  'promotion_talk',
  'balance_workload',
]);
export type CareAction = z.infer<typeof CareActionSchema>;

/** Reply of GET /api/v1/care: months, newest first, by group of at least `minGroup` people. */
export const CareViewSchema = z.strictObject({
  minGroup: z.number().int(),
  months: z.array(
    z.strictObject({
      month: z.string(),
      at: z.iso.datetime(),
      groups: z.array(
        z.strictObject({
          regions: z.array(z.string()),
          departments: z.array(z.string()),
          people: z.number().int(),
          overtimeHours: z.number().int(),
          overLimit: CareBandSchema,
          withoutRest: CareBandSchema,
          salesBelow: CareBandSchema.nullable(),
          spread: CareSpreadSchema,
          actions: z.array(CareActionSchema),
        }),
      ),
    }),
  ),
});
export type CareView = z.infer<typeof CareViewSchema>;
