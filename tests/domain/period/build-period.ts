import { PeriodSchema, type Period } from '../../../server/contract/period.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';

const plane = localPlane({ lng: 121.47, lat: 31.23 });

/** Minutes after 09:00 (Shanghai) of the nth day from Monday 2026-03-02, as the wire says it. */
export const isoAt = (day: number, minute: number): string => new Date(msAt(day, minute)).toISOString();
export const msAt = (day: number, minute: number): number => Date.UTC(2026, 2, 2 + day, 1) + minute * 60_000;
export const spotAt = (eastM: number, northM: number) => ({
  lng: plane.lngOf(eastM),
  lat: plane.latOf(northM),
});

/** A shift from 09:00 to 18:00 with lunch from 12:00 to 13:00. */
export const shiftOn = (day: number) => ({
  start: isoAt(day, 0),
  end: isoAt(day, 540),
  breaks: [{ start: isoAt(day, 180), end: isoAt(day, 240) }],
});

/** Fixes every `stepMin` minutes: [day, from minute, to minute, metres east, metres north]. */
export function fixesOf(
  stretches: readonly (readonly [number, number, number, number, number])[],
  stepMin = 2,
) {
  const rows = stretches.flatMap(([day, from, to, eastM, northM]) =>
    Array.from({ length: Math.floor((to - from) / stepMin) + 1 }, (_, n) => ({
      t: msAt(day, from + n * stepMin),
      ...spotAt(eastM + (n % 5), northM + ((n * 3) % 7)),
    })),
  );
  return {
    t: rows.map(({ t }) => t),
    lng: rows.map(({ lng }) => lng),
    lat: rows.map(({ lat }) => lat),
    accuracyM: rows.map(() => 10),
    datum: 'wgs84' as const,
    deviceId: 'd1',
  };
}

/** A period of one rep that judges Monday 2026-03-02 unless told otherwise, through the schema. */
export function buildPeriod(fields: Readonly<Record<string, unknown>> = {}): Period {
  return PeriodSchema.parse({
    id: 'p1',
    person: { id: 'e1', kind: 'rep', timeZone: 'Asia/Shanghai' },
    judge: { from: isoAt(0, -60), to: isoAt(0, 900) },
    shifts: [shiftOn(0)],
    ...fields,
  });
}
