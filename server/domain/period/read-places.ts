import type { Datum, LngLat } from '../../contract/geo.ts';
import type { Period } from '../../contract/period.ts';
import type { ZoneFact } from '../detectors/evidence.ts';
import { toWgs84 } from '../geo/datum.ts';
import { plainFloor, type Place } from '../geo/place.ts';

type Shape = Readonly<
  LngLat & { radiusM: number; datum: Datum; polygon?: readonly (readonly [number, number])[] | undefined }
>;

/** The places of a period in WGS-84; several kinds of one place are its roles, be it in one row or in rows of one id (of one shape). */
export function readPlaces({ places }: Pick<Period, 'places'>): Place[] {
  const byId = new Map<string, Place>();
  for (const place of places) {
    const { id, kind, roles, name, floor } = place;
    const known = byId.get(id);
    const all = known || roles ? [...new Set([...(known?.roles ?? []), kind, ...(roles ?? [])])] : [kind];
    if (known) byId.set(id, { ...known, roles: all });
    else
      byId.set(id, {
        id,
        name,
        roles: all,
        ...readShape(place),
        ...(floor !== undefined && { floor: plainFloor(floor) }),
      });
  }
  return [...byId.values()];
}

/** The zones of a period in WGS-84. */
export function readZones({ zones = [] }: Pick<Period, 'zones'>): ZoneFact[] {
  return zones.map((zone) => ({ id: zone.id, ...readShape(zone) }));
}

function readShape({ lng, lat, radiusM, datum, polygon }: Shape): Omit<ZoneFact, 'id'> {
  return {
    center: toWgs84({ lng, lat }, datum),
    radiusM,
    ...(polygon && { polygon: polygon.map(([x, y]) => toWgs84({ lng: x, lat: y }, datum)) }),
  };
}
