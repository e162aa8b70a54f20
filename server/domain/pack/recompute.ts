import { canonicalJson } from '../audit/canonical-json.ts';
import { assessPeriod } from '../detectors/assess-period.ts';
import type { PeriodEvidence, WorkDay } from '../detectors/evidence.ts';
import type { Finding } from '../detectors/finding.ts';
import { buildWorkDay } from '../detectors/day/work-day.ts';
import { createPlaceIndex } from '../geo/place-index.ts';
import type { Place } from '../geo/place.ts';
import { settleTrack, type Segment } from '../track/settle.ts';
import { collectionSpan, type DaySchedule } from '../working-time.ts';

/** What a verdict was computed from, but for the fixes: those stand apart, as they were received. */
export type Judged = Readonly<
  Omit<PeriodEvidence, 'days' | 'places' | 'placeById'> & {
    schedules: readonly DaySchedule[];
    places: readonly Place[];
    /** Fixes before this were never judged (R17). */
    sinceAt: Date;
    overrides: Readonly<Record<string, unknown>>;
    settingsVersion: number;
  }
>;

/** The days of the judgement, cleaned anew. */
export const rebuildDays = ({ schedules, sinceAt }: Judged, segments: readonly Segment[]): WorkDay[] =>
  schedules.map((schedule) =>
    buildWorkDay({ schedule, track: settleTrack(within(segments, schedule, sinceAt)) }),
  );

/** The findings that follow from the data; the same data always give the same findings. */
export function recomputeFindings(judged: Judged, segments: readonly Segment[]): Finding[] {
  const { schedules: _rebuilt, places, sinceAt: _held, overrides, settingsVersion, ...evidence } = judged;
  const days = rebuildDays(judged, segments);
  const { findings } = assessPeriod(
    {
      ...evidence,
      days,
      places: createPlaceIndex(places),
      placeById: new Map(places.map((place) => [place.id, place])),
    },
    overrides,
  );
  return findings.map((finding) => ({ ...finding, settingsVersion }));
}

/** The recomputed finding that a recorded one is about, if there is one. */
export function findSame(findings: readonly Finding[], recorded: Finding): Finding | undefined {
  const { detector, shiftId, placeId } = recorded;
  const alike = findings.filter(
    (one) => one.detector === detector && one.shiftId === shiftId && one.placeId === placeId,
  );
  return alike.find((one) => isSame(one, recorded)) ?? alike[0];
}

/** Byte for byte the same judgement (trust R6). */
export const isSame = (one: Finding, other: Finding): boolean => canonicalJson(one) === canonicalJson(other);

function within(segments: readonly Segment[], schedule: DaySchedule, sinceAt: Date): Segment[] {
  const { startAt, endAt } = collectionSpan(schedule);
  const from = Math.max(+startAt, +sinceAt);
  return segments
    .map((segment) => ({
      ...segment,
      fixes: segment.fixes.filter(({ atMs }) => atMs >= from && atMs <= +endAt),
    }))
    .filter(({ fixes }) => fixes.length > 0);
}
