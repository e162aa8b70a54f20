import { z } from 'zod';
import { DatumSchema } from './geo.ts';

const MAX_FIXES = 200_000;
/** Epoch milliseconds from 1973 on: smaller ones are seconds. */
const MIN_MS = 1e11;
const MAX_MS = 8.64e15;

type Bounds = Readonly<{ min: number; max: number; hint?: string }>;

/** Numbers as JSON gives them, or read into a column. */
export type NumberColumn = readonly number[] | Float64Array;

/** Looks at each number once: a period holds more than 100,000 of them. */
const numbers = (bounds: Bounds) =>
  z.custom<NumberColumn>((column) => findFault(column, bounds) === null, {
    error: ({ input }) => findFault(input, bounds) ?? '',
  });

/** What is wrong with a column and where, or null. */
function findFault(column: unknown, { min, max, hint = '' }: Bounds): string | null {
  if (column instanceof Float64Array && column.length <= MAX_FIXES && isIn(column, min, max)) return null;
  if (!Array.isArray(column)) return 'must be an array of numbers';
  if (column.length > MAX_FIXES) return `must be at most ${MAX_FIXES} numbers`;
  const values: readonly unknown[] = column;
  // A plain loop: an iterator makes an object for each number.
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (typeof value !== 'number' || !(value >= min && value <= max))
      return `[${at}] must be a number from ${min} to ${max}${hint}`;
  }
  return null;
}

function isIn(column: Float64Array, min: number, max: number): boolean {
  for (let at = 0; at < column.length; at++) {
    const value = column[at] ?? Number.NaN;
    if (!(value >= min && value <= max)) return false;
  }
  return true;
}

/** Unknown radii are 0 inside: null says so too, and a file without any may leave the column out. */
function fillAccuracy(fixes: unknown): unknown {
  if (typeof fixes !== 'object' || fixes === null || !('t' in fixes) || !isColumn(fixes.t)) return fixes;
  const given: unknown = 'accuracyM' in fixes ? fixes.accuracyM : undefined;
  if (given == null) return { ...fixes, accuracyM: fixes.t.map(() => 0) };
  if (!Array.isArray(given) || !given.includes(null)) return fixes;
  const column: readonly unknown[] = given;
  return { ...fixes, accuracyM: column.map((radius) => radius ?? 0) };
}

const isColumn = (value: unknown): value is unknown[] | Float64Array =>
  Array.isArray(value) || value instanceof Float64Array;

/** Fixes in columns of equal length, in time order; coordinates in `datum`, accuracy the 68 % radius in metres (0, null or no column: unknown). */
export const PeriodFixesSchema = z.preprocess(
  fillAccuracy,
  z
    .object({
      t: numbers({ min: MIN_MS, max: MAX_MS, hint: ' (epoch milliseconds)' }),
      lng: numbers({ min: -180, max: 180 }),
      lat: numbers({ min: -90, max: 90 }),
      accuracyM: numbers({ min: 0, max: 1e7 }),
      datum: DatumSchema,
      deviceId: z.string().min(1).max(128).optional(),
    })
    .refine(
      ({ t, lng, lat, accuracyM }) => [lng, lat, accuracyM].every((column) => column.length === t.length),
      { error: 't, lng, lat and accuracyM must have equal length' },
    ),
);
export type PeriodFixes = z.infer<typeof PeriodFixesSchema>;
