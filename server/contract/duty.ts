import { z } from 'zod';
import { DaySchema } from './calendar.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';

const id = z.string().min(1).max(64);

/** Body of PUT /api/v1/duty/:id: who of HR is on duty from `fromDay` to `toDay`, and who stands in, in this order. */
export const DutyBodySchema = z
  .strictObject({
    fromDay: DaySchema,
    toDay: DaySchema,
    hrId: id,
    deputyIds: z.array(id).min(1).max(5),
  })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ['toDay'], ...says(rule.notBeforeFromDay) })
  .refine(({ hrId, deputyIds }) => new Set([hrId, ...deputyIds]).size === deputyIds.length + 1, {
    path: ['deputyIds'],
    ...says(rule.differentPeople),
  });
export type DutyBody = z.infer<typeof DutyBodySchema>;
export const DutyIdSchema = z.uuid();

/** Body of PUT /api/v1/calendar/:day: what this day is for the company; null gives it back to the public calendar. */
export const CalendarDayBodySchema = z.strictObject({ kind: z.enum(['work', 'rest']).nullable() });

const named = z.strictObject({ id: z.string(), name: z.string() });
/** Reply of GET /api/v1/duty. */
export const DutyViewSchema = z.strictObject({
  entries: z.array(
    z.strictObject({
      id: z.string(),
      fromDay: z.iso.date(),
      toDay: z.iso.date(),
      hr: named,
      deputies: z.array(named),
    }),
  ),
  /** Who may be put on duty. */
  people: z.array(named),
  mayEdit: z.boolean(),
});
export type DutyView = z.infer<typeof DutyViewSchema>;

/** Reply of GET /api/v1/calendar: the company's own days, and for which years the public holidays are announced. */
export const CalendarViewSchema = z.strictObject({
  days: z.array(z.strictObject({ day: z.iso.date(), kind: z.enum(['work', 'rest']) })),
  years: z.array(z.strictObject({ year: z.int(), announced: z.boolean() })),
  mayEdit: z.boolean(),
});
export type CalendarView = z.infer<typeof CalendarViewSchema>;
