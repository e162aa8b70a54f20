import { createPlaceIndex } from '../geo/place-index.ts';
import type { Place } from '../geo/place.ts';
import { collectionWindows, workIntervals, type DaySchedule, type Shift } from '../working-time.ts';
import { cleanTrack, type RejectedFix } from '../track/clean/index.ts';
import { CleanSettingsSchema } from '../track/clean/settings.ts';
import { coverageOf, type Coverage } from '../track/coverage.ts';
import { pickFixes } from '../track/settle.ts';
import { StaySettingsSchema } from '../track/stay-settings.ts';
import { findStays } from '../track/stays.ts';
import type { StayPoint, Track } from '../track/track.ts';
import type { Permission } from './detector.ts';
import type { Finding } from './finding.ts';
import { DETECTORS } from './index.ts';

/** Everything stored about one shift of one person, as it is known now. `track` comes from settleTrack. */
export type ShiftEvidence = Readonly<{
  personId: string;
  schedule: DaySchedule;
  shift: Shift;
  track: Track;
  places: readonly Place[];
  permissions: readonly Permission[];
  /** Overrides by settings key: `clean`, `stays`, and each detector's name. */
  settings: Readonly<Record<string, unknown>>;
}>;

/** `coverage` counts working time observed at most `gapMin` of the stay settings apart (30 minutes when that is off). */
export type ShiftJudgement = Readonly<{
  track: Track;
  stays: StayPoint[];
  rejected: RejectedFix[];
  coverage: Coverage;
  findings: Finding[];
}>;

const DEFAULT_GAP_MIN = 30;

/**
 * Clean, find stays, run the detectors: the one judgement of a shift. Pure, so judging again with more data is calling it again;
 * `rejected[].index` counts in the given track.
 */
export function judgeShift(evidence: ShiftEvidence): ShiftJudgement {
  const { personId, schedule, shift, permissions, settings } = evidence;
  const given = withinWindows(evidence);
  const { track, rejected } = cleanTrack(given.track, CleanSettingsSchema.parse(settings['clean'] ?? {}));
  const staySettings = StaySettingsSchema.parse(settings['stays'] ?? {});
  const stays = findStays(track, staySettings);
  const dropped = new Set(rejected.filter(({ rule }) => rule !== 'speed').map(({ index }) => index));
  const reported = pickFixes(
    given.track,
    [...given.track.atMs.keys()].filter((at) => !dropped.has(at)),
  );
  const places = createPlaceIndex(evidence.places);
  const coverage = coverageOf(track, workIntervals(schedule, shift), staySettings.gapMin ?? DEFAULT_GAP_MIN);
  const coverageShare = coverage.share;
  const input = { personId, schedule, shift, track, reported, stays, coverageShare, places, permissions };
  return {
    track,
    stays,
    rejected: rejected.map((fix) => ({ ...fix, index: given.indexes[fix.index] ?? fix.index })),
    coverage,
    findings: DETECTORS.flatMap(({ name, run }) => run(input, settings[name])),
  };
}

/** Only fixes that R1 lets exist for this shift, whatever the caller loaded. */
function withinWindows({ schedule, shift, track }: ShiftEvidence): { track: Track; indexes: number[] } {
  const windows = collectionWindows({ ...schedule, shifts: [shift] });
  const indexes = [...track.atMs.keys()].filter((at) => {
    const ms = track.atMs[at] ?? 0;
    return windows.some(({ startAt, endAt }) => ms >= +startAt && ms < +endAt);
  });
  return { track: pickFixes(track, indexes), indexes };
}
