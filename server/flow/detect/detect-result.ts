import type { WorkDay } from '../../domain/detectors/evidence.ts';
import type { Finding } from '../../domain/detectors/finding.ts';
import { isWithin } from '../../domain/interval.ts';
import { trackKm } from '../../domain/report/distance.ts';
import { coverageOf } from '../../domain/track/coverage.ts';
import { pickFixes } from '../../domain/track/settle.ts';
import { StaySettingsSchema } from '../../domain/track/stay-settings.ts';
import { collectionWindows, workIntervals, type Shift } from '../../domain/working-time.ts';
import type { DetectionResult } from '../../store/detections.ts';

const USUAL_GAP_MIN = StaySettingsSchema.parse({}).gapMin ?? 30;

/** The figures of one shift of the day. */
export function resultOf(day: WorkDay, shift: Shift, findings: readonly Finding[]): DetectionResult {
  const windows = collectionWindows({ ...day.schedule, shifts: [shift] });
  const isOwn = (at: Date): boolean => windows.some((window) => isWithin(at, window));
  const indexes = [...day.track.atMs.keys()].filter((at) => isOwn(new Date(day.track.atMs[at] ?? 0)));
  const track = pickFixes(day.track, indexes);
  const coverage = coverageOf(track, workIntervals(day.schedule, shift), USUAL_GAP_MIN);
  return {
    fixes: track.atMs.length,
    stays: day.stays.filter(({ startAt }) => isOwn(startAt)),
    rejected: day.rejected
      .map(({ atMs, rule }) => ({ at: new Date(atMs), reason: rule }))
      .filter(({ at }) => isOwn(at)),
    gaps: coverage.gaps,
    coveragePct: coverage.totalMin === 0 ? null : Math.round(coverage.share * 1000) / 10,
    distanceKm: trackKm(track),
    findings,
  };
}

/** What is left of a shift in which nothing may be judged. */
export const NO_RESULT: DetectionResult = {
  fixes: 0,
  stays: [],
  rejected: [],
  gaps: [],
  coveragePct: null,
  distanceKm: null,
  findings: [],
};
