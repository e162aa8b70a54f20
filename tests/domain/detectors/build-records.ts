import { EMPTY_BASELINE } from '../../../server/domain/baseline/baseline.ts';
import type { PeriodEvidence, WorkDay } from '../../../server/domain/detectors/evidence.ts';
import { buildWorkDay } from '../../../server/domain/detectors/day/work-day.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import type { Interval } from '../../../server/domain/interval.ts';
import { addDays, instantOf } from '../../../server/domain/time.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';
import type { DaySchedule } from '../../../server/domain/working-time.ts';
import { NO_RECORDS } from './no-records.ts';

export const timeZone = 'Asia/Shanghai';
const FIRST_DAY = '2026-03-02';
const plane = localPlane({ lng: 121.47, lat: 31.23 });

/** The judged days are 0, 1, 2 ...; earlier ones are negative. Minutes count from 09:00 of the day. */
export const dayAt = (n: number): string => addDays(FIRST_DAY, n);
export const at = (n: number, minute: number): Date =>
  new Date(+instantOf(dayAt(n), '09:00', timeZone) + minute * 60_000);
export const span = (n: number, from: number, to: number): Interval => ({
  startAt: at(n, from),
  endAt: at(n, to),
});
export const spot = (eastM: number, northM = 0) => ({ lng: plane.lngOf(eastM), lat: plane.latOf(northM) });

/** Minutes after 09:00, metres east and north, error in metres. */
export type FixRow = readonly [number, number, number, number];

/** A fix every `stepMin` at one spot, with a few metres of jitter. */
export function stayAt(from: number, to: number, eastM: number, northM = 0, stepMin = 1): FixRow[] {
  const rows: FixRow[] = [];
  for (let minute = from; minute <= to; minute += stepMin)
    rows.push([minute, eastM + ((minute * 7) % 5), northM + ((minute * 3) % 4), 10]);
  return rows;
}

export function buildPlace(id: string, eastM: number, more: Partial<Place> = {}): Place {
  return { id, name: id, roles: ['customer'], center: spot(eastM), radiusM: 50, ...more };
}

/** A shift from 09:00 to 18:00 with lunch from 12:00 to 13:00. */
export function buildSchedule(n: number, more: Partial<DaySchedule> = {}, placeId?: string): DaySchedule {
  const shift = {
    id: `s${n}`,
    ...span(n, 0, 540),
    breaks: [span(n, 180, 240)],
    ...(placeId !== undefined && { placeId }),
  };
  return { personId: 'p1', day: dayAt(n), timeZone, shifts: [shift], leaves: [], trips: [], ...more };
}

export function buildDay(n: number, fixes: readonly FixRow[] = [], schedule = buildSchedule(n)): WorkDay {
  const rows = fixes.map(([minute, eastM, northM, accuracyM]) => ({
    atMs: +at(n, minute),
    ...spot(eastM, northM),
    accuracyM,
  }));
  return buildWorkDay({ schedule, track: trackOf(rows.toSorted((a, b) => a.atMs - b.atMs)) });
}

/** One person over `days`, everything else empty; every source is there. */
export function buildRecords({
  places = [],
  days = [buildDay(0)],
  ...more
}: Partial<Omit<PeriodEvidence, 'places' | 'placeById'>> & { places?: readonly Place[] }): PeriodEvidence {
  return {
    person: { id: 'p1', kind: 'rep', timeZone },
    judge: { startAt: at(0, -540), endAt: at(days.length, -540) },
    days,
    baseline: EMPTY_BASELINE,
    places: createPlaceIndex(places),
    placeById: new Map(places.map((place) => [place.id, place])),
    ...NO_RECORDS,
    deviceIds: ['d1'],
    sources: new Set(['track', 'punches', 'visits', 'orders', 'peers', 'sales', 'anchors', 'baseline']),
    ...more,
  };
}
