import type { Datum, LngLat } from '../contract/geo.ts';
import type { PlaceRecord, ZoneRecord } from '../contract/place.ts';
import { toWgs84 } from '../domain/geo/datum.ts';
import { findApiKey, insertApiKey, revokeApiKeys } from '../store/api-keys.ts';
import { savePlace } from '../store/places.ts';
import { saveZone } from '../store/zones.ts';
import type { Deps } from './deps.ts';
import { hashSecret, makeSecret, sha256 } from './secret.ts';

export type Put = 'created' | 'updated' | 'unchanged';

/** Puts a place of the company's records under its own id, in WGS-84; nothing else changes with it. */
export async function putPlace(_deps: Deps, externalId: string, record: PlaceRecord): Promise<Put> {
  const { datum, center, polygon, regionId, name, roles, radiusM } = record;
  const place = {
    id: externalId,
    name,
    roles,
    radiusM,
    center: toWgs84(center, datum),
    ...(polygon && { polygon: ringToWgs84(polygon, datum) }),
    ...(regionId !== undefined && { regionId }),
  };
  return savePlace(place, { datum, digest: sha256(JSON.stringify(record)) });
}

/** The same for a zone. */
export async function putZone(_deps: Deps, externalId: string, record: ZoneRecord): Promise<Put> {
  const { datum, polygon, regionId, name } = record;
  const zone = {
    id: externalId,
    name,
    polygon: ringToWgs84(polygon, datum),
    ...(regionId !== undefined && { regionId }),
  };
  return saveZone(zone, { datum, digest: sha256(JSON.stringify(record)) });
}

/** Makes a key for another system; the key itself is shown here and never again. */
export async function createApiKey(deps: Deps, { name }: { name: string }): Promise<string> {
  const key = `mq_${makeSecret()}`;
  await insertApiKey(hashSecret(deps, 'api-key', key), name, deps.now());
  return key;
}

/** The system a live key belongs to. */
export async function findKeyOwner(deps: Deps, key: string): Promise<{ name: string } | null> {
  return findApiKey(hashSecret(deps, 'api-key', key));
}

/** Ends the keys of a system, at once. */
export async function revokeApiKey(deps: Deps, { name }: { name: string }): Promise<number> {
  return revokeApiKeys(name, deps.now());
}

function ringToWgs84(ring: readonly LngLat[], datum: Datum): LngLat[] {
  return ring.map((point) => toWgs84(point, datum));
}
