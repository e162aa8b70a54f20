import { z } from 'zod';
import { says, textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';
import { whenRight } from './when-right.ts';

/** HH:MM. */
export const ClockSchema = textLike(/^([01]\d|2[0-3]):[0-5]\d$/, rule.clock);
/** YYYY-MM. */
export const MonthSchema = textLike(/^20\d{2}-(0[1-9]|1[0-2])$/, rule.month);
const Day = z.iso.date();
/** YYYY-MM-DD of what somebody tells us; the days around it have to be days too, which those at either end of the calendar lack. */
export const DaySchema = Day.refine((day) => day >= '1970-01-01' && day <= '2099-12-31', {
  ...says(rule.dayOfOurTime),
  ...whenRight(Day),
});
