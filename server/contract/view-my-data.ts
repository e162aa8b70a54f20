import { z } from 'zod';
import { DataTopicSchema } from './data-request.ts';
import { PunchViewSchema } from './view-today.ts';
import { VisitViewSchema } from './visit.ts';

const at = z.iso.datetime();
const day = z.iso.date();
const span = { startAt: at, endAt: at };
const bilingual = z.strictObject({ zh: z.string(), en: z.string() });

/** Reply of GET /api/v1/my/calendar/:month: what there is of each day; null = not known, never zero. */
export const MyCalendarSchema = z.strictObject({
  month: z.string(),
  days: z.array(
    z.strictObject({
      day,
      shifts: z.number().int(),
      onLeave: z.boolean(),
      /** Leave that leaves some of the working time. */
      partlyOnLeave: z.boolean(),
      workedMin: z.number(),
      punches: z.number().int(),
      visits: z.number().int(),
      alerts: z.number().int(),
      coveragePct: z.number().nullable(),
      distanceKm: z.number().nullable(),
    }),
  ),
});
export type MyCalendar = z.infer<typeof MyCalendarSchema>;

/** Reply of GET /api/v1/my/days/:day: the whole day, with the numbers the company has. */
export const MyDaySchema = z.strictObject({
  day,
  /** What of this day the person had deleted. */
  erased: z.array(DataTopicSchema),
  /** Something about it could not be read, so that nothing is judged of it. */
  unread: z.boolean(),
  onLeave: z.boolean(),
  /** Of a day that is partly leave: these parts of its shifts. */
  leaves: z.array(z.strictObject(span)).optional(),
  shifts: z.array(z.strictObject({ ...span, placeName: z.string().optional() })),
  punches: z.array(PunchViewSchema.extend({ photoId: z.string().optional() })),
  visits: z.array(VisitViewSchema),
  stays: z.array(
    z.strictObject({
      ...span,
      fixes: z.number().int(),
      accuracyM: z.number(),
      placeNames: z.array(z.string()),
    }),
  ),
  gaps: z.array(z.strictObject(span)),
  fixes: z.number().int(),
  /** Fixes set aside when the track was cleaned; they count for nothing. */
  rejected: z.number().int(),
  coveragePct: z.number().nullable(),
  distanceKm: z.number().nullable(),
  /** Absent until the day has been looked at. */
  judgedAt: at.optional(),
  alerts: z.array(
    z.strictObject({ id: z.string(), alertNo: z.string(), status: z.string(), sentence: bilingual }),
  ),
});
export type MyDay = z.infer<typeof MyDaySchema>;
