import { z } from 'zod';
import { DaySchema } from './calendar.ts';
import { ReasonSchema } from './case.ts';
import { ClientIdSchema } from './ingest.ts';

const version = z.number().int().min(0);

/** Bodies of POST /api/v1/non-compete/cases/:id/…. */
export const NonCompeteMoveSchema = z.strictObject({ version, reason: ReasonSchema });
export const NonCompeteVerifySchema = z.strictObject({
  version,
  result: z.enum(['substantiated', 'unsubstantiated']),
  reason: ReasonSchema,
});
export const NonCompeteDemandSchema = z.strictObject({
  version,
  deadlineDay: DaySchema,
  reason: ReasonSchema,
});
export const NonCompeteAnswerSchema = z.strictObject({
  id: ClientIdSchema,
  text: z.string().trim().min(1).max(2000),
});
export type NonCompeteAnswer = z.infer<typeof NonCompeteAnswerSchema>;
