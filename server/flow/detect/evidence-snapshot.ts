import type { PeriodEvidence } from '../../domain/detectors/evidence.ts';
import type { Place } from '../../domain/geo/place.ts';
import { encodeData } from '../../domain/pack/codec.ts';
import type { Judged } from '../../domain/pack/recompute.ts';
import type { SettingsVersion } from '../../domain/tuning/settings-version.ts';
import { hasSnapshot, saveSnapshot } from '../../store/evidence-snapshots.ts';
import type { Deps } from '../deps.ts';

/** Degrees around everything the person did in which places are kept: some 5 km, more than any detector looks. */
const AROUND_DEG = 0.05;

/** Keeps what a judgement rested on, once for equal inputs. */
export async function keepEvidence(
  deps: Deps,
  shift: Readonly<{ personId: string; shiftId: string; inputs: string }>,
  known: Readonly<{ evidence: PeriodEvidence; version: SettingsVersion; sinceAt: Date }>,
): Promise<void> {
  if (await hasSnapshot(shift)) return;
  await saveSnapshot({ ...shift, at: deps.now(), judged: encodeData(judgedOf(known)) });
}

/** The evidence without what can be made from it again: cleaned days and the index over the places. */
function judgedOf({
  evidence,
  version,
  sinceAt,
}: Readonly<{ evidence: PeriodEvidence; version: SettingsVersion; sinceAt: Date }>): Judged {
  const { days, places: _index, placeById, placeDoubt, ...rest } = evidence;
  const places = nearbyPlaces(evidence, [...placeById.values()]);
  const kept = new Set(places.map(({ id }) => id));
  return {
    ...rest,
    placeDoubt: new Map([...placeDoubt].filter(([id]) => kept.has(id))),
    schedules: days.map(({ schedule }) => schedule),
    places,
    sinceAt,
    overrides: version.overrides,
    settingsVersion: version.version,
  };
}

/** Places near a fix, a punch or a task, and those that a record names. */
function nearbyPlaces(evidence: PeriodEvidence, places: readonly Place[]): Place[] {
  const { days, punches, visits, orders, tasks, arrangements, declarations, baseline, zones } = evidence;
  const named = new Set(
    [
      ...punches.map(({ placeId }) => placeId),
      ...visits.map(({ customerId }) => customerId),
      ...orders.map(({ customerId }) => customerId),
      ...arrangements.map(({ placeId }) => placeId),
      ...declarations.map(({ placeId }) => placeId),
      ...days.flatMap(({ shifts }) => shifts.map(({ placeId }) => placeId)),
    ].filter((id) => id !== undefined),
  );
  const lng: number[] = [];
  const lat: number[] = [];
  for (const { reported } of days) {
    for (const value of reported.lng) lng.push(value);
    for (const value of reported.lat) lat.push(value);
  }
  const points = [
    ...punches.flatMap(({ position }) => position ?? []),
    ...tasks,
    ...baseline.stops,
    ...zones.map(({ center }) => center),
  ];
  for (const point of points) {
    lng.push(point.lng);
    lat.push(point.lat);
  }
  const [isInLng, isInLat] = [isAround(lng), isAround(lat)];
  return places.filter(({ id, center }) => named.has(id) || (isInLng(center.lng) && isInLat(center.lat)));
}

function isAround(values: readonly number[]): (value: number) => boolean {
  const [low, high] = [least(values) - AROUND_DEG, most(values) + AROUND_DEG];
  return (value) => value >= low && value <= high;
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
