import { haversineDegM } from '../../geo/distance.ts';
import { quantileOf } from '../../quantile.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { Track } from '../../track/track.ts';
import { errorRadiusM } from './error-radius.ts';
import type { PeriodEvidence, TaskFact } from '../evidence.ts';

/** Metres from a task's place within which a fix of its time may be of the stop there: more is the way to it. */
const AT_PLACE_M = 150;
/** The same in told radii: of a phone that errs much no fix may be left out for lying far. */
const AT_PLACE_RADII = 2;
/** Fixes of a stop, and the places (some 10 m of a degree) from which a phone is known. */
const MIN_FIXES = 2;
const MIN_PLACES = 12;
const PLACE_DEG = 1e-4;

/** What the phone tells, and how far it really lies (both medians, metres), at so many places of own tasks. */
type TaskRadius = Readonly<{ toldM: number; apartM: number; places: number }>;

/**
 * The error of a rider's phone at the places where waybills say the person stopped, which no stay or stop of the history knows: a stop of
 * some minutes is too short. Fixes of the way to it only make it larger. Null below enough places.
 */
export function taskRadiusOf({ days, tasks }: Pick<PeriodEvidence, 'days' | 'tasks'>): TaskRadius | null {
  if (tasks.length < MIN_PLACES) return null;
  const told: number[] = [];
  const byPlace = new Map<string, number[]>();
  for (const { track } of days)
    for (const task of tasks) {
      const fixes = fixesAt(track, task);
      if (fixes.length < MIN_FIXES) continue;
      const key = `${Math.round(task.lng / PLACE_DEG)},${Math.round(task.lat / PLACE_DEG)}`;
      const apart = byPlace.get(key) ?? [];
      byPlace.set(key, apart);
      apart.push(medianOf(fixes.map(({ apartM }) => apartM)));
      told.push(medianOf(fixes.map(({ toldM }) => toldM)));
    }
  if (byPlace.size < MIN_PLACES) return null;
  const apartM = medianOf([...byPlace.values()].map(medianOf));
  return { toldM: medianOf(told), apartM, places: byPlace.size };
}

/** The fixes of the task's time near its place. */
function fixesAt({ atMs, lng, lat, accuracyM }: Track, task: TaskFact) {
  const fixes: { apartM: number; toldM: number }[] = [];
  for (
    let at = firstAtOrAfter(atMs, task.startAt.getTime());
    at < atMs.length && (atMs[at] ?? 0) <= task.endAt.getTime();
    at++
  ) {
    const apartM = haversineDegM(lng[at] ?? 0, lat[at] ?? 0, task.lng, task.lat);
    const toldM = errorRadiusM(accuracyM[at]);
    if (apartM <= Math.max(AT_PLACE_M, AT_PLACE_RADII * toldM)) fixes.push({ apartM, toldM });
  }
  return fixes;
}

const medianOf = (values: readonly number[]): number => quantileOf(values, 0.5) ?? 0;
