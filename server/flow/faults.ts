import type { z } from 'zod';
import { said } from '../contract/texts/record-faults.ts';
import { sayIssue } from '../contract/texts/request-issues.ts';
import { faultAt, type FieldFault } from '../errors.ts';

const MAX_DEPTH = 12;
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/** What is wrong with an item of a batch, in both languages until its receipt is answered. */
export type ItemFault = Pick<FieldFault, 'field' | 'reason' | 'zh'>;

/** Parses one item of untrusted input: its data, or the first fault with the place and what is allowed there. */
export function parseItem<T>(
  schema: z.ZodType<T>,
  item: unknown,
): Readonly<{ data: T } | { data?: undefined; fault: ItemFault }> {
  const badKey = findBadKey(item);
  if (badKey) return { fault: plain(badKey) };
  const checked = checkShape(schema, item);
  return 'data' in checked ? checked : { fault: plain(checked.faults[0] ?? NOTHING_SAID) };
}

/** The value as `schema` allows it, or every fault with what is allowed there, in both languages. Values are never repeated. */
export function checkShape<T>(
  schema: z.ZodType<T>,
  value: unknown,
): Readonly<{ data: T } | { faults: FieldFault[] }> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { data: parsed.data };
  return { faults: parsed.error.issues.flatMap((issue) => faultsIn(issue, [])) };
}

/** What a union or a list of names refuses is said of the place inside it. */
function faultsIn(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): FieldFault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const inside = nearestOf(issue.errors);
    if (inside.length > 0) return inside.flatMap((one) => faultsIn(one, path));
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: fieldOf([...path, key.slice(0, 60)]),
      ...said('unknownField'),
    }));
  const fault: unknown = issue.code === 'custom' ? issue.params?.['fault'] : undefined;
  return [{ ...faultAt(fieldOf(path), sayIssue(issue)), ...(typeof fault === 'string' && { fault }) }];
}

/** The choice of a union that the value comes nearest to: what it fails there lies deepest, and is least. */
function nearestOf(choices: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]): number =>
    Math.min(...issues.map(({ path }) => path.length));
  return (
    choices.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length).find(({ length }) => length > 0) ??
    []
  );
}

const fieldOf = (path: readonly PropertyKey[]): string => path.map(String).join('.') || 'body';

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

const plain = ({ field, reason, zh }: FieldFault): ItemFault => ({ field, reason, zh });

const NOTHING_SAID: FieldFault = { field: 'body', ...said('invalid') };
