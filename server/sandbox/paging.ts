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

/** Makes a page begin so many rows later. */
export function slipPage(query: URLSearchParams, rows: number): void {
  const from = Math.max(1, offsetOf(query.get('page_token') ?? '') + rows);
  query.set('page_token', tokenOf(from));
}

const tokenOf = (offset: number): string => Buffer.from(String(offset)).toString('base64url');
function offsetOf(token: string): number {
  const decoded = Number(Buffer.from(token, 'base64url').toString('utf8'));
  return Number.isSafeInteger(decoded) && decoded > 0 ? decoded : 0;
}

export function pageOf<T>(items: readonly T[], page: { page_size: number; page_token: string }) {
  const from = offsetOf(page.page_token);
  const to = from + page.page_size;
  const more = to < items.length;
  return {
    items: items.slice(from, to),
    has_more: more,
    next: more ? { page_token: tokenOf(to) } : {},
  };
}
