import { z } from 'zod';
import { says } from '../contract/says.ts';
import * as rule from '../contract/texts/request-rules.ts';
import type { PageEnd, PageScope } from '../store/page.ts';
import { parseValue } from './parse.ts';

/** A part of a list, in its own order; each part is shown whole before the next. */
type Part<T> = Readonly<{
  limit: number;
  list: (scope: PageScope) => Promise<readonly T[]>;
  endOf: (last: T) => PageEnd;
}>;

const AfterSchema = z
  .string()
  .max(200)
  .refine((text) => /^\d\.(-|-?\d{1,15})\.[^$]+$/.test(text), says(rule.nextOfPage))
  .transform((text) => {
    const [part = '', at = '', ...id] = text.split('.');
    return { part: Number(part), end: { at: at === '-' ? null : new Date(Number(at)), id: id.join('.') } };
  });

/** One page of a list: `after` is the `next` of the page before, and `next` is absent when the list is whole. */
export async function readPage<T>(
  after: unknown,
  parts: readonly Part<T>[],
): Promise<Readonly<{ items: readonly T[]; next: Readonly<{ next?: string }> }>> {
  const from = after === undefined ? null : parseValue(AfterSchema, after, 'after');
  const items: T[] = [];
  for (const [index, part] of parts.entries()) {
    if (from && index < from.part) continue;
    const end = from?.part === index ? from.end : undefined;
    const found = await part.list({ after: end, limit: part.limit + 1 });
    items.push(...found.slice(0, part.limit));
    const last = found[part.limit - 1];
    if (found.length > part.limit && last !== undefined)
      return { items, next: { next: textOf(index, part.endOf(last)) } };
  }
  return { items, next: {} };
}

const textOf = (part: number, { at, id }: PageEnd): string => `${part}.${at === null ? '-' : +at}.${id}`;
