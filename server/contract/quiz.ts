import { z } from 'zod';
import { ClientIdSchema } from './ingest.ts';

const at = z.iso.datetime();
const bilingual = z.strictObject({ zh: z.string(), en: z.string() });

/** Questions asked of one version of the policy. */
export const QUIZ_QUESTIONS = 3;

/** Reply of GET /api/v1/policy/quiz: questions of the version in force; none where its text answers none of ours. */
export const QuizViewSchema = z.strictObject({
  version: z.string(),
  questions: z.array(
    z.strictObject({ id: z.string(), question: bilingual, options: z.array(bilingual).min(2) }),
  ),
  /** Three days after the policy was read; missing it holds up nothing. */
  dueAt: at.optional(),
  passedAt: at.optional(),
});
export type QuizView = z.infer<typeof QuizViewSchema>;

/**
 * Body of POST /api/v1/policy/quiz; the same `id` again is the same try, without one (pages of before there was any) it is a new one.
 * `option`: the place of the chosen answer, from 0.
 */
export const QuizAnswersSchema = z.strictObject({
  id: ClientIdSchema.optional(),
  version: z.string().min(1).max(40),
  answers: z
    .array(z.strictObject({ id: z.string().min(1).max(40), option: z.number().int().min(0).max(9) }))
    .min(1)
    .max(10),
});
export type QuizAnswers = z.infer<typeof QuizAnswersSchema>;

/** Its reply: what was right, and for each question why, with the policy's own words; of those the Chinese ones decide. */
export const QuizResultSchema = z.strictObject({
  correct: z.number().int(),
  passed: z.boolean(),
  results: z.array(
    z.strictObject({
      id: z.string(),
      isRight: z.boolean(),
      rightOption: z.number().int(),
      why: bilingual,
      quote: bilingual,
    }),
  ),
});
export type QuizResult = z.infer<typeof QuizResultSchema>;

/** Reply of GET /api/v1/policy/quiz/figures?version=: figures without a person, of the version in force when none is named. */
export const QuizFiguresSchema = z.strictObject({
  version: z.string(),
  isInForce: z.boolean(),
  /** People a group must have to be told of. */
  minGroup: z.number().int(),
  /** Regions with few people are one group; the four counts add up to `people`. */
  groups: z.array(
    z.strictObject({
      regions: z.array(z.string()),
      people: z.number().int(),
      passedFirst: z.number().int(),
      passedLater: z.number().int(),
      notPassed: z.number().int(),
      notTaken: z.number().int(),
    }),
  ),
  /** `first`: of so many first tries, how many had it wrong; null while they are fewer than `minGroup`. */
  questions: z.array(
    z.strictObject({
      id: z.string(),
      question: bilingual,
      quote: bilingual,
      first: z.strictObject({ wrong: z.number().int(), of: z.number().int() }).nullable(),
    }),
  ),
});
export type QuizFigures = z.infer<typeof QuizFiguresSchema>;
