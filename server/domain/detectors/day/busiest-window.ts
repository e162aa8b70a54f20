import { addDays } from '../../time.ts';

/** The most of the days (YYYY-MM-DD) that lie within any `windowDays` days in a row. */
export function busiestWindow(days: readonly string[], windowDays: number): number {
  return Math.max(
    0,
    ...days.map((first) => {
      const end = addDays(first, windowDays);
      return days.filter((day) => day >= first && day < end).length;
    }),
  );
}
