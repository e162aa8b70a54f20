import { z } from 'zod';
import { LngLatSchema } from './geo.ts';
import { PlaceRoleSchema } from './place.ts';

const at = z.iso.datetime();
const day = z.iso.date();
export const BilingualSchema = z.strictObject({ zh: z.string(), en: z.string() });

export const FindingViewSchema = z.strictObject({
  detector: z.string(),
  version: z.number(),
  startAt: at,
  endAt: at,
  verdict: z.enum(['supported', 'undecided', 'contradicted']),
  severity: z.enum(['low', 'medium', 'high']),
  numbers: z.record(z.string(), z.number()),
  thresholds: z.record(z.string(), z.number()),
  sentence: BilingualSchema,
  whatWouldClear: BilingualSchema,
  /** How many alerts of this rule were worth asking about, of those that have ended; null while those are too few. */
  record: z.strictObject({ hits: z.number().int(), of: z.number().int() }).nullable(),
});
export type FindingView = z.infer<typeof FindingViewSchema>;

/** Reply of GET /api/v1/alerts/:id: who may see it, and how much, is decided by the reader's role; every read is logged. */
export const AlertViewSchema = z.strictObject({
  id: z.string(),
  alertNo: z.string(),
  status: z.enum(['watching', 'open', 'handled', 'cleared', 'silenced']),
  /** Found while the region was tried out: for HR alone, and for a talk at most. */
  isPilot: z.literal(true).optional(),
  pseudonym: z.string(),
  /** The reader's own: names are no sign of it, many share one. */
  isOwn: z.literal(true).optional(),
  /** Only for the person and the responsible manager. */
  personName: z.string().optional(),
  day,
  finding: FindingViewSchema,
  /** What else was found of the same place or hours. */
  beside: z.array(FindingViewSchema),
  /** For the responsible manager: until when an answer is asked for, and the answer once it was given. */
  toAnswer: z.strictObject({ dueAt: at }).optional(),
  answered: z.strictObject({ kind: z.enum(['arranged', 'data_error', 'ask', 'escalate']), at }).optional(),
  caseNo: z.string().optional(),
  caseId: z.string().optional(),
});
export type AlertView = z.infer<typeof AlertViewSchema>;

/** Map of one alert: only for the person, and for a case's HR within its window; never for groups. */
export const TrackViewSchema = z.strictObject({
  startAt: at,
  endAt: at,
  points: z.array(z.strictObject({ at, lng: z.number(), lat: z.number(), accuracyM: z.number() })),
  stays: z.array(
    z.strictObject({
      startAt: at,
      endAt: at,
      lng: z.number(),
      lat: z.number(),
      accuracyM: z.number(),
      fixes: z.number(),
    }),
  ),
  gaps: z.array(z.strictObject({ startAt: at, endAt: at })),
  places: z.array(
    z.strictObject({
      name: z.string(),
      roles: z.array(PlaceRoleSchema),
      center: LngLatSchema,
      radiusM: z.number(),
    }),
  ),
  /** The same as an SVG, with the zone and the time in question marked. */
  picture: z.string(),
});
export type TrackView = z.infer<typeof TrackViewSchema>;
