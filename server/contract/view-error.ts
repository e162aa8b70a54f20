import { z } from 'zod';

/** Every error reply of the API. */
export const ErrorReplySchema = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    fields: z.array(z.strictObject({ field: z.string(), reason: z.string() })).optional(),
    requestId: z.string(),
  }),
});
export type ErrorReply = z.infer<typeof ErrorReplySchema>;
