import { z } from 'zod';
import { platformFailed } from '../errors.ts';
import { badReplyCode } from './reply-fault.ts';

const maxPages = 2000;

/** Reply of a list call; `items` is absent on an empty page. */
export const PageReplySchema = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.object({
      items: z.array(item).optional(),
      has_more: z.boolean().optional(),
      page_token: z.string().optional(),
    }),
  });
type Page<T> = {
  data: { items?: T[] | undefined; has_more?: boolean | undefined; page_token?: string | undefined };
};

/**
 * All items of a list, page after page. The SDK's own iterators end quietly when a page fails, so that a truncated list
 * looks like a whole one; this throws instead, also when the platform loops or claims more without a token.
 */
export async function fetchAllPages<T>(
  operation: string,
  fetchPage: (pageToken: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { data } = await fetchPage(token);
    items.push(...(data.items ?? []));
    if (data.has_more !== true) return items;
    token = data.page_token;
    if (token === undefined || token === '' || seen.has(token)) break;
    seen.add(token);
  }
  throw platformFailed(operation, badReplyCode);
}
