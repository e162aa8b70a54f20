import gcoord from 'gcoord';
import type { Datum, LngLat } from '../../server/contract/geo.ts';

const systems = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/** For pictures only; the server converts what is stored. */
export function toWgs84({ lng, lat, datum }: LngLat & { datum: Datum }): LngLat {
  if (datum === 'wgs84') return { lng, lat };
  const [x, y] = gcoord.transform([lng, lat], systems[datum], gcoord.WGS84);
  return { lng: x, lat: y };
}

/** Metres east and north of `origin`, flat-earth: good to a metre over a few kilometres. */
export function offsetM(origin: LngLat, to: LngLat): { xM: number; yM: number } {
  const metresPerDegree = 111_195;
  const cosLat = Math.cos((origin.lat * Math.PI) / 180);
  return {
    xM: (to.lng - origin.lng) * metresPerDegree * cosLat,
    yM: (to.lat - origin.lat) * metresPerDegree,
  };
}
