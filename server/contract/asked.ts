import { z } from 'zod';

const at = z.iso.datetime();

/** Who is asked in the chat: the superior, then HR. */
export const RequestStepSchema = z.enum(['manager', 'hr']);
export type RequestStep = z.infer<typeof RequestStepSchema>;
/** `review`: after a refusal somebody else looks a second time. */
export const AnswerStepSchema = z.enum([...RequestStepSchema.options, 'review']);
export type AnswerStep = z.infer<typeof AnswerStepSchema>;

/** One answer in the chat; `void` answers counted for nothing, and the question was asked anew. */
const AnswerViewSchema = z.strictObject({
  step: AnswerStepSchema,
  result: z.enum(['approved', 'rejected', 'no_answer', 'void']),
  at,
  comment: z.string().optional(),
});
export type AnswerView = z.infer<typeof AnswerViewSchema>;

/** Whose request it is, for others than that person. */
export const WhoseSchema = z.strictObject({
  name: z.string(),
  employeeNo: z.string(),
  regionName: z.string().optional(),
});
export type Whose = z.infer<typeof WhoseSchema>;

/** What every request shows that asks superior and HR. */
export const askedView = {
  submittedAt: at,
  /** While pending: who is asked, and when an answer is due. */
  step: RequestStepSchema.optional(),
  dueAt: at.optional(),
  decidedAt: at.optional(),
  /** What the approver wrote: conditions of an approval, the reason of a refusal. */
  comment: z.string().optional(),
  endedAt: at.optional(),
  endReason: z.string().optional(),
  answers: z.array(AnswerViewSchema),
  person: WhoseSchema.optional(),
} as const;
