import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sayFault } from '../../server/contract/texts/record-faults.ts';
import { checkShape } from '../../server/flow/faults.ts';
import { bentValue } from './bent-value.ts';

/** One refusal of each kind there is: a new one of zod has no place here until it is added. */
const OF_EACH: Readonly<Record<z.core.$ZodIssue['code'], readonly [z.ZodType, unknown, string, string]>> = {
  invalid_type: [z.strictObject({ a: z.string() }), { a: 1 }, 'a: 须为文字', 'a: must be text'],
  too_small: [
    z.strictObject({ a: z.string().min(2) }),
    { a: '' },
    'a: 至少 2 个字符',
    'a: at least 2 characters',
  ],
  too_big: [z.strictObject({ a: z.number().lt(9) }), { a: 9 }, 'a: 须小于 9', 'a: less than 9'],
  invalid_format: [
    z.strictObject({ a: z.iso.date() }),
    { a: '2026-02-30' },
    'a: 须为日期，如 2026-11-25',
    'a: must be a day such as 2026-11-25',
  ],
  not_multiple_of: [
    z.strictObject({ a: z.number().multipleOf(5) }),
    { a: 7 },
    'a: 须为 5 的倍数',
    'a: a multiple of 5',
  ],
  unrecognized_keys: [z.strictObject({}), { b: 1 }, 'b: 没有这个字段', 'b: unknown field'],
  invalid_value: [
    z.strictObject({ a: z.enum(['in', 'out']) }),
    { a: 'x' },
    'a: 只能是：上班（in）、下班（out）',
    'a: only one of: in, out',
  ],
  invalid_union: [
    z.strictObject({ a: z.union([z.strictObject({ b: z.number(), c: z.number() }), z.string()]) }),
    { a: { b: 'x', c: 1 } },
    'a.b: 须为数字',
    'a.b: must be a number',
  ],
  invalid_key: [
    z.record(z.string().min(2), z.number()),
    { a: 1 },
    'a: 字段名不允许',
    'a: forbidden field name',
  ],
  invalid_element: [
    z.map(z.object({}), z.number()),
    new Map<unknown, unknown>([[{}, 'x']]),
    'body: 内容不正确',
    'body: invalid',
  ],
  custom: [z.number().refine(() => false), 1, 'body: 内容不正确', 'body: invalid'],
};

describe('what a schema refuses', () => {
  it.each(Object.entries(OF_EACH))('%s is said in our own words, in both languages', (code, row) => {
    const [schema, value, zh, en] = row;
    const issues = schema.safeParse(value).error?.issues.map((issue) => issue.code);
    expect(issues).toContain(code);
    const checked = checkShape(schema, value);
    const faults = 'faults' in checked ? checked.faults : [];
    expect(faults.map((fault) => `${fault.field}: ${sayFault(fault, 'zh')}`)).toContain(zh);
    expect(faults.map((fault) => `${fault.field}: ${sayFault(fault, 'en')}`)).toContain(en);
  });

  it('is required where nothing was given, and exact where it has a size', () => {
    const said = (schema: z.ZodType, value: unknown) => {
      const checked = checkShape(schema, value);
      return 'faults' in checked ? checked.faults.map((fault) => sayFault(fault, 'zh')) : [];
    };
    expect(said(z.strictObject({ a: z.string(), b: z.enum(['x']) }), {})).toEqual(['必填', '必填']);
    expect(said(z.string().length(4), 'x')).toEqual(['须为 4 个字符']);
    expect(
      said(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('a') })]), { kind: 'b' }),
    ).toEqual(['只能是：a']);
  });
});

/** Words of zod’s own English. */
const ZODS =
  /invalid (input|option|string|key|element|iso|uuid|url|email|number)|too (small|big)|unrecognized|expected |received /i;

describe('every shape of a wire', async () => {
  const folder = join(import.meta.dirname, '../../server/contract');
  const files = readdirSync(folder).filter(
    (file) => file.endsWith('.ts') && !/^(card|view|period)/.test(file),
  );
  const shapes = await Promise.all(
    files.map(async (file) => {
      const exported: Readonly<Record<string, unknown>> = await import(join(folder, file));
      return Object.entries(exported).flatMap(([name, one]) =>
        one instanceof z.ZodType && !/View|List|Reply/.test(name) ? [[name, one, file] as const] : [],
      );
    }),
  );
  it('says what each check of its own allows: a bare pattern or a bare check says nothing to anybody', () => {
    const asked = shapes.flat().filter(([, , file]) => !/^(tenant|evidence-pack)/.test(file));
    const checks = asked.flatMap(([name, schema]) => checksIn(schema).map((one) => [name, one] as const));
    expect(checks.length).toBeGreaterThan(300);
    expect(checks.flatMap(([name, one]) => (isBare(one) ? [name] : []))).toEqual([]);
    expect(checksIn(z.strictObject({ a: z.array(z.string().regex(/x/)) })).filter(isBare)).toHaveLength(1);
    expect(checksIn(z.string().refine(Boolean, 'no').optional()).filter(isBare)).toHaveLength(1);
  });

  it.each(shapes.flat())('%s is refused in the reader’s language', (_, schema) => {
    fc.assert(
      fc.property(bentValue(schema), (value) => {
        const checked = checkShape(schema, value);
        for (const fault of 'faults' in checked ? checked.faults : []) {
          expect(sayFault(fault, 'zh')).toMatch(/\p{Script=Han}/u);
          expect(sayFault(fault, 'zh')).not.toMatch(ZODS);
          expect(sayFault(fault, 'en')).not.toMatch(ZODS);
          expect(sayFault(fault, 'en')).not.toMatch(/\p{Script=Han}/u);
        }
      }),
      { numRuns: 150 },
    );
  });
});

type Def = Readonly<{
  check?: string;
  format?: string;
  params?: unknown;
  checks?: readonly z.core.$ZodCheck[];
}>;

const defOf = ({ _zod: { def } }: Readonly<{ _zod: Readonly<{ def: object }> }>): Def => def;

/** Every check in a shape, however deep. */
function checksIn(schema: z.core.$ZodType, seen = new Set<unknown>()): Def[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def: Def & Readonly<Record<string, unknown>> = { ...defOf(schema) };
  const inner = [...Object.values(def), ...Object.values(Object(def['shape']))].flat();
  const schemas = inner.filter((one): one is z.core.$ZodType => one instanceof z.core.$ZodType);
  const own = (def.checks ?? []).map(defOf);
  return [...own, ...schemas.flatMap((one) => checksIn(one, seen))];
}

/** A pattern, or a check of ours, without a sentence. */
const isBare = ({ check, format, params }: Def): boolean =>
  check === 'string_format'
    ? format === 'regex'
    : check === 'custom' && !Object.hasOwn(Object(params), 'says');
