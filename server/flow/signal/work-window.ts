import { z } from 'zod';
import { ClockSchema } from '../../contract/calendar.ts';
import { says } from '../../contract/says.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { instantOf } from '../../domain/time.ts';
import type { Interval } from '../../domain/interval.ts';
import { getSetting } from '../../store/settings.ts';

/** The time of day in which people without shifts may work, as the adopted policy says; in the person's zone. It creates no duty. */
export const WorkWindowSchema = z
  .strictObject({
    /** Shops and customers open. */
    from: ClockSchema.default('08:00'),
    /** Twelve hours later: nobody is asked for more, and a forgotten session ends before the night. */
    to: ClockSchema.default('20:00'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], ...says(rule.laterTheSameDay) });

export const WINDOW_KEY = 'work-window';

/** The window of `day` for a region: its own setting, else the company's, else the standard. */
export async function findWorkWindow(
  day: string,
  { timeZone, regionId }: Readonly<{ timeZone: string; regionId?: string }>,
): Promise<Interval> {
  const own = regionId === undefined ? undefined : await getSetting(`${WINDOW_KEY}:${regionId}`);
  const { from, to } = WorkWindowSchema.parse(own ?? (await getSetting(WINDOW_KEY)) ?? {});
  return { startAt: instantOf(day, from, timeZone), endAt: instantOf(day, to, timeZone) };
}
