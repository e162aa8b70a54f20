import { z } from 'zod';

/** `page_size` and `page_token` of a list call; the token is the offset, made opaque. */
export const PageSchema = (max: number) =>
  z.object({
    page_size: z.coerce.number().int().min(1).max(max).default(Math.min(max, 10)),
    page_token: z
      .string()
      .regex(/^[A-Za-z0-9_-]*$/)
      .default(''),
  });

export function pageOf<T>(items: readonly T[], page: { page_size: number; page_token: string }) {
  const decoded = Number(Buffer.from(page.page_token, 'base64url').toString('utf8'));
  const from = Number.isSafeInteger(decoded) && decoded > 0 ? decoded : 0;
  const to = from + page.page_size;
  const more = to < items.length;
  return {
    items: items.slice(from, to),
    has_more: more,
    next: more ? { page_token: Buffer.from(String(to)).toString('base64url') } : {},
  };
}
