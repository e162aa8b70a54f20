import * as fc from 'fast-check';
import { z } from 'zod';

const ODD = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  ' ',
  'x',
  '2026-13-45',
  'x'.repeat(30_000),
  0,
  -1,
  0.5,
  1e15,
  true,
  [],
  {},
  { constructor: 1 },
);
const GOOD = fc.constantFrom<unknown>('2026-11-25', '09:30', 'abc', 'https://a.example/x', 1, 100, true);

/** Values that come near to what a schema takes, each part of them right, odd or absent: all that it refuses is found. */
export function bentValue(schema: z.core.$ZodType, depth = 6): fc.Arbitrary<unknown> {
  const inner = depth === 0 ? ODD : nearValue(schema, depth - 1);
  return fc.oneof({ weight: 5, arbitrary: inner }, { weight: 1, arbitrary: ODD });
}

function nearValue(schema: z.core.$ZodType, depth: number): fc.Arbitrary<unknown> {
  const of = (one: z.core.$ZodType): fc.Arbitrary<unknown> => bentValue(one, depth);
  if (schema instanceof z.ZodObject) {
    const known = Object.entries<z.core.$ZodType>(schema.shape).map(
      ([key, value]) => [key, of(value)] as const,
    );
    const whole = fc.record(Object.fromEntries(known));
    return fc.oneof(
      { weight: 6, arbitrary: whole },
      whole.map((value) => ({ ...value, strange: 1 })),
    );
  }
  if (schema instanceof z.ZodArray) return fc.array(of(schema.element), { maxLength: 3 });
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(of));
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(fc.constantFrom('a', 'b c', ''), of(schema.valueType));
  if (schema instanceof z.ZodTuple) return fc.tuple(...schema.def.items.map(of));
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral)
    return fc.constantFrom<unknown>(...(schema instanceof z.ZodEnum ? schema.options : schema.values));
  if (schema instanceof z.ZodPipe) return of(schema.in);
  if (schema instanceof z.ZodLazy) return of(schema.unwrap());
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  )
    return of(schema.def.innerType);
  return fc.oneof(GOOD, ODD);
}
