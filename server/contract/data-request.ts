import { z } from 'zod';
import { DaySchema } from './calendar.ts';
import { ClientIdSchema } from './ingest.ts';
import { ReasonSchema } from './case.ts';
import { NextSchema } from './page.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';

const at = z.iso.datetime();

/** What a person may ask for about the own data (R14). */
export const DataRequestKindSchema = z.enum(['copy', 'correct', 'delete', 'explain']);
export type DataRequestKind = z.infer<typeof DataRequestKindSchema>;
/** What it is about, so that HR finds it. */
export const DataTopicSchema = z.enum([
  'track',
  'punch',
  'photo',
  'visit',
  'alert',
  'place',
  'profile',
  'all',
]);
export type DataTopic = z.infer<typeof DataTopicSchema>;
/** Topics whose deletion is carried out by the system once HR grants it; the others are for people. */
export const ERASABLE: readonly DataTopic[] = ['track', 'punch', 'photo', 'visit', 'alert', 'all'];
/**
 * What a granted deletion takes, counted: uploads of positions, judged days, photos, punches and visits without their places and notes
 * (their times are wage records), alerts that led to no case, which only count from then on, flexible shifts and zones that are over
 * without their reasons, and `kept`, what a case still rests on or is still looked into.
 */
export const ErasedSchema = z.strictObject({
  uploads: z.number().int(),
  days: z.number().int(),
  photos: z.number().int(),
  punches: z.number().int(),
  visits: z.number().int(),
  /** Absent in answers from before these were carried out. */
  alerts: z.number().int().optional(),
  flexible: z.number().int().optional(),
  zones: z.number().int().optional(),
  /** The person's alone to read, as `alerts` is: either would tell HR that somebody it knows by name has a case. */
  kept: z.number().int().optional(),
});
export type Erased = z.infer<typeof ErasedSchema>;

export const DataRequestStatusSchema = z.enum(['open', 'done', 'refused', 'withdrawn']);
export type DataRequestStatus = z.infer<typeof DataRequestStatusSchema>;

/** Topics of which a single record can be meant. */
const SINGLE: ReadonlySet<DataTopic> = new Set(['punch', 'visit', 'photo']);

/** Body of POST /api/v1/my/data-requests; a copy is downloaded at once and needs none. */
export const DataRequestBodySchema = z
  .strictObject({
    id: ClientIdSchema,
    kind: z.enum(['correct', 'delete', 'explain']),
    topic: DataTopicSchema,
    /** The day it is about, where it is about one. */
    day: DaySchema.optional(),
    /** The one punch, visit or photo it is about; the day follows from it. */
    recordId: ClientIdSchema.optional(),
    text: z.string().trim().min(5).max(1000),
  })
  .refine(({ topic, recordId }) => recordId === undefined || SINGLE.has(topic), {
    path: ['recordId'],
    ...says(rule.singleRecord),
  });
export type DataRequestBody = z.infer<typeof DataRequestBodySchema>;

/** Body of POST /api/v1/data-requests/:id/answer, for HR; a refusal needs its reason as much as a yes. */
export const DataAnswerBodySchema = z.strictObject({
  result: z.enum(['done', 'refused']),
  reason: ReasonSchema,
});
export type DataAnswerBody = z.infer<typeof DataAnswerBodySchema>;

export const DataRequestViewSchema = z.strictObject({
  id: z.string(),
  kind: DataRequestKindSchema,
  topic: DataTopicSchema,
  day: z.iso.date().optional(),
  /** The one record it is about. */
  record: z
    .strictObject({ at, direction: z.enum(['in', 'out']).optional(), placeName: z.string().optional() })
    .optional(),
  text: z.string(),
  status: DataRequestStatusSchema,
  submittedAt: at,
  /** 15 working days after it was made. */
  dueAt: at,
  overdue: z.boolean(),
  /** Whole working days that are left, today not counted; none once it is answered. */
  workingDaysLeft: z.number().int().optional(),
  answer: z.strictObject({ at, by: z.string(), reason: z.string() }).optional(),
  /** What was deleted once a deletion was granted and carried out. */
  erased: ErasedSchema.optional(),
  /** What saying yes would delete: on HR's list of open requests only. */
  erases: ErasedSchema.optional(),
  /** Whose it is: on HR's list only. */
  personName: z.string().optional(),
});
export type DataRequestView = z.infer<typeof DataRequestViewSchema>;

/** Reply of GET /api/v1/my/data-requests and, for HR, GET /api/v1/data-requests. */
export const DataRequestListSchema = z.strictObject({
  requests: z.array(DataRequestViewSchema),
  next: NextSchema,
});
export type DataRequestList = z.infer<typeof DataRequestListSchema>;
