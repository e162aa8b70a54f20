import { mergeIntervals, type Interval } from '../interval.ts';

/** No version ends the last one. */
const FOR_EVER = new Date(8_640_000_000_000_000);

/**
 * When detectors may judge a person (trust R17): while a version is in force that the person had acknowledged by then. A new version that
 * nobody acknowledged yet ends it until they do; nothing ever reaches back.
 */
export function judgedSpans(
  versions: readonly Readonly<{ version: string; effectiveAt: Date }>[],
  acknowledged: ReadonlyMap<string, Date>,
): Interval[] {
  const ordered = versions.toSorted((a, b) => +a.effectiveAt - +b.effectiveAt);
  return mergeIntervals(
    ordered.flatMap(({ version, effectiveAt }, at): Interval[] => {
      const readAt = acknowledged.get(version);
      if (!readAt) return [];
      return [
        {
          startAt: readAt > effectiveAt ? readAt : effectiveAt,
          endAt: ordered[at + 1]?.effectiveAt ?? FOR_EVER,
        },
      ];
    }),
  );
}

/** Whether a whole stretch of time may be judged. */
export const isJudged = ({ startAt, endAt }: Interval, spans: readonly Interval[]): boolean =>
  spans.some((span) => span.startAt <= startAt && endAt <= span.endAt);

/** Whether an instant may be judged. */
export const isJudgedAt = (at: Date, spans: readonly Interval[]): boolean =>
  spans.some((span) => span.startAt <= at && at < span.endAt);
