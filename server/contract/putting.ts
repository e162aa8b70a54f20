import { z } from 'zod';

/** Who put something of the map: `file`: somebody's import; `unknown`: before it was noted. */
export const PuttingSchema = z.strictObject({
  from: z.enum(['console', 'file', 'key', 'source', 'system', 'unknown']),
  /** Name of the person, the key or the source. */
  by: z.string().optional(),
  at: z.string().optional(),
});
export type PuttingView = z.infer<typeof PuttingSchema>;
