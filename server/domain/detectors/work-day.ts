import { cleanTrack } from '../track/clean/index.ts';
import { CleanSettingsSchema } from '../track/clean/settings.ts';
import { coverageOf } from '../track/coverage.ts';
import { pickFixes } from '../track/settle.ts';
import { StaySettingsSchema } from '../track/stay-settings.ts';
import { findStays } from '../track/stays.ts';
import type { Track } from '../track/track.ts';
import { collectionWindows, workIntervals, type DaySchedule, type Shift } from '../working-time.ts';
import type { WorkDay } from './evidence.ts';

const DEFAULT_GAP_MIN = 30;

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
  const given = withinWindows(track, { ...schedule, shifts });
  const cleaned = cleanTrack(given.track, CleanSettingsSchema.parse(settings['clean'] ?? {}));
  const staySettings = StaySettingsSchema.parse(settings['stays'] ?? {});
  const dropped = new Set(cleaned.rejected.filter(({ rule }) => rule !== 'speed').map(({ index }) => index));
  const kept = [...given.track.atMs.keys()].filter((at) => !dropped.has(at));
  const work = workIntervals({ ...schedule, shifts });
  return {
    day: schedule.day,
    schedule,
    shifts,
    work,
    track: cleaned.track,
    reported: pickFixes(given.track, kept),
    rejected: cleaned.rejected.map((fix) => ({ ...fix, index: given.indexes[fix.index] ?? fix.index })),
    stays: findStays(cleaned.track, staySettings),
    coverage: coverageOf(cleaned.track, work, staySettings.gapMin ?? DEFAULT_GAP_MIN),
  };
}

function withinWindows(track: Track, schedule: DaySchedule): { track: Track; indexes: number[] } {
  const windows = collectionWindows(schedule);
  const indexes = [...track.atMs.keys()].filter((at) => {
    const ms = track.atMs[at] ?? 0;
    return windows.some(({ startAt, endAt }) => ms >= +startAt && ms < +endAt);
  });
  return { track: pickFixes(track, indexes), indexes };
}
