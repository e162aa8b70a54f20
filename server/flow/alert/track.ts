import type { TrackView } from '../../contract/views.ts';
import { collectionWindows } from '../../domain/working-time.ts';
import { intersectIntervals, isWithin } from '../../domain/interval.ts';
import { placesShown } from '../../domain/report/places-shown.ts';
import { drawTrackPicture } from '../../domain/report/track-picture.ts';
import { pickFixes } from '../../domain/track/settle.ts';
import type { Alert } from '../../store/alerts.ts';
import { findDetection } from '../../store/detections.ts';
import { findPerson } from '../../store/people.ts';
import { findSchedules } from '../../store/schedules.ts';
import { companyMap, type CompanyMap } from '../detect/company-map.ts';
import { zoneFacts } from '../detect/detect-facts.ts';
import { loadTrack } from '../ingest/load-track.ts';

const MAX_SPAN_MS = 24 * 3_600_000;

/** The map of one alert: its shift and nothing else, at most 24 h, never off-hours (R15). */
export async function alertTrack(alert: Alert, language: 'zh' | 'en'): Promise<TrackView> {
  const [schedule] = await findSchedules(alert.personId, alert.day, alert.day);
  const shift = schedule?.shifts.find(({ id }) => id === alert.shiftId);
  const startAt = shift?.startAt ?? alert.finding.startAt;
  const endAt = new Date(Math.min(+(shift?.endAt ?? alert.finding.endAt), +startAt + MAX_SPAN_MS));
  const empty = { points: [], stays: [], gaps: [], places: [], picture: '' };
  const span = { startAt: startAt.toISOString(), endAt: endAt.toISOString() };
  if (!schedule || !shift) return { ...span, ...empty };
  const windows = collectionWindows({ ...schedule, shifts: [shift] });
  const [loaded, detection, map] = await Promise.all([
    loadTrack(alert.personId, shift),
    findDetection(alert.personId, alert.shiftId),
    companyMap(),
  ]);
  const rejected = new Set(detection?.result?.rejected.map(({ at }) => +at) ?? []);
  const isShown = (ms: number) =>
    windows.some((window) => isWithin(new Date(ms), window)) && ms < +endAt && !rejected.has(ms);
  const track = pickFixes(
    loaded,
    Array.from(loaded.atMs.keys()).filter((at) => isShown(loaded.atMs[at] ?? 0)),
  );
  const stays = detection?.result?.stays ?? [];
  const shown = placesShown(map, { stays, ids: [alert.finding.placeId, shift.placeId] });
  return {
    ...span,
    points: Array.from(track.atMs, (ms, at) => ({
      at: new Date(ms).toISOString(),
      lng: track.lng[at] ?? 0,
      lat: track.lat[at] ?? 0,
      accuracyM: track.accuracyM[at] ?? 0,
    })),
    stays: stays.map(({ lng, lat, accuracyM, fixes, ...stay }) => ({
      startAt: stay.startAt.toISOString(),
      endAt: stay.endAt.toISOString(),
      lng,
      lat,
      accuracyM,
      fixes,
    })),
    gaps: (detection?.result?.gaps ?? []).map((gap) => ({
      startAt: gap.startAt.toISOString(),
      endAt: gap.endAt.toISOString(),
    })),
    places: shown.map(({ name, roles, center, radiusM }) => ({ name, roles: [...roles], center, radiusM })),
    picture: await drawAlert(alert, { track, stays, places: shown, map }, { startAt, endAt, language }),
  };
}

type Drawn = Pick<Parameters<typeof drawTrackPicture>[0], 'track' | 'stays' | 'places'> &
  Readonly<{ map: CompanyMap }>;

async function drawAlert(
  { personId, day, finding }: Alert,
  { map, ...drawn }: Drawn,
  { startAt, endAt, language }: Readonly<{ startAt: Date; endAt: Date; language: 'zh' | 'en' }>,
): Promise<string> {
  const person = await findPerson(personId);
  if (!person) return '';
  const inShift = intersectIntervals([finding], [{ startAt, endAt }])[0];
  const about = finding.placeId === undefined ? {} : { placeId: finding.placeId };
  return drawTrackPicture(
    {
      ...drawn,
      day,
      timeZone: person.timeZone,
      zones: zoneFacts(map, person, day),
      ...(inShift && { finding: { startAt: inShift.startAt, endAt: inShift.endAt, ...about } }),
    },
    language,
  );
}
