import type { z } from 'zod';

/** The id of an item that may be anything, when it has a readable one. */
export function readId(item: unknown, schema: z.ZodType<string>): { id?: string } {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, 'id') || !('id' in item)) return {};
  const id = schema.safeParse(item.id);
  return id.success ? { id: id.data } : {};
}
