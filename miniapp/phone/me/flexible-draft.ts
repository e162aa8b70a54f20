import type { FlexibleBody, FlexibleHoursBody, FlexibleReason } from '../../../server/contract/flexible.ts';
import { weekdayIndex } from '../day/month.ts';

/** What stands in the fields. */
export type FlexibleDraft = Readonly<{
  mode: 'once' | 'weekly';
  weekdays: readonly number[];
  fromDay: string;
  toDay: string;
  startTime: string;
  endTime: string;
  reason?: FlexibleReason;
  note: string;
}>;

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
