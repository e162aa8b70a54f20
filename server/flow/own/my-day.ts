import type { DataTopic } from '../../contract/data-request.ts';
import { isWithin } from '../../domain/interval.ts';
import { NARROW, WIDE } from '../../domain/report/picture-frame.ts';
import { placesShown } from '../../domain/report/places-shown.ts';
import { drawTrackPicture } from '../../domain/report/track-picture.ts';
import { addDays, instantOf } from '../../domain/time.ts';
import { collectionWindows, type DaySchedule } from '../../domain/working-time.ts';
import type { Track } from '../../domain/track/track.ts';
import { findAlerts, type Alert } from '../../store/alerts.ts';
import { findDetections, type Detection } from '../../store/detections.ts';
import type { Person } from '../../store/people.ts';
import { findPunches, type Punch } from '../../store/punches.ts';
import { findSchedules } from '../../store/schedules.ts';
import type { Deps } from '../deps.ts';
import { companyMap, type CompanyMap } from '../detect/company-map.ts';
import { zoneFacts } from '../detect/detect-facts.ts';
import { loadTrack } from '../ingest/load-track.ts';
import { erasedOf } from './erased.ts';
import { findEndedVisits, type EndedVisit } from '../visit/visit-records.ts';

/** A day of one person, with the numbers the company has of it. */
export type MyDayData = Readonly<{
  day: string;
  erased: readonly DataTopic[];
  schedule: DaySchedule | null;
  punches: readonly Punch[];
  visits: readonly EndedVisit[];
  detections: readonly Detection[];
  alerts: readonly Alert[];
  map: CompanyMap;
}>;

export async function findMyDay(deps: Deps, person: Person, day: string): Promise<MyDayData> {
  const fromAt = instantOf(day, '00:00', person.timeZone);
  const toAt = instantOf(addDays(day, 1), '00:00', person.timeZone);
  const [erased, schedules, punches, visits, detections, alerts, map] = await Promise.all([
    erasedOf(person, day),
    findSchedules(person.id, day, day),
    findPunches(person.id, fromAt, toAt),
    findEndedVisits(person, { fromAt, toAt, now: deps.now() }),
    findDetections(person.id, day, day),
    findAlerts(person.id, day, day),
    companyMap(),
  ]);
  return {
    day,
    erased,
    schedule: schedules[0] ?? null,
    punches,
    visits,
    detections,
    alerts: alerts.filter(isOut),
    map,
  };
}

/** The person sees an alert from its publication on. */
export const isOut = ({ publishedAt, status }: Alert): boolean =>
  publishedAt !== undefined || status === 'silenced';

/** The day's own track as an SVG: working time and its margins only, and never what cleaning set aside. */
export async function drawMyDay(
  person: Person,
  day: string,
  { language, size }: Readonly<{ language: 'zh' | 'en'; size: 'wide' | 'narrow' }>,
): Promise<string> {
  const [schedules, detections, map] = await Promise.all([
    findSchedules(person.id, day, day),
    findDetections(person.id, day, day),
    companyMap(),
  ]);
  const stays = detections.flatMap(({ result }) => result?.stays ?? []);
  const rejected = new Set(detections.flatMap(({ result }) => result?.rejected.map(({ at }) => +at) ?? []));
  const track = await trackOf(person.id, schedules[0] ?? null, rejected);
  return drawTrackPicture(
    {
      day,
      timeZone: person.timeZone,
      track,
      stays,
      places: placesShown(map, { stays, ids: schedules[0]?.shifts.map(({ placeId }) => placeId) ?? [] }),
      zones: zoneFacts(map, person, day),
    },
    language,
    size === 'narrow' ? NARROW : WIDE,
  );
}

/** The cleaned positions of one day's working time and its margins. */
export async function trackOf(
  personId: string,
  schedule: DaySchedule | null,
  rejected: ReadonlySet<number>,
): Promise<Track> {
  const shifts = schedule?.shifts ?? [];
  const parts = await Promise.all(shifts.map((shift) => loadTrack(personId, shift)));
  const windows = schedule ? collectionWindows(schedule) : [];
  const rows = parts.flatMap((part) => Array.from(part.atMs, (ms, at) => ({ part, ms, at })));
  const kept = rows
    .filter(({ ms }) => !rejected.has(ms) && windows.some((window) => isWithin(new Date(ms), window)))
    .toSorted((a, b) => a.ms - b.ms)
    .filter(({ ms }, at, all) => ms !== all[at - 1]?.ms);
  const column = (of: (part: Track) => Float64Array): Float64Array =>
    Float64Array.from(kept, ({ part, at }) => of(part)[at] ?? 0);
  return {
    atMs: column(({ atMs }) => atMs),
    lng: column(({ lng }) => lng),
    lat: column(({ lat }) => lat),
    accuracyM: column(({ accuracyM }) => accuracyM),
  };
}
