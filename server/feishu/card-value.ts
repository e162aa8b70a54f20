import { z } from 'zod';

const IdSchema = z.string().min(1).max(128);
const VersionSchema = z.int().min(0);

/** What our buttons carry. It comes back from the client: authorise by the presser and the stored state, never by this. */
export const CardValueSchema = z.discriminatedUnion('k', [
  z.strictObject({
    k: z.literal('alert'),
    id: IdSchema,
    /** State version of the alert when the card was made, against double clicks and stale cards. */
    v: VersionSchema,
    a: z.enum(['arranged', 'data_error', 'ask', 'escalate']),
  }),
  z.strictObject({ k: z.literal('case'), id: IdSchema, v: VersionSchema, a: z.literal('contact') }),
  /** An answer to the message `m` of HR; its words are in the form. */
  z.strictObject({ k: z.literal('reply'), id: IdSchema, m: IdSchema }),
  z.strictObject({ k: z.literal('punch'), id: IdSchema, a: z.literal('accept') }),
  z.strictObject({ k: z.literal('overtime'), id: IdSchema, a: z.literal('accept') }),
]);
export type CardValue = z.infer<typeof CardValueSchema>;
