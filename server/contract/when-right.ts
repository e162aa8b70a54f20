import type { z } from 'zod';

/** Lets a check of several fields run as soon as those are right, whatever is wrong beside them: all faults are told at once. */
export const whenRight = (part: z.ZodType) => ({
  when: ({ value }: { value: unknown }): boolean => part.safeParse(value).success,
});
