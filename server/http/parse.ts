import { z } from 'zod';
import { invalidInput } from '../errors.ts';
import { checkShape, findBadKey } from '../flow/faults.ts';

/** A request whose body `json-body.ts` has read, if it had one. */
type WithBody = Readonly<{ request: object }>;

/** The request's body as `schema` allows it, or a 400 that names each field and what is allowed there. */
export function parseBody<T>(schema: z.ZodType<T>, { request }: WithBody): T {
  const body = bodyOf(request);
  const badKey = findBadKey(body);
  if (badKey) throw invalidInput([badKey]);
  return parse(schema, body);
}

/** The envelope of a batch; its `items` stay unparsed, because one bad item must not refuse the others. */
export function parseEnvelope<T>(schema: z.ZodType<T>, { request }: WithBody, items: string): T {
  const body = bodyOf(request);
  if (typeof body === 'object' && body !== null) {
    const badKey = findBadKey(Object.fromEntries(Object.entries(body).filter(([key]) => key !== items)));
    if (badKey) throw invalidInput([badKey]);
  }
  return parse(schema, body);
}

/** The language a picture is asked for in. */
export const LanguageSchema = z.enum(['zh', 'en']).default('zh');

/** One value of the path or the query. */
export function parseValue<T>(schema: z.ZodType<T>, value: unknown, field: string): T {
  const checked = checkShape(schema, value);
  if ('data' in checked) return checked.data;
  throw invalidInput(checked.faults.slice(0, 1).map((fault) => ({ ...fault, field })));
}

export function bodyOf(request: object): unknown {
  return 'body' in request ? request.body : undefined;
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const checked = checkShape(schema, value);
  if ('data' in checked) return checked.data;
  throw invalidInput(checked.faults);
}
