import { z } from 'zod';
import { askedView, WhoseSchema } from './asked.ts';
import { ClientIdSchema } from './ingest.ts';
import { NextSchema } from './page.ts';
import { ClockSchema as clock, DaySchema as day } from './calendar.ts';

/** Why somebody asks for other hours; `private` says nothing, and is as good as any. */
export const FlexibleReasonSchema = z.enum([
  'child_or_elder',
  'health',
  'study',
  'commute',
  'personal',
  'private',
]);
export type FlexibleReason = z.infer<typeof FlexibleReasonSchema>;

/** `ended`: was approved and holds up to `lastDay`; `lapsed`: nobody answered until it was over. */
export const FlexibleStatusSchema = z.enum([
  'pending',
  'approved',
  'rejected',
  'withdrawn',
  'ended',
  'lapsed',
]);
export type FlexibleStatus = z.infer<typeof FlexibleStatusSchema>;

/** The longest period any company may allow, weeks; the form never lists more days than these. */
export const MOST_FLEXIBLE_WEEKS = 52;

const hours = {
  /** 1 = Monday; the days between the two dates on which the hours are asked for. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  startTime: clock,
  /** Not after the start = on the next day. */
  endTime: clock,
  fromDay: day,
  toDay: day,
};

/** Body of POST /api/v1/flexible-shifts/preview: the days before and after, and what is in the way. */
export const FlexibleHoursBodySchema = z.strictObject(hours);
export type FlexibleHoursBody = z.infer<typeof FlexibleHoursBodySchema>;

/** Body of POST /api/v1/flexible-shifts: other hours on days with a shift. The same id again is the same request. */
export const FlexibleBodySchema = z.strictObject({
  id: ClientIdSchema,
  ...hours,
  reason: FlexibleReasonSchema,
  note: z.string().trim().max(300).optional(),
});
export type FlexibleBody = z.infer<typeof FlexibleBodySchema>;

/** Body of POST /api/v1/flexible-shifts/:id/withdraw and, by the person, /:id/stop: from the next day on. */
export const FlexibleStepBodySchema = z.strictObject({ version: z.number().int().min(0) });
/** Body of POST /api/v1/flexible-shifts/:id/end, by HR: from the next day on, with the reason the person reads. */
export const FlexibleEndBodySchema = z.strictObject({
  version: z.number().int().min(0),
  reason: z.string().trim().min(10).max(500),
});

/** What makes hours unlawful or impossible. */
export const FlexibleFaultCodeSchema = z.enum([
  'in_past',
  'begun',
  'too_far',
  'before_from',
  'too_long',
  'no_day',
  'no_shift',
  'on_leave',
  'overlaps_request',
  'unchanged',
  'day_hours',
  'week_hours',
  'overlaps_shift',
  'overlaps_side_job',
]);
export type FlexibleFaultCode = z.infer<typeof FlexibleFaultCodeSchema>;
/** At which field it is shown, with the day (of a week its Monday), the hours it would be and what is allowed (hours or weeks). */
export const FlexibleFaultSchema = z.strictObject({
  field: z.enum(['fromDay', 'toDay', 'weekdays', 'startTime', 'endTime']),
  code: FlexibleFaultCodeSchema,
  day: day.optional(),
  hours: z.number().optional(),
  limit: z.number().optional(),
});
export type FlexibleFault = z.infer<typeof FlexibleFaultSchema>;

/** Wall-clock hours of one day; `24:00` and more are the next day. */
const span = z.strictObject({ from: z.string(), to: z.string() });
const shift = span.extend({ breaks: z.array(span) });
export const FlexibleDaySchema = z.strictObject({
  day,
  /** The shifts as they are now, and as they would be; the same where the day has none. */
  before: z.array(shift),
  after: z.array(shift),
  beforeHours: z.number(),
  afterHours: z.number(),
  /** The attendance does not reach this day yet: its shift is what this weekday usually has. */
  isExpected: z.boolean(),
});
export type FlexibleDay = z.infer<typeof FlexibleDaySchema>;

/** Reply of POST /api/v1/flexible-shifts/preview. */
export const FlexiblePreviewSchema = z.strictObject({
  days: z.array(FlexibleDaySchema),
  /** Hours of the fullest week, Monday to Sunday. */
  weekHours: z.strictObject({ before: z.number(), after: z.number() }).optional(),
  faults: z.array(FlexibleFaultSchema),
  longestWeeks: z.number().int(),
});
export type FlexiblePreview = z.infer<typeof FlexiblePreviewSchema>;

export const FlexibleActionSchema = z.enum(['withdraw', 'stop', 'end']);
export type FlexibleAction = z.infer<typeof FlexibleActionSchema>;

export const FlexibleViewSchema = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  weekdays: z.array(z.number()),
  startTime: z.string(),
  endTime: z.string(),
  fromDay: day,
  toDay: day,
  /** The last day on which it holds: earlier than asked for when it was ended. */
  lastDay: day,
  reason: FlexibleReasonSchema.optional(),
  note: z.string().optional(),
  status: FlexibleStatusSchema,
  /** Approved, and its last day is over. */
  isOver: z.boolean(),
  ...askedView,
  actions: z.array(FlexibleActionSchema),
});
export type FlexibleView = z.infer<typeof FlexibleViewSchema>;

/** Reply of GET /api/v1/my/flexible-shifts, newest first. */
export const FlexibleListSchema = z.strictObject({ requests: z.array(FlexibleViewSchema) });
export type FlexibleList = z.infer<typeof FlexibleListSchema>;

/** Reply of GET /api/v1/flexible-shifts, for HR and the managers of a region. */
export const FlexibleRegisterSchema = z.strictObject({
  rows: z.array(FlexibleViewSchema.extend({ person: WhoseSchema })),
  next: NextSchema,
});
export type FlexibleRegister = z.infer<typeof FlexibleRegisterSchema>;

/** What may be asked for; HR lead may change each (GET and PUT /api/v1/flexible-shifts/settings). */
export const FlexibleSettingsSchema = z.strictObject({
  /** Weeks from the first day to the last of one request: a quarter, then it is asked anew. */
  longestWeeks: z.number().int().min(1).max(MOST_FLEXIBLE_WEEKS).default(12),
  /** Weeks ahead in which it may begin. */
  aheadWeeks: z.number().int().min(1).max(26).default(8),
  /** Working hours a day without breaks (Labour Law art. 36); more only under an approved special-hours system. */
  dayHours: z.number().min(1).max(12).default(8),
  /** Working hours a week (State Council Decree 174 art. 3); part-time: never above 24 (Labour Contract Law art. 68). */
  weekHours: z.number().min(1).max(60).default(40),
  /** Working days until an answer is due; then HR is asked. */
  answerDays: z.number().int().min(1).max(10).default(2),
});
export type FlexibleSettings = z.infer<typeof FlexibleSettingsSchema>;
