import type { SetDays } from '../../../server/contract/policy-days.ts';

/** What stands in fields, as days; a field that holds no whole number yet is left out. */
export function daysIn(
  fields: Partial<Record<keyof SetDays, string | number | undefined>>,
): Partial<SetDays> {
  const days = Object.entries(fields).flatMap(([name, typed]) => {
    const count = typed === undefined || typed === '' ? Number.NaN : Number(typed);
    return Number.isInteger(count) ? [[name, count] as const] : [];
  });
  return Object.fromEntries(days);
}
