import { z } from 'zod';
import { DatumSchema } from './geo.ts';

const MAX_FIXES = 200_000;
/** Looks at each number once: a period holds more than 100,000 of them. */
const numbers = (min: number, max: number) =>
  z.custom<readonly number[]>((column) => isColumn(column, min, max), {
    error: `must be at most ${MAX_FIXES} numbers from ${min} to ${max}`,
  });

function isColumn(column: unknown, min: number, max: number): boolean {
  if (!Array.isArray(column) || column.length > MAX_FIXES) return false;
  const values: readonly unknown[] = column;
  for (const value of values) if (typeof value !== 'number' || !(value >= min && value <= max)) return false;
  return true;
}

/** Fixes in columns of equal length, in time order; coordinates in `datum`, accuracy the 68 % radius in metres. */
export const PeriodFixesSchema = z
  .object({
    t: numbers(-8.64e15, 8.64e15),
    lng: numbers(-180, 180),
    lat: numbers(-90, 90),
    accuracyM: numbers(0, 1e7),
    datum: DatumSchema,
    deviceId: z.string().min(1).max(128).optional(),
  })
  .refine(
    ({ t, lng, lat, accuracyM }) => [lng, lat, accuracyM].every((column) => column.length === t.length),
    { error: 't, lng, lat and accuracyM must have equal length' },
  );
export type PeriodFixes = z.infer<typeof PeriodFixesSchema>;
