import { z } from 'zod';

const IdSchema = z.string().min(1).max(128);

/**
 * What our buttons carry. It comes back from the client: authorise by the presser and the stored state, never by this. It must not change
 * with the state, or a card that is refreshed while somebody is asked to confirm loses the press; cards of earlier releases also carry a
 * version, which is ignored.
 */
export const CardValueSchema = z.discriminatedUnion('k', [
  z.object({
    k: z.literal('alert'),
    id: IdSchema,
    a: z.enum(['arranged', 'data_error', 'ask', 'escalate']),
  }),
  z.object({ k: z.literal('case'), id: IdSchema, a: z.literal('contact') }),
  /** An answer to the message `m` of HR; its words are in the form. */
  z.strictObject({ k: z.literal('reply'), id: IdSchema, m: IdSchema }),
  z.strictObject({ k: z.literal('punch'), id: IdSchema, a: z.literal('accept') }),
  z.strictObject({ k: z.literal('overtime'), id: IdSchema, a: z.literal('accept') }),
]);
export type CardValue = z.infer<typeof CardValueSchema>;
