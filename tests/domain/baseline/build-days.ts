import type { Baseline } from '../../../server/domain/baseline/baseline.ts';
import { EMPTY_BASELINE } from '../../../server/domain/baseline/baseline.ts';
import { learnDay, type DayRecords } from '../../../server/domain/baseline/learn-day.ts';
import type { WorkDay } from '../../../server/domain/detectors/evidence.ts';
import { buildWorkDay } from '../../../server/domain/detectors/day/work-day.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import { addDays, instantOf } from '../../../server/domain/time.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';

const timeZone = 'Asia/Shanghai';
const plane = localPlane({ lng: 121.47, lat: 31.23 });
export const FIRST_DAY = '2026-03-02';
export const spot = (eastM: number, northM = 0) => ({ lng: plane.lngOf(eastM), lat: plane.latOf(northM) });
export const instantOn = (n: number, minute: number): Date =>
  new Date(+instantOf(addDays(FIRST_DAY, n), '09:00', timeZone) + minute * 60_000);

/** A stretch of a day: from minute, to minute (after 09:00), metres east, metres north. */
export type Stretch = readonly [number, number, number, number?];

/** The nth day from Monday 2026-03-02: a shift from 09:00 to 18:00 without a break, a fix every two minutes. */
export function dayOn(n: number, stretches: readonly Stretch[]): WorkDay {
  const shift = { id: `s${n}`, startAt: instantOn(n, 0), endAt: instantOn(n, 540), breaks: [] };
  return buildWorkDay({
    schedule: {
      personId: 'e1',
      day: addDays(FIRST_DAY, n),
      timeZone,
      shifts: [shift],
      leaves: [],
      trips: [],
    },
    track: trackOf(
      stretches.flatMap(([from, to, eastM, northM = 0]) =>
        Array.from({ length: (to - from) / 2 }, (_, at) => ({
          atMs: +instantOn(n, from + at * 2),
          ...spot(eastM + (at % 5), northM + (at % 3)),
          accuracyM: 10,
        })),
      ),
    ),
  });
}

const NO_RECORDS: DayRecords = { punches: [] };

export function learnAll(
  days: readonly WorkDay[],
  { from = EMPTY_BASELINE, records = NO_RECORDS }: { from?: Baseline; records?: DayRecords } = {},
): Baseline {
  return days.reduce((baseline, day) => learnDay(baseline, day, records), from);
}
