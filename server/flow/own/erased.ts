import { DataTopicSchema, type DataTopic } from '../../contract/data-request.ts';
import type { Interval } from '../../domain/interval.ts';
import { addDays, dayOf, instantOf } from '../../domain/time.ts';
import type { DataRequest } from '../../store/data-requests.ts';
import { listGranted } from '../../store/erasures.ts';
import type { Person } from '../../store/people.ts';

const FIRST_DAY = '2000-01-01';

/** The time a deletion is about: the day it names, else all, up to the answer; from `fromAt` to before `toAt`. */
export function spanAsked(
  { day }: Pick<DataRequest, 'day'>,
  timeZone: string,
  untilAt: Date,
): Readonly<{ fromAt: Date; toAt: Date; fromDay: string; toDay: string }> {
  const fromDay = day ?? FIRST_DAY;
  const dayEndAt = day === undefined ? untilAt : instantOf(addDays(day, 1), '00:00', timeZone);
  return {
    fromDay,
    toDay: day ?? dayOf(untilAt, timeZone),
    fromAt: instantOf(fromDay, '00:00', timeZone),
    toAt: dayEndAt < untilAt ? dayEndAt : untilAt,
  };
}

/** The whole of a calendar day. */
export const spanOf = (day: string, timeZone: string): Interval => ({
  startAt: instantOf(day, '00:00', timeZone),
  endAt: instantOf(addDays(day, 1), '00:00', timeZone),
});

/** Of which data of this day a deletion was granted; that of a single record is told with the request. */
export async function erasedOf(
  { id, timeZone }: Pick<Person, 'id' | 'timeZone'>,
  day: string,
): Promise<DataTopic[]> {
  const granted = await listGranted(id, DataTopicSchema.options);
  const meant = granted.filter(
    ({ answer, record, day: asked }) => answer && !record && (asked ?? dayOf(answer.at, timeZone)) >= day,
  );
  return [...new Set(meant.flatMap((one) => (one.day === undefined || one.day === day ? one.topic : [])))];
}

/**
 * Whether the person had what is of `at` deleted: a phone without a signal sends it when it is long gone, and it stays gone. `saidAt`: when
 * words about it were written; those of after the answer are not what was asked about. `recordId`: which record it is, where one alone can be meant.
 */
export async function findErased(
  { id, timeZone }: Pick<Person, 'id' | 'timeZone'>,
  topic: DataTopic,
): Promise<(at: Date, more?: Readonly<{ saidAt?: Date; recordId?: string }>) => boolean> {
  const granted = await listGranted(id, [topic, 'all']);
  const spans = granted.flatMap((request) => {
    const untilAt = request.answer?.at;
    return untilAt ? [{ ...spanAsked(request, timeZone, untilAt), untilAt, onlyId: request.record?.id }] : [];
  });
  return (at, { saidAt = at, recordId } = {}) =>
    spans.some(
      ({ fromAt, toAt, untilAt, onlyId }) =>
        (onlyId === undefined || onlyId === recordId) && at >= fromAt && at < toAt && saidAt < untilAt,
    );
}
