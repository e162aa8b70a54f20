import { EMPTY_BASELINE, type RegularStop } from '../../../server/domain/baseline/baseline.ts';
import type { PeriodEvidence, PersonFacts, ZoneFact } from '../../../server/domain/detectors/evidence.ts';
import { buildWorkDay } from '../../../server/domain/detectors/day/work-day.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import type { Interval } from '../../../server/domain/interval.ts';
import { addDays, instantOf } from '../../../server/domain/time.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';
import type { FixRow, PlaceRow } from './build-evidence.ts';
import { NO_RECORDS } from './no-records.ts';

const timeZone = 'Asia/Shanghai';
/** A Monday. */
export const FIRST_DAY = '2026-03-02';
const plane = localPlane({ lng: 121.47, lat: 31.23 });

export const spot = (eastM: number, northM = 0) => ({ lng: plane.lngOf(eastM), lat: plane.latOf(northM) });
/** `minute` after 09:00 of the n-th day. */
export const at = (minute: number, n = 0): Date =>
  new Date(+instantOf(addDays(FIRST_DAY, n), '09:00', timeZone) + minute * 60_000);
export const span = (from: number, to: number, n = 0): Interval => ({
  startAt: at(from, n),
  endAt: at(to, n),
});
/** Minutes after 09:00 of the n-th day. */
export const minuteOf = (instant: Date, n = 0): number => (+instant - +at(0, n)) / 60_000;

/** A fix every `stepMin` minutes around one spot, jittered by a few metres. */
export function stayRows([from, to]: readonly [number, number], eastM: number, stepMin = 2): FixRow[] {
  const rows: FixRow[] = [];
  for (let minute = from; minute <= to; minute += stepMin)
    rows.push([minute, eastM + (minute % 5), minute % 3, 10]);
  return rows;
}

/** A circle around a spot. */
export const zoneAt = (eastM: number, radiusM: number): ZoneFact => ({
  id: `zone-${eastM}`,
  center: spot(eastM),
  radiusM,
});

/** A stop of the history at a spot, on so many work days before the first day. */
export const stopAt = (eastM: number, daysAgo: readonly number[]): RegularStop => ({
  ...spot(eastM),
  weight: daysAgo.length,
  firstDay: addDays(FIRST_DAY, -Math.max(0, ...daysAgo)),
  recentDays: daysAgo.map((ago) => addDays(FIRST_DAY, -ago)).toSorted(),
  dwellMin: 40,
});

/** A colleague with a track of the first day, and nothing else. */
export const peerOf = (rows: readonly FixRow[]) => ({
  personId: 'p2',
  deviceIds: [],
  photoHashes: [],
  track: trackOf(
    rows.map(([minute, eastM, northM, accuracyM]) => ({
      atMs: +at(minute),
      ...spot(eastM, northM),
      accuracyM,
    })),
  ),
});

export type PeriodRow = Partial<
  Omit<PeriodEvidence, 'days' | 'places' | 'placeById' | 'person' | 'baseline'>
> &
  Readonly<{
    /** The fixes of each day as [minute after 09:00, metres east, metres north, error in metres]. */
    fixes: readonly (readonly FixRow[])[];
    places?: readonly PlaceRow[];
    person?: Partial<PersonFacts>;
    stops?: readonly RegularStop[];
    trips?: readonly Interval[];
    /** The store the shifts are worked at. */
    shiftPlaceId?: string;
    /** Whether the break from 12:00 to 13:00 is on record; it is when absent. */
    hasBreak?: boolean;
  }>;

/** Days from Monday 2026-03-02 on, shifts from 09:00 to 18:00 with lunch from 12:00 to 13:00. */
export function buildPeriod({ fixes, places = [], person, stops = [], ...row }: PeriodRow): PeriodEvidence {
  const { trips = [], shiftPlaceId, hasBreak = true, ...records } = row;
  const known = places.map(({ eastM, northM, ...place }): Place => ({
    ...place,
    name: place.id,
    center: spot(eastM, northM),
  }));
  const days = fixes.map((rows, n) =>
    buildWorkDay({
      schedule: {
        personId: 'p1',
        day: addDays(FIRST_DAY, n),
        timeZone,
        shifts: [
          {
            id: `s${n}`,
            ...span(0, 540, n),
            breaks: hasBreak ? [span(180, 240, n)] : [],
            ...(shiftPlaceId !== undefined && { placeId: shiftPlaceId }),
          },
        ],
        leaves: [],
        trips,
      },
      track: trackOf(
        rows
          .toSorted((a, b) => a[0] - b[0])
          .map(([minute, eastM, northM, accuracyM]) => ({
            atMs: +at(minute, n),
            ...spot(eastM, northM),
            accuracyM,
          })),
      ),
    }),
  );
  return {
    person: { id: 'p1', kind: 'rep', timeZone, ...person },
    judge: { startAt: at(0), endAt: at(540, fixes.length - 1) },
    days,
    baseline: { ...EMPTY_BASELINE, days: stops.length > 0 ? 40 : 0, stops },
    places: createPlaceIndex(known),
    placeById: new Map(known.map((place) => [place.id, place])),
    ...NO_RECORDS,
    deviceIds: [],
    sources: new Set(['track']),
    ...records,
  };
}
