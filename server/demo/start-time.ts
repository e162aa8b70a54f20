import { isWorkday } from '../domain/calendar.ts';
import { addDays, clockOf, dayOf, instantOf } from '../domain/time.ts';

export const DEMO_ZONE = 'Asia/Shanghai';
export const HISTORY_DAYS = 14;
const OPENS = '09:30';
const CLOSES = '16:30';
const MORNING = '10:30';

/**
 * When the demo begins: now, if it is office time of a working day in Shanghai, else the next working morning; so people are on
 * shift and clocks run at whatever hour somebody tries the product.
 */
export function demoStart(now: Date): Date {
  const today = dayOf(now, DEMO_ZONE);
  const clock = clockOf(now, DEMO_ZONE);
  if (isWorkday(today).workday && clock >= OPENS && clock < CLOSES) return now;
  let day = isWorkday(today).workday && clock < OPENS ? today : addDays(today, 1);
  while (!isWorkday(day).workday) day = addDays(day, 1);
  return instantOf(day, MORNING, DEMO_ZONE);
}
