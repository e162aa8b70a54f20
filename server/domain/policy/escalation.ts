import type { Severity } from '../detectors/finding.ts';
import { addDays } from '../time.ts';

/** A manager card needs a repetition on this many days (product M13) … */
const REPEAT_DAYS = 2;
/** … within this many days, the alert's own day included. */
const REPEAT_WINDOW_DAYS = 14;
/** Cards a manager gets per week; the rest goes to HR's list. */
export const CARDS_PER_WEEK = 2;

/** First day of the window in which alerts count as repetition of one on `day`. */
export const repeatWindowStart = (day: string): string => addDays(day, 1 - REPEAT_WINDOW_DAYS);

/** Whether an alert earns a manager card: high severity, or live alerts on two days of the window. */
export function earnsManagerCard(severity: Severity, day: string, otherDays: readonly string[]): boolean {
  if (severity === 'high') return true;
  const first = repeatWindowStart(day);
  const days = new Set(otherDays.filter((other) => other >= first && other <= day));
  days.add(day);
  return severity === 'medium' && days.size >= REPEAT_DAYS;
}
