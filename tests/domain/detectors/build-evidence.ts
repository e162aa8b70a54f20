import { z } from 'zod';
import { PlaceRoleSchema } from '../../../server/contract/place.ts';
import type { ShiftEvidence } from './judge-shift.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { clockOf, instantOf, weekdayOf } from '../../../server/domain/time.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';
import type { Interval } from '../../../server/domain/working-time.ts';

const FixRowSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const PlaceRowSchema = z.strictObject({
  id: z.string(),
  roles: z.array(PlaceRoleSchema),
  eastM: z.number(),
  northM: z.number(),
  radiusM: z.number(),
});
const PermissionRowSchema = z.strictObject({
  kind: z.enum(['arrangement', 'declaration']),
  placeId: z.string().optional(),
  from: z.number(),
  to: z.number(),
});

/** A small literal situation; also the shape of tests/fixtures/tracks/in. */
export const SceneSchema = z.strictObject({
  title: z.string().optional(),
  places: z.array(PlaceRowSchema),
  /** Minutes after 09:00, metres east and north of the origin, error in metres. */
  fixes: z.array(FixRowSchema),
  permissions: z.array(PermissionRowSchema).default([]),
  trips: z.array(z.tuple([z.number(), z.number()])).default([]),
});
export type Scene = z.input<typeof SceneSchema>;
export type FixRow = z.infer<typeof FixRowSchema>;
export type PlaceRow = z.infer<typeof PlaceRowSchema>;

const timeZone = 'Asia/Shanghai';
const day = '2026-03-02';
const plane = localPlane({ lng: 121.47, lat: 31.23 });
const nineMs = +instantOf(day, '09:00', timeZone);

export const minuteAt = (minute: number): Date => new Date(nineMs + minute * 60_000);
export const minuteOf = (at: Date): number => (+at - nineMs) / 60_000;
const clockAt = (minute: number): string => clockOf(minuteAt(minute), timeZone);
const span = (from: number, to: number): Interval => ({ startAt: minuteAt(from), endAt: minuteAt(to) });
const spot = (eastM: number, northM: number) => ({ lng: plane.lngOf(eastM), lat: plane.latOf(northM) });

/** A shift from 09:00 to 18:00 with lunch from 12:00 to 13:00. */
export function buildEvidence({ places, fixes, permissions = [], trips = [] }: Scene): ShiftEvidence {
  const shift = { id: 's1', ...span(0, 540), breaks: [span(180, 240)] };
  return {
    personId: 'p1',
    shift,
    schedule: {
      personId: 'p1',
      day,
      timeZone,
      shifts: [shift],
      leaves: [],
      trips: trips.map(([from, to]) => span(from, to)),
    },
    track: trackOf(
      fixes
        .toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
        .map(([minute, eastM, northM, accuracyM]) => ({
          atMs: +minuteAt(minute),
          ...spot(eastM, northM),
          accuracyM,
        })),
    ),
    places: places.map(({ eastM, northM, ...place }): Place => ({
      ...place,
      name: place.id,
      center: spot(eastM, northM),
    })),
    arrangements: permissions
      .filter(({ kind }) => kind === 'arrangement')
      .map(({ from, to, placeId }, n) => ({
        id: `a${n}`,
        reason: 'support' as const,
        ...(placeId === undefined ? {} : { placeId }),
        ...span(from, to),
      })),
    declarations: permissions
      .filter(({ kind }) => kind === 'declaration')
      .map(({ from, to, placeId }, n) => ({
        id: `d${n}`,
        status: 'approved' as const,
        ...(placeId === undefined ? {} : { placeId }),
        hours: [{ weekday: weekdayOf(day), from: clockAt(from), to: clockAt(to) }],
      })),
    settings: {},
  };
}
