import { isOwnPlace } from '../../domain/report/own-place.ts';
import { drawMonthPicture } from '../../domain/report/month-picture.ts';
import { monthPlaces, type MonthPlace } from '../../domain/report/month-places.ts';
import { daysOf } from '../../domain/report/monthly-report.ts';
import { NARROW, WIDE } from '../../domain/report/picture-frame.ts';
import { placesShown } from '../../domain/report/places-shown.ts';
import { findDetections, type Detection } from '../../store/detections.ts';
import type { Person } from '../../store/people.ts';
import { findSchedules } from '../../store/schedules.ts';
import { companyMap } from '../detect/company-map.ts';
import { trackOf } from './my-day.ts';

/** Where the person's own month was spent, the longest first. */
export async function findMonthPlaces(person: Person, month: string): Promise<MonthPlace[]> {
  const [detections, { places }] = await Promise.all([findMonth(person, month), companyMap()]);
  return placesOf(detections, places);
}

/** The person's own month as an SVG: ways as long as positions are kept, spots as long as what days came to. */
export async function drawMyMonth(
  person: Person,
  month: string,
  { language, size }: Readonly<{ language: 'zh' | 'en'; size: 'wide' | 'narrow' }>,
): Promise<string> {
  const { first, last } = spanOf(month);
  const [schedules, detections, map] = await Promise.all([
    findSchedules(person.id, first, last),
    findMonth(person, month),
    companyMap(),
  ]);
  const rejected = new Set(detections.flatMap(({ result }) => result?.rejected.map(({ at }) => +at) ?? []));
  const spots = placesOf(detections, map.places);
  return drawMonthPicture(
    {
      month,
      tracks: await Promise.all(schedules.map((schedule) => trackOf(person.id, schedule, rejected))),
      spots,
      places: placesShown(map, { stays: spots, ids: [] }).filter(isOwnPlace),
    },
    language,
    size === 'narrow' ? NARROW : WIDE,
  );
}

const placesOf = (
  detections: readonly Detection[],
  places: Parameters<typeof monthPlaces>[1],
): MonthPlace[] =>
  monthPlaces(
    detections.map(({ day, result }) => ({ day, stays: result?.stays ?? [] })),
    places,
  );

function findMonth({ id }: Person, month: string): Promise<Detection[]> {
  const { first, last } = spanOf(month);
  return findDetections(id, first, last);
}

function spanOf(month: string): Readonly<{ first: string; last: string }> {
  const days = daysOf(month);
  return { first: days[0] ?? `${month}-01`, last: days.at(-1) ?? `${month}-01` };
}
