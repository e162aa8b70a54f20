import { z } from 'zod';
import { ArrangementSchema } from './case.ts';

const at = z.iso.datetime();
const count = z.number().int();

/** What one manager made of the cards of the last days (product M13). */
export const ManagerRateSchema = z.strictObject({
  name: z.string(),
  regionName: z.string(),
  asked: count,
  arranged: count,
  data_error: count,
  ask: count,
  escalate: count,
  /** Not answered within the day, and nothing has cleared it since. */
  unanswered: count,
  /** Of the arranged ones that HR looked at: how many, and how many did not hold. */
  checked: count,
  unfit: count,
});

/** One arrangement drawn for HR to look at; nothing in it names the person. */
export const ArrangementSampleSchema = z.strictObject({
  alertId: z.string(),
  alertNo: z.string(),
  pseudonym: z.string(),
  day: z.iso.date(),
  manager: z.string(),
  kind: ArrangementSchema.shape.kind,
  startAt: at,
  endAt: at,
  note: z.string().optional(),
  /** The reader may say how it is. */
  mayCheck: z.boolean(),
  checked: z.strictObject({ at, by: z.string(), fits: z.boolean(), note: z.string().optional() }).optional(),
});

/** Reply of GET /api/v1/manager-answers: of HR alone; nothing here moves a case. */
export const ManagerAnswersSchema = z.strictObject({
  days: count,
  managers: z.array(ManagerRateSchema),
  samples: z.array(ArrangementSampleSchema),
});
export type ManagerAnswers = z.infer<typeof ManagerAnswersSchema>;

const note = z.string().trim().min(2).max(300);
/** Body of POST /api/v1/manager-answers/:alertId/check; what does not hold says why. */
export const SampleCheckBodySchema = z.discriminatedUnion('fits', [
  z.strictObject({ fits: z.literal(true), note: note.optional() }),
  z.strictObject({ fits: z.literal(false), note }),
]);
export type SampleCheckBody = z.infer<typeof SampleCheckBodySchema>;
