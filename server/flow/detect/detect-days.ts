import type { WorkDay } from '../../domain/detectors/evidence.ts';
import { buildWorkDay } from '../../domain/detectors/day/work-day.ts';
import type { Interval } from '../../domain/interval.ts';
import { settleTrack, type Segment } from '../../domain/track/settle.ts';
import { collectionSpan, type DaySchedule } from '../../domain/working-time.ts';
import { findFixes } from '../../store/segments.ts';
import { digestOf } from '../digest-of.ts';
import type { PersonRecords, SegmentSpan } from './detect-person.ts';

/** Cleaned days kept between runs: a busy day is judged again after every upload, and most of its fortnight has not changed. */
const KEPT_DAYS = 512;
const kept = new Map<string, WorkDay>();

/**
 * The person's days, cleaned, with the fixes stored now; equal inputs are cleaned once. What is kept is taken before the fixes are read:
 * days of other people may push it out meanwhile, and a day whose fixes were not read would look empty.
 */
export async function buildDays(
  { person, sinceAt, spans, segments }: Pick<PersonRecords, 'person' | 'sinceAt' | 'spans' | 'segments'>,
  schedules: readonly DaySchedule[],
): Promise<WorkDay[]> {
  const under = digestOf([person.id, spans]);
  const days = schedules.map((schedule) => {
    const key = keyOf(schedule, segments, under);
    return { schedule, key, known: kept.get(key) };
  });
  const missing = days.filter(({ known }) => !known).map(({ schedule }) => collectionSpan(schedule));
  const loaded = missing.length === 0 ? [] : await loadSegments(person.id, missing, sinceAt);
  return days.map(({ schedule, key, known }) => {
    const day = known ?? buildWorkDay({ schedule, track: settleTrack(within(loaded, schedule, spans)) });
    keep(key, day);
    return day;
  });
}

/** Which segments reach into the day: they are never changed, so their ids stand for their fixes. */
export const segmentsOf = (schedule: DaySchedule, segments: readonly SegmentSpan[]): string[] =>
  reaching(schedule, segments)
    .map(({ id }) => id)
    .toSorted();

function reaching(schedule: DaySchedule, segments: readonly SegmentSpan[]): SegmentSpan[] {
  const { startAt, endAt } = collectionSpan(schedule);
  return segments.filter((segment) => segment.startAt <= endAt && segment.endAt >= startAt);
}

/**
 * With the times and the size of the segments: an erasure takes fixes out of one, and after it a phone's uploads are numbered from one
 * again.
 */
const keyOf = (schedule: DaySchedule, segments: readonly SegmentSpan[], under: string): string =>
  digestOf([
    under,
    schedule,
    reaching(schedule, segments)
      .map(({ id, count, startAt, endAt }) => `${id} ${count} ${+startAt} ${+endAt}`)
      .toSorted(),
  ]);

async function loadSegments(
  personId: string,
  spans: readonly { startAt: Date; endAt: Date }[],
  sinceAt: Date | null,
): Promise<Reaching[]> {
  const first = Math.min(...spans.map(({ startAt }) => +startAt));
  const last = Math.max(...spans.map(({ endAt }) => +endAt));
  const { segments } = await findFixes(
    personId,
    new Date(Math.max(first, +(sinceAt ?? first))),
    new Date(last),
  );
  return segments.map((segment) => ({ segment, ...reachOf(segment) }));
}

/** A segment with its first and last instant, so that it is looked into only for the days it reaches. */
type Reaching = Readonly<{ segment: Segment; firstMs: number; lastMs: number }>;

function reachOf({ fixes }: Segment): { firstMs: number; lastMs: number } {
  let firstMs = Infinity;
  let lastMs = -Infinity;
  for (const { atMs } of fixes) {
    if (atMs < firstMs) firstMs = atMs;
    if (atMs > lastMs) lastMs = atMs;
  }
  return { firstMs, lastMs };
}

/** The fixes of the day that may be judged; a phone's uploads are in time order, so most segments are taken or left whole. */
function within(loaded: readonly Reaching[], schedule: DaySchedule, spans: readonly Interval[]): Segment[] {
  const { startAt, endAt } = collectionSpan(schedule);
  const [fromMs, toMs] = [+startAt, +endAt];
  const judged = spans.map((span) => [+span.startAt, +span.endAt] as const);
  const isIn = ({ atMs }: { atMs: number }): boolean =>
    atMs >= fromMs && atMs <= toMs && judged.some(([from, to]) => atMs >= from && atMs < to);
  return loaded
    .filter(({ firstMs, lastMs }) => lastMs >= fromMs && firstMs <= toMs)
    .map(({ segment }) => segment)
    .filter(({ fixes }) => fixes.some(isIn))
    .map((segment) =>
      segment.fixes.every(isIn) ? segment : { ...segment, fixes: segment.fixes.filter(isIn) },
    );
}

/** The day used last goes to the end; the first one is dropped when there are too many. */
function keep(key: string, day: WorkDay): void {
  kept.delete(key);
  kept.set(key, day);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_DAYS && oldest !== undefined) kept.delete(oldest);
}
