import { textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** HH:MM. */
export const ClockSchema = textLike(/^([01]\d|2[0-3]):[0-5]\d$/, rule.clock);
/** YYYY-MM. */
export const MonthSchema = textLike(/^20\d{2}-(0[1-9]|1[0-2])$/, rule.month);
