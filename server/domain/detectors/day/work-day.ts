import { cleanTrack, READING_RULES } from '../../track/clean/index.ts';
import { CleanSettingsSchema, type CleanSettings } from '../../track/clean/settings.ts';
import { coverageOf } from '../../track/coverage.ts';
import { pickFixes } from '../../track/settle.ts';
import { StaySettingsSchema, type StaySettings } from '../../track/stay-settings.ts';
import { findStays } from '../../track/stays.ts';
import { firstAtOrAfter, joinRuns, type FixRun } from '../../track/time-search.ts';
import type { Track } from '../../track/track.ts';
import { collectionWindows, workIntervals, type DaySchedule, type Shift } from '../../working-time.ts';
import type { WorkDay } from '../evidence.ts';

const DEFAULT_GAP_MIN = 30;
const USUAL_CLEAN = CleanSettingsSchema.parse({});
const USUAL_STAYS = StaySettingsSchema.parse({});

/**
 * Cleans a day's fixes and finds its stays, once for all detectors. Only fixes that R1 lets exist for `shifts` are looked at, whatever
 * the caller loaded. `settings` holds overrides by the keys `clean` and `stays`.
 */
export function buildWorkDay(
  {
    schedule,
    shifts = schedule.shifts,
    track,
  }: { schedule: DaySchedule; shifts?: readonly Shift[]; track: Track },
  settings: Readonly<Record<string, unknown>> = {},
): WorkDay {
  const runs = heldRuns(track, { ...schedule, shifts });
  const given = joinRuns(track, runs);
  const cleaned = cleanTrack(given, cleanSettingsOf(settings['clean']));
  const staySettings = staySettingsOf(settings['stays']);
  const dropped = new Set(
    cleaned.rejected.filter(({ rule }) => READING_RULES.has(rule)).map(({ index }) => index),
  );
  const work = workIntervals({ ...schedule, shifts });
  return {
    day: schedule.day,
    schedule,
    shifts,
    work,
    track: cleaned.track,
    reported: withoutFixes(given, dropped),
    rejected: cleaned.rejected.map((fix) => ({ ...fix, index: placeOf(fix.index, runs) })),
    stays: findStays(cleaned.track, staySettings),
    coverage: coverageOf(cleaned.track, work, staySettings.gapMin ?? DEFAULT_GAP_MIN),
  };
}

const cleanSettingsOf = (given: unknown): CleanSettings =>
  given === undefined || given === null ? USUAL_CLEAN : CleanSettingsSchema.parse(given);
const staySettingsOf = (given: unknown): StaySettings =>
  given === undefined || given === null ? USUAL_STAYS : StaySettingsSchema.parse(given);

/** The runs of fixes inside the windows, which are few. */
function heldRuns({ atMs }: Track, schedule: DaySchedule): FixRun[] {
  return collectionWindows(schedule).map(({ startAt, endAt }) => ({
    from: firstAtOrAfter(atMs, startAt.getTime()),
    to: firstAtOrAfter(atMs, endAt.getTime()),
  }));
}

function withoutFixes(track: Track, dropped: ReadonlySet<number>): Track {
  if (dropped.size === 0) return track;
  const kept: number[] = [];
  for (let at = 0; at < track.atMs.length; at++) if (!dropped.has(at)) kept.push(at);
  return pickFixes(track, kept);
}

/** Where the fix `index` of the joined runs stands in the track they were cut from. */
function placeOf(index: number, runs: readonly FixRun[]): number {
  let before = 0;
  for (const { from, to } of runs) {
    if (index < before + to - from) return from + index - before;
    before += to - from;
  }
  return index;
}
