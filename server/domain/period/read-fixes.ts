import type { NumberColumn, PeriodFixes } from '../../contract/period-fixes.ts';
import { toWgs84 } from '../geo/datum.ts';
import type { Track } from '../track/track.ts';

const NONE: Track = {
  atMs: new Float64Array(0),
  lng: new Float64Array(0),
  lat: new Float64Array(0),
  accuracyM: new Float64Array(0),
};

/** Fixes of a period as a WGS-84 track in time order; fixes of one instant keep the order they came in. */
export function readFixes(fixes: PeriodFixes | undefined): Track {
  if (!fixes || fixes.t.length === 0) return NONE;
  const order = timeOrder(fixes.t);
  const track = {
    atMs: inOrder(fixes.t, order),
    lng: inOrder(fixes.lng, order),
    lat: inOrder(fixes.lat, order),
    accuracyM: inOrder(fixes.accuracyM, order),
  };
  if (fixes.datum !== 'wgs84') unshiftColumns(track, fixes.datum);
  return track;
}

/** The places of the columns by time, or null when they are in time order already. */
export function timeOrder(t: NumberColumn): Uint32Array | null {
  let at = 1;
  while (at < t.length && (t[at] ?? 0) >= (t[at - 1] ?? 0)) at++;
  if (at >= t.length) return null;
  return Uint32Array.from(t.keys()).sort((a, b) => (t[a] ?? 0) - (t[b] ?? 0) || a - b);
}

function inOrder(column: NumberColumn, order: Uint32Array | null): Float64Array {
  if (!order) return new Float64Array(column);
  const sorted = new Float64Array(order.length);
  for (let at = 0; at < sorted.length; at++) sorted[at] = column[order[at] ?? 0] ?? Number.NaN;
  return sorted;
}

function unshiftColumns({ lng, lat }: Track, datum: PeriodFixes['datum']): void {
  for (let at = 0; at < lng.length; at++) {
    const point = toWgs84({ lng: lng[at] ?? 0, lat: lat[at] ?? 0 }, datum);
    lng[at] = point.lng;
    lat[at] = point.lat;
  }
}
