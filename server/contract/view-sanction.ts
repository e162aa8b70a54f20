import { z } from 'zod';
import { LegalPathSchema, MeasureSchema } from './ladder.ts';
import {
  DeliveryChannelSchema,
  LetterKindSchema,
  SanctionEventSchema,
  SanctionStateSchema,
} from './sanction.ts';

const at = z.iso.datetime();

export const LetterViewSchema = z.strictObject({
  id: z.string(),
  kind: LetterKindSchema,
  no: z.string(),
  issuedAt: at,
  deadlineAt: at.optional(),
  /** When it reached the person in a way that counts for this kind of letter. */
  deliveredAt: at.optional(),
  deliveries: z.array(z.strictObject({ channel: DeliveryChannelSchema, at })),
  /** The penalty it tells of was taken back: nobody has to get it any more. */
  isVoid: z.boolean(),
  /** The reader may say 收到. */
  mayReceive: z.boolean(),
});
export type LetterView = z.infer<typeof LetterViewSchema>;

/** Reply of GET /api/v1/cases/:id/sanction. The person gets the letters and the demand only. */
export const SanctionViewSchema = z.strictObject({
  isLocked: z.boolean(),
  count: z.number().int(),
  rung: z.strictObject({ id: z.string(), zh: z.string(), en: z.string() }).optional(),
  /** Per path and measure what keeps it from being proposed; an empty list = nothing. */
  options: z.array(
    z.strictObject({ path: LegalPathSchema, measure: MeasureSchema, missing: z.array(z.string()) }),
  ),
  precedent: z
    .strictObject({
      scope: z.enum(['region', 'company']),
      count: z.number().int(),
      byMeasure: z.record(z.string(), z.number()),
      deductionPct: z.number().nullable(),
      latest: z.array(z.strictObject({ caseNo: z.string(), at, measures: z.array(MeasureSchema) })),
    })
    .optional(),
  /** For HR: whether the paths take steps now. */
  mayPrepare: z.boolean(),
  paths: z.array(
    z.strictObject({
      path: LegalPathSchema,
      state: SanctionStateSchema,
      version: z.number().int(),
      /** Steps the table has from here. */
      next: z.array(SanctionEventSchema),
      history: z.array(z.strictObject({ at, event: SanctionEventSchema, to: SanctionStateSchema })),
      demandDeadlineAt: at.optional(),
      unionReplyDueAt: at.optional(),
      reply: z.strictObject({ at, stopped: z.boolean(), text: z.string() }).optional(),
    }),
  ),
  letters: z.array(LetterViewSchema),
  /** For HR: letters whose time has come, and the first day each may name. */
  dueLetters: z.array(LetterKindSchema),
  firstDays: z
    .strictObject({ demand: z.iso.date(), unionReply: z.iso.date(), termination: z.iso.date() })
    .optional(),
});
export type SanctionView = z.infer<typeof SanctionViewSchema>;

/** Reply of GET /api/v1/executions: penalties that were carried out, changed or taken back, as payroll and performance systems take them. */
export const ExecutionListSchema = z.strictObject({
  executions: z.array(
    z.strictObject({
      caseNo: z.string(),
      employeeNo: z.string(),
      executedAt: z.string(),
      decisionId: z.string(),
      decidedBy: z.string(),
      /** Rungs, with a blank between. */
      measures: z.string(),
      deductionFen: z.number(),
      deductionMonth: z.string(),
      fineFen: z.number(),
      agreement: z.string(),
      /** Empty unless an appeal made it milder after it had been carried out. */
      changedAt: z.string(),
      /** Empty unless an appeal took it back. */
      revokedAt: z.string(),
    }),
  ),
});
export type ExecutionList = z.infer<typeof ExecutionListSchema>;
export type Execution = ExecutionList['executions'][number];
