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

/** Told radii count with `ratio` (0-1) of themselves, but not below the real error of this phone (`realM`) unless it tells less itself. */
type RadiusCalibration = Readonly<{ ratio: number; realM: number }>;

/** Days and pins with an own word, below which the phone's is taken as it is. */
const MIN_DAYS = 3;
const MIN_PINS = 3;
/** Weight, in days or pins, of the belief that the radius told is right. */
const BELIEF = 1;
/** Days at a stop from which its centre is known. */
const STOP_DAYS = 2;
/** A ratio above it is what phones mean by a radius. */
const TRUE_RATIO = 0.85;

/**
 * What this person's phone really errs beside what it tells, from its own known stops: by how far fixes of a day lie from the centres of
 * the days before, and those centres from the stored positions of our places, since what a network's position is wrong by comes again
 * every day. Both are believed as far as there are days and pins. Who only makes short stops is known by the places of own tasks; null
 * where the word of the phone stands.
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
  // Pins only add to it, and to find them takes as long as a detector.
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
