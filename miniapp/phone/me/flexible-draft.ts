import {
  FlexibleReasonSchema,
  type FlexibleBody,
  type FlexibleHoursBody,
  type FlexibleReason,
  type FlexibleView,
} from '../../../server/contract/flexible.ts';
import { daysKept, keptDays } from './kept-days.ts';
import { weekdayIndex } from '../day/month.ts';

/** What stands in the fields. */
export type FlexibleDraft = Readonly<{
  mode: 'once' | 'weekly';
  weekdays: readonly number[];
  fromDay: string;
  toDay: string;
  startTime: string;
  endTime: string;
  reason?: FlexibleReason | undefined;
  note: string;
}>;

/** The same as the phone keeps it. */
type KeptDraft = { [Field in keyof FlexibleDraft]-?: string };
export const keptOf = ({ weekdays, reason, ...texts }: FlexibleDraft): KeptDraft => ({
  ...texts,
  reason: reason ?? '',
  weekdays: keptDays(weekdays),
});

/** The fields as they were kept; what this version does not know is left out. */
export function draftOf({ weekdays, mode, reason, ...texts }: KeptDraft): FlexibleDraft {
  return {
    ...texts,
    mode: mode === 'weekly' ? 'weekly' : 'once',
    reason: FlexibleReasonSchema.safeParse(reason).data,
    weekdays: daysKept(weekdays),
  };
}

/** What was refused or taken back, to be changed and asked again; days that are over begin `tomorrow`. */
export function draftAgain(
  view: Pick<FlexibleView, 'fromDay' | 'toDay' | 'startTime' | 'endTime' | 'reason' | 'note'> &
    Readonly<{ weekdays: readonly number[] }>,
  tomorrow: string,
): FlexibleDraft {
  const { weekdays, fromDay, toDay, startTime, endTime, reason, note = '' } = view;
  const first = fromDay < tomorrow ? tomorrow : fromDay;
  const mode = fromDay === toDay ? 'once' : 'weekly';
  const last = toDay < first ? first : toDay;
  return { mode, weekdays, fromDay: first, toDay: last, startTime, endTime, reason, note };
}

/** The days and hours asked for; undefined while a field is empty. */
export function hoursOf(draft: FlexibleDraft): FlexibleHoursBody | undefined {
  const { mode, fromDay, startTime, endTime } = draft;
  const isOnce = mode === 'once';
  const toDay = isOnce ? fromDay : draft.toDay;
  if ([fromDay, toDay, startTime, endTime].includes('')) return undefined;
  const weekdays = isOnce ? [weekdayIndex(fromDay) + 1] : [...draft.weekdays];
  return weekdays.length === 0 ? undefined : { weekdays, startTime, endTime, fromDay, toDay };
}

export function bodyOf(draft: FlexibleDraft, id: string): FlexibleBody | undefined {
  const hours = hoursOf(draft);
  const note = draft.note.trim();
  if (!hours || !draft.reason) return undefined;
  return { id, ...hours, reason: draft.reason, ...(note !== '' && { note }) };
}
