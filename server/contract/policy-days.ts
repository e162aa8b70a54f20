import { z } from 'zod';

/** Where a code of conduct names days that the company sets. */
export const DaysSpotSchema = z.enum([
  'answer',
  'second_look',
  'second_answer',
  'appeal',
  'amnesty',
  'records',
]);
export type DaysSpot = z.infer<typeof DaysSpotSchema>;

/** Days that a version names; `en` where its translation says others than the text that decides. */
export const SaidDaysSchema = z.strictObject({
  spot: DaysSpotSchema,
  days: z.number().int(),
  language: z.enum(['zh', 'en']),
});
export type SaidDays = z.infer<typeof SaidDaysSchema>;

export const SetDaysSchema = z.strictObject({
  answerDays: z.number().int(),
  appealDays: z.number().int(),
  amnestyDays: z.number().int(),
  recordDays: z.number().int(),
});
export type SetDays = z.infer<typeof SetDaysSchema>;

/** Reply of GET /api/v1/policy/said-days: what the version in force and those to come name, and what is set. */
export const PolicyDaysSchema = z.strictObject({
  set: SetDaysSchema,
  versions: z.array(
    z.strictObject({
      version: z.string(),
      isInForce: z.boolean(),
      said: z.array(SaidDaysSchema),
    }),
  ),
});
export type PolicyDays = z.infer<typeof PolicyDaysSchema>;

/** The setting that each of them follows. */
export const SETTING_OF: Readonly<Record<DaysSpot, keyof SetDays>> = {
  answer: 'answerDays',
  second_look: 'appealDays',
  second_answer: 'answerDays',
  appeal: 'appealDays',
  amnesty: 'amnestyDays',
  records: 'recordDays',
};

/** What is said otherwise than it is set; settings that are left out are not compared. */
export const listDifferingDays = (
  said: readonly SaidDays[],
  set: Partial<SetDays>,
): (SaidDays & { set: number })[] =>
  said.flatMap((one) => {
    const now = set[SETTING_OF[one.spot]];
    return now === undefined || now === one.days ? [] : [{ ...one, set: now }];
  });
