import type { Baseline } from '../../baseline/baseline.ts';
import { SAME_PLACE_M } from '../../baseline/learn-stops.ts';
import { haversineM } from '../../geo/distance.ts';
import type { PlaceIndex } from '../../geo/place-index.ts';
import { quantileOf } from '../../quantile.ts';
import type { StayPoint, Track } from '../../track/track.ts';
import { errorRadiusM } from './error-radius.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import { isOwn } from './near-places.ts';
import { R68_PER_R50 } from './place-sighting.ts';
import { taskRadiusOf } from './task-radius.ts';

/**
 * How the radii that a phone tells are corrected: multiplied by `ratio` (0-1), but not below the phone's real error `realM` (metres) unless
 * it told less itself.
 */
type RadiusCalibration = Readonly<{ ratio: number; realM: number }>;

/** Fewer days, or fewer of our places, say nothing: the told radii stand. */
const MIN_DAYS = 3;
const MIN_PINS = 3;
/** Weight, in days or pins, of the belief that the radius told is right. */
const BELIEF = 1;
/** Days at a stop from which its centre is known. */
const STOP_DAYS = 2;
/** Above this ratio the told radii are honest and stand. */
const TRUE_RATIO = 0.85;

/**
 * How far this person's phone really errs, compared with the radii it tells. At known stops two distances are measured: from a day's fixes
 * to the centre known from the days before, and from that centre to the stored position of our place there (a network's position is wrong
 * by the same amount every day, which the first distance cannot show). Each counts the more, the more days or places there are. For people
 * who make only short stops, the places of their own tasks are measured instead. Null where the told radii stand.
 */
export function calibrateRadius(
  evidence: Pick<PeriodEvidence, 'baseline' | 'places' | 'days' | 'tasks'>,
): RadiusCalibration | null {
  return calibrateByStops(evidence) ?? calibrateByTasks(evidence);
}

function calibrateByTasks(evidence: Pick<PeriodEvidence, 'days' | 'tasks'>): RadiusCalibration | null {
  const known = taskRadiusOf(evidence);
  if (!known) return null;
  const { toldM, apartM, places } = known;
  return calibrationOf(toldM, believed((R68_PER_R50 * apartM) / toldM, places));
}

function calibrateByStops({
  baseline,
  places,
}: Pick<PeriodEvidence, 'baseline' | 'places'>): RadiusCalibration | null {
  const known = baseline.recent.flatMap(({ toldRadius }) => toldRadius ?? []);
  const told = medianOf(known.map(({ toldM }) => toldM));
  if (known.length < MIN_DAYS || told <= 0) return null;
  const days = believed(medianOf(known.map(({ ratio }) => ratio)), known.length);
  // Pins can only raise the ratio, and finding them takes as long as a whole detector.
  if (days > TRUE_RATIO * TRUE_RATIO) return null;
  const pins = pinDistances(baseline, places);
  if (pins.length < MIN_PINS) return null;
  const pinned = believed((R68_PER_R50 * medianOf(pins)) / told, pins.length);
  return calibrationOf(told, days + pinned);
}

function calibrationOf(toldM: number, squaredRatio: number): RadiusCalibration | null {
  const ratio = Math.sqrt(squaredRatio);
  return ratio > TRUE_RATIO ? null : { ratio, realM: ratio * toldM };
}

/** The day with its radii calibrated. */
export function withRadii(day: WorkDay, calibration: RadiusCalibration): WorkDay {
  const track = calibrateTrack(day.track, calibration);
  return {
    ...day,
    track,
    reported: day.reported === day.track ? track : calibrateTrack(day.reported, calibration),
    stays: day.stays.map((stay): StayPoint => ({
      ...stay,
      accuracyM: realRadiusM(stay.accuracyM, calibration),
    })),
  };
}

/** Square of a ratio, drawn towards 1. */
const believed = (ratio: number, count: number): number =>
  (BELIEF + count * ratio * ratio) / (BELIEF + count);

/** Metres from the centre of each known stop to the pin of the place of ours that it is at. */
function pinDistances({ stops }: Baseline, places: PlaceIndex): number[] {
  return stops
    .filter(({ recentDays }) => recentDays.length >= STOP_DAYS)
    .flatMap((stop) => {
      const own = places.nearby(stop, SAME_PLACE_M).filter(({ place }) => isOwn(place));
      const metres = own.map(({ place }) => haversineM(place.center, stop));
      return own.length === 0 ? [] : [Math.min(...metres)];
    });
}

function calibrateTrack(track: Track, calibration: RadiusCalibration): Track {
  const { atMs, lng, lat } = track;
  const accuracyM = new Float64Array(atMs.length);
  for (let at = 0; at < accuracyM.length; at++)
    accuracyM[at] = realRadiusM(track.accuracyM[at] ?? 0, calibration);
  return { atMs, lng, lat, accuracyM };
}

function realRadiusM(told: number, { ratio, realM }: RadiusCalibration): number {
  const toldM = errorRadiusM(told);
  return toldM <= realM ? told : Math.max(realM, toldM * ratio);
}

const medianOf = (values: readonly number[]): number => quantileOf(values, 0.5) ?? 0;
