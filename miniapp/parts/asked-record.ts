import type { DataRequestView } from '../../server/contract/data-request.ts';
import type { Texts } from '../texts/zh.ts';
import type { Format } from './format.tsx';

/** What a request is about: the topic, its day, and of a single record when and where it was. */
export function askedAbout(
  { topic, day, record }: Pick<DataRequestView, 'topic' | 'day' | 'record'>,
  topics: Readonly<Record<DataRequestView['topic'], string>>,
  { format, kind }: Readonly<{ format: Format; kind: Texts['phone']['kind'] }>,
): string {
  const one = record && [
    format.time(record.at),
    ...(record.direction ? [kind[record.direction]] : []),
    ...(record.placeName === undefined ? [] : [record.placeName]),
  ];
  return [topics[topic], ...(day === undefined ? [] : [format.calendarDay(day)]), ...(one ?? [])].join(' · ');
}
