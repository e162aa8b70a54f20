import { z } from 'zod';
import { sayIssue } from '../../contract/texts/request-issues.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import type { Sentence } from '../../contract/texts/sentence.ts';
import { DETECTORS } from '../detectors/index.ts';
import type { Overrides } from './settings-version.ts';

/** One threshold: its key (the unit is the end of it), what the product comes with, and what is allowed. */
type Tunable = Readonly<{
  key: string;
  usual: number;
  min: number;
  max: number;
  isWhole: boolean;
}>;
type TunableDetector = Readonly<{ name: string; version: number; fields: readonly Tunable[] }>;
type SettingFault = Readonly<{ field: string; sentence: Sentence }>;

const SCHEMAS = new Map(DETECTORS.map(({ name, settings }) => [name, settings]));
const FieldSchema = z.object({
  type: z.enum(['number', 'integer']),
  default: z.number(),
  minimum: z.number(),
  maximum: z.number(),
});

/** Every threshold that may be changed, read from the settings schemas of the detectors themselves. */
export const TUNABLES: readonly TunableDetector[] = DETECTORS.map(({ name, version, settings }) => ({
  name,
  version,
  fields: fieldsOf(settings),
}));

const USUAL = new Map(
  TUNABLES.map(({ name, fields }) => [name, new Map(fields.map(({ key, usual }) => [key, usual]))]),
);

/** The overrides without what is usual anyway, in a fixed order, or every fault in them. */
export function readOverrides(
  given: Overrides,
): Readonly<{ overrides: Overrides }> | Readonly<{ faults: readonly SettingFault[] }> {
  const faults = Object.entries(given).flatMap(([name, values]) => faultsOf(name, values));
  if (faults.length > 0) return { faults };
  return { overrides: withoutUsual(given) };
}

/** A threshold that differs between two sets of overrides. */
export type SettingChange = Readonly<{ name: string; key: string; from: number; to: number }>;

/** Which thresholds differ, in the order of `TUNABLES`. */
export function diffOverrides(from: Overrides, to: Overrides): SettingChange[] {
  return TUNABLES.flatMap(({ name, fields }) =>
    fields.flatMap(({ key, usual }) => {
      const change = { name, key, from: from[name]?.[key] ?? usual, to: to[name]?.[key] ?? usual };
      return change.from === change.to ? [] : [change];
    }),
  );
}

function faultsOf(name: string, values: Readonly<Record<string, number>>): SettingFault[] {
  const schema = SCHEMAS.get(name);
  if (!schema) return [{ field: name, sentence: rule.detectorOf([...SCHEMAS.keys()]) }];
  const parsed = schema.safeParse(values, { reportInput: true });
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    field: [name, ...issue.path.map(String)].join('.'),
    sentence: sayIssue(issue),
  }));
}

function withoutUsual(given: Overrides): Overrides {
  const named = TUNABLES.map(({ name, fields }) => {
    const values = fields.flatMap(({ key }) => {
      const value = given[name]?.[key];
      return value === undefined || value === USUAL.get(name)?.get(key) ? [] : [[key, value] as const];
    });
    return [name, Object.fromEntries(values)] as const;
  });
  return Object.fromEntries(named.filter(([, values]) => Object.keys(values).length > 0));
}

function fieldsOf(schema: z.ZodType): Tunable[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([key, property]) => {
    const { type, default: usual, minimum, maximum } = FieldSchema.parse(property);
    return { key, usual, min: minimum, max: maximum, isWhole: type === 'integer' };
  });
}
