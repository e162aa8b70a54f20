import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Datum, LngLat } from '../../contract/geo.ts';
import type { PlaceRecord, ZoneRecord } from '../../contract/place.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import { haversineM } from '../../domain/geo/distance.ts';
import { plainFloor, type Place } from '../../domain/geo/place.ts';
import type { Pending } from '../../store/pending.ts';
import { savePlace, withdrawPlaceRecord } from '../../store/place-changes.ts';
import { findPlace } from '../../store/places.ts';
import { findZone, isZoneGone, saveZone, withdrawZone } from '../../store/zones.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { sha256 } from '../secret/secret.ts';

/** Who puts a record: `key:` and the name of a system, or the server itself. */
type By = Readonly<{ by?: string }>;
export type Put = 'created' | 'updated' | 'unchanged';

/** Puts a place of the company's records under its own id, in WGS-84; nothing else changes with it. */
export async function putPlace(deps: Deps, externalId: string, record: PlaceRecord & By): Promise<Put> {
  const result = await putPlaceRecord(deps, externalId, record);
  return result === 'held' ? 'unchanged' : result;
}

/** The same; `held`: the record is as it was before, and what somebody has changed by hand since stays. */
export async function putPlaceRecord(
  deps: Deps,
  externalId: string,
  { by = SYSTEM.personId, digest: received, ...record }: PlaceRecord & By & Readonly<{ digest?: string }>,
): Promise<Put | 'held'> {
  const place = toPlace(externalId, record);
  const digest = received ?? sha256(JSON.stringify(record));
  const audit = auditOf(deps, { action: 'place.put', subject: `places:${externalId}`, by, to: digest });
  const before = await findPlace(externalId);
  const pending = [audit, ...rejudgeWork(before, place)];
  return savePlace(place, { datum: record.datum, digest, by, at: deps.now(), pending });
}

/** The place a record describes, in WGS-84. */
export function toPlace(id: string, record: PlaceRecord): Place {
  const { datum, center, polygon, regionId, name, roles, radiusM, wifiBssids, floor } = record;
  return {
    id,
    name,
    roles,
    radiusM,
    center: toWgs84(center, datum),
    ...(polygon && { polygon: ringToWgs84(polygon, datum) }),
    ...(floor !== undefined && { floor: plainFloor(floor) }),
    ...(regionId !== undefined && { regionId }),
    ...(wifiBssids && { wifiBssids }),
  };
}

/**
 * Takes a place or a zone back that its system has deleted: what was found by it is judged again without it, and still can name it. False
 * when there is none.
 */
export async function withdrawFromMap(
  deps: Deps,
  { kind, externalId: id, by }: Readonly<{ kind: 'places' | 'zones'; externalId: string; by: string }>,
): Promise<boolean> {
  const at = deps.now();
  const action = kind === 'places' ? 'place.withdraw' : 'zone.withdraw';
  const audit = auditOf(deps, { action, subject: `${kind}:${id}`, by });
  const pending: Pending[] = [audit, { id: randomUUID(), kind: 'rejudge' }];
  if (kind === 'places') return withdrawPlaceRecord(id, { by, at, pending });
  return withdrawZone(id, { at, pending: [...pending, { id: randomUUID(), kind: 'follow' }] });
}

/** The same for a zone. */
export async function putZone(deps: Deps, externalId: string, record: ZoneRecord & By): Promise<Put> {
  const result = await putZoneRecord(deps, externalId, record);
  return result === 'held' ? 'unchanged' : result;
}

/** The same; `held`: the record is as it was before, and somebody has withdrawn the zone by hand since. */
export async function putZoneRecord(
  deps: Deps,
  externalId: string,
  { by = SYSTEM.personId, ...record }: ZoneRecord & By,
): Promise<Put | 'held'> {
  const { datum, polygon, regionId, name, employeeNos } = record;
  const ring = polygon && ringToWgs84(polygon, datum);
  const center = ring ? centerOf(ring) : record.center && toWgs84(record.center, datum);
  const zone = {
    id: externalId,
    name,
    center: center ?? { lng: 0, lat: 0 },
    radiusM:
      ring && center ? Math.max(...ring.map((corner) => haversineM(center, corner))) : (record.radiusM ?? 0),
    ...(ring && { polygon: ring }),
    ...(regionId !== undefined && { regionId }),
    ...(employeeNos && { employeeNos }),
  };
  const digest = sha256(JSON.stringify(record));
  const audit = auditOf(deps, { action: 'zone.put', subject: `zones:${externalId}`, by, to: digest });
  const before = await findZone(externalId);
  const pending = [audit, ...rejudgeWork(before, zone)];
  if (!before && (await isZoneGone(externalId))) pending.push({ id: randomUUID(), kind: 'follow' });
  return saveZone(zone, { datum, digest, by, pending });
}

/** A new record may clear what was found without it, a corrected one what was found by it; a name alone clears nothing. */
export function rejudgeWork(before: object | null | undefined, after: object): Pending[] {
  const judged = (record: object): object => ({ ...record, name: '' });
  if (before && isDeepStrictEqual(judged(before), judged(after))) return [];
  return [{ id: randomUUID(), kind: 'rejudge' }];
}

export function auditOf(
  deps: Deps,
  { by, ...what }: { action: string; subject: string; by: string; from?: string; to?: string; why?: string },
): Pending {
  return { id: randomUUID(), kind: 'audit', entry: { at: deps.now(), actorId: by, ...what } };
}

/** The middle of the ring's corners. */
function centerOf(ring: readonly LngLat[]): LngLat {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  return { lng: mean(ring.map(({ lng }) => lng)), lat: mean(ring.map(({ lat }) => lat)) };
}

function ringToWgs84(ring: readonly LngLat[], datum: Datum): LngLat[] {
  return ring.map((point) => toWgs84(point, datum));
}
