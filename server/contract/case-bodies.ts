import { z } from 'zod';
import { DaySchema } from './calendar.ts';
import { AppealResultSchema, PenaltySchema, ReasonSchema, WaitKindSchema } from './case.ts';
import { ClientIdSchema } from './ingest.ts';

const version = z.number().int().min(0);

/** Bodies of POST /api/v1/cases/:id/…: talking, waiting, closing and the appeal. */
export const FinishExplainingBodySchema = z.strictObject({ version });
/** `id` makes a message that is sent twice one message. */
export const MessageBodySchema = z.strictObject({
  id: ClientIdSchema,
  text: z.string().trim().min(1).max(2000),
});
export const ExtendBodySchema = z.strictObject({ version, reason: ReasonSchema });
/** `dueDay`: the last day of the wait; needed for a correction deadline and a leave, else the standard time. */
export const WaitBodySchema = z.strictObject({
  version,
  kind: WaitKindSchema,
  dueDay: DaySchema.optional(),
  reason: ReasonSchema,
});
export const ResumeBodySchema = z.strictObject({ version, reason: ReasonSchema });
export const CloseBodySchema = z.strictObject({ version, reason: ReasonSchema });
/** Why a penalty is taken back: the person reads it. */
export const RevokeBodySchema = z.strictObject({ version, reason: ReasonSchema });
/** The person's appeal, in the own words; the same `id` twice is one appeal. */
export const AppealBodySchema = z.strictObject({
  id: ClientIdSchema,
  version,
  text: z.string().trim().min(5).max(2000),
});
/** `changedTo` only with `changed`: what the penalty becomes, never harder than it was. */
export const DecideAppealBodySchema = z.strictObject({
  version,
  result: AppealResultSchema,
  reason: ReasonSchema,
  changedTo: z.union([PenaltySchema, z.literal('talk')]).optional(),
});
export type MessageBody = z.infer<typeof MessageBodySchema>;
export type WaitBody = z.infer<typeof WaitBodySchema>;
export type AppealBody = z.infer<typeof AppealBodySchema>;
export type DecideAppealBody = z.infer<typeof DecideAppealBodySchema>;
