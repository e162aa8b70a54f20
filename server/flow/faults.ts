import type { z } from 'zod';
import { said } from '../contract/texts/record-faults.ts';
import type { FieldFault } from '../errors.ts';

const MAX_DEPTH = 12;
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/** Parses one item of untrusted input: its data, or the first fault with the place and what is allowed there. */
export function parseItem<T>(
  schema: z.ZodType<T>,
  item: unknown,
): Readonly<{ data: T } | { data?: undefined; fault: FieldFault }> {
  const badKey = findBadKey(item);
  if (badKey) return { fault: plain(badKey) };
  const parsed = schema.safeParse(item);
  return parsed.success ? { data: parsed.data } : { fault: plain(firstFault(parsed.error)) };
}

/** The faults of a refused input. Values are never repeated. */
export function listFaults(error: z.ZodError): FieldFault[] {
  return error.issues.map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : undefined;
    const path = unknown === undefined ? issue.path : [...issue.path, unknown.slice(0, 60)];
    const field = path.map(String).join('.') || 'body';
    if (unknown !== undefined) return { field, ...said('unknownField') };
    const fault: unknown = issue.code === 'custom' ? issue.params?.['fault'] : undefined;
    return { field, reason: issue.message, ...(typeof fault === 'string' && { fault }) };
  });
}

/** A key that means something to a query or to a prototype has no business in any input, however deep. */
export function findBadKey(value: unknown, path: readonly string[] = []): FieldFault | null {
  if (typeof value !== 'object' || value === null) return null;
  if (path.length > MAX_DEPTH) return { field: path.slice(0, 3).join('.'), ...said('tooDeep') };
  for (const [key, inner] of Object.entries(value)) {
    const isBad = FORBIDDEN_KEYS.includes(key) || key.startsWith('$') || key.includes('.');
    if (isBad) return { field: [...path, key.slice(0, 60)].join('.'), ...said('badName') };
    const fault = findBadKey(inner, [...path, key]);
    if (fault) return fault;
  }
  return null;
}

/** As it is put into a reply. */
const plain = ({ field, reason }: FieldFault): FieldFault => ({ field, reason });

function firstFault(error: z.ZodError): FieldFault {
  return listFaults(error)[0] ?? { field: 'body', ...said('invalid') };
}
