import type { TrackView } from '../contract/views.ts';
import { createPlaceIndex } from '../domain/geo/place-index.ts';
import type { Place } from '../domain/geo/place.ts';
import { collectionWindows } from '../domain/working-time.ts';
import { isWithin } from '../domain/interval.ts';
import type { Alert } from '../store/alerts.ts';
import { findDetection } from '../store/detections.ts';
import { listPlaces } from '../store/places.ts';
import { findSchedules } from '../store/schedules.ts';
import { loadTrack } from './load-track.ts';

/** Metres around a stay in which places are shown. */
const NEARBY_M = 200;
const MAX_SPAN_MS = 24 * 3_600_000;

/** The map of one alert: its shift and nothing else, at most 24 h, never off-hours (R15). */
export async function alertTrack(alert: Alert): Promise<TrackView> {
  const [schedule] = await findSchedules(alert.personId, alert.day, alert.day);
  const shift = schedule?.shifts.find(({ id }) => id === alert.shiftId);
  const startAt = shift?.startAt ?? alert.finding.startAt;
  const endAt = new Date(Math.min(+(shift?.endAt ?? alert.finding.endAt), +startAt + MAX_SPAN_MS));
  const empty = {
    startAt: startAt.toISOString(),
    endAt: endAt.toISOString(),
    points: [],
    stays: [],
    gaps: [],
    places: [],
  };
  if (!schedule || !shift) return empty;
  const windows = collectionWindows({ ...schedule, shifts: [shift] });
  const isShown = (at: Date) => windows.some((window) => isWithin(at, window)) && at < endAt;
  const [track, detection, places] = await Promise.all([
    loadTrack(alert.personId, shift),
    findDetection(alert.personId, alert.shiftId),
    listPlaces(),
  ]);
  const rejected = new Set(detection?.result?.rejected.map(({ at }) => +at) ?? []);
  const stays = detection?.result?.stays ?? [];
  return {
    ...empty,
    points: [...track.atMs.keys()].flatMap((i) => {
      const at = new Date(track.atMs[i] ?? 0);
      if (!isShown(at) || rejected.has(+at)) return [];
      return [
        {
          at: at.toISOString(),
          lng: track.lng[i] ?? 0,
          lat: track.lat[i] ?? 0,
          accuracyM: track.accuracyM[i] ?? 0,
        },
      ];
    }),
    stays: stays.map((stay) => ({
      startAt: stay.startAt.toISOString(),
      endAt: stay.endAt.toISOString(),
      lng: stay.lng,
      lat: stay.lat,
      accuracyM: stay.accuracyM,
      fixes: stay.fixes,
    })),
    gaps: (detection?.result?.gaps ?? []).map((gap) => ({
      startAt: gap.startAt.toISOString(),
      endAt: gap.endAt.toISOString(),
    })),
    places: placesNear(places, [
      ...stays,
      ...places.filter(({ id }) => id === alert.finding.placeId).map(({ center }) => center),
    ]),
  };
}

function placesNear(
  places: readonly Place[],
  points: readonly { lng: number; lat: number }[],
): TrackView['places'] {
  const index = createPlaceIndex(places);
  const found = new Map<string, Place>();
  for (const { lng, lat } of points)
    for (const { place } of index.nearby({ lng, lat }, NEARBY_M)) found.set(place.id, place);
  return [...found.values()].map(({ name, roles, center, radiusM }) => ({
    name,
    roles: [...roles],
    center,
    radiusM,
  }));
}
