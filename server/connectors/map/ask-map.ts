import { setTimeout as sleep } from 'node:timers/promises';
import type { LngLat } from '../../contract/geo.ts';
import type { Geocoded, MapFault, MapService } from '../../contract/map-service.ts';
import { fromWgs84, toWgs84 } from '../../domain/geo/datum.ts';
import { haversineM } from '../../domain/geo/distance.ts';
import type { Puller } from '../pull/json-puller.ts';
import { AMAP } from './amap.ts';
import { BAIDU } from './baidu.ts';
import type { MapDialect, Poi, Read } from './dialect.ts';

export type { Poi, Read } from './dialect.ts';

const DIALECTS: Readonly<Record<MapService, MapDialect>> = { amap: AMAP, baidu: BAIDU };
/** A service that is asked too often in a second is asked once more after this. */
const BREATH_MS = 1_200;

/** Whom to ask, with which key; `take` counts a request and refuses one too many of the day. */
export type MapAccess = Readonly<{
  service: MapService;
  address: string;
  key: string;
  puller: Pick<Puller, 'ask'>;
  take: () => Promise<boolean>;
  breathMs?: number;
}>;

export const datumOf = (service: MapService) => DIALECTS[service].datum;

/** The position of an address of a place of the company. */
export async function geocode(
  access: MapAccess,
  asked: Readonly<{ address: string; city?: string | undefined }>,
): Promise<Read<Geocoded>> {
  const dialect = DIALECTS[access.service];
  const path = dialect.geocodePath(access.key, asked);
  return path === null ? { fault: 'long_address' } : ask(access, path, dialect.readGeocode);
}

type AroundPage = Readonly<{
  pois: readonly (Poi & { distanceM: number })[];
  isLast: boolean;
  /** Shops up to the end of this page, and how many there are where the service says so. */
  read: number;
  all?: number;
}>;

/** One page of the shops of a brand around a place of the company (WGS-84), no further away than asked; positions in the service's datum. */
export async function searchAround(
  access: MapAccess,
  { word, center, radiusM, page }: Readonly<{ word: string; center: LngLat; radiusM: number; page: number }>,
): Promise<Read<AroundPage>> {
  const dialect = DIALECTS[access.service];
  const asked = { word, center: fromWgs84(center, dialect.datum), radiusM, page };
  const read = await ask(access, dialect.aroundPath(access.key, asked), dialect.readAround);
  if ('fault' in read) return read;
  const { shops, all } = read.found;
  const pois = shops.flatMap((poi) =>
    poi ? [{ ...poi, distanceM: Math.round(haversineM(center, toWgs84(poi.center, dialect.datum))) }] : [],
  );
  const upToHere = (page - 1) * dialect.pageSize + shops.length;
  return {
    found: {
      pois: pois.filter(({ distanceM }) => distanceM <= radiusM),
      isLast: shops.length < dialect.pageSize || (all !== undefined && upToHere >= all),
      read: upToHere,
      ...(all !== undefined && { all }),
    },
  };
}

async function ask<T>(access: MapAccess, path: string, read: (json: unknown) => Read<T>): Promise<Read<T>> {
  const first = await askOnce(access, path, read);
  if (!('fault' in first) || first.fault !== 'throttled') return first;
  await sleep(access.breathMs ?? BREATH_MS);
  return askOnce(access, path, read);
}

async function askOnce<T>(
  { address, puller, take }: MapAccess,
  path: string,
  read: (json: unknown) => Read<T>,
): Promise<Read<T>> {
  if (!(await take())) return { fault: 'own_quota' };
  const reply = await puller.ask({ url: `${address.replace(/\/+$/, '')}${path}`, headers: {} });
  return 'json' in reply ? read(reply.json) : { fault: reachFault(reply.fault) };
}

function reachFault(fault: string): MapFault {
  if (fault === 'address_refused' || fault === 'timeout' || fault === 'tls' || fault === 'network')
    return fault;
  if (fault === 'unauthorized') return 'wrong_key';
  return fault === 'throttled' ? 'throttled' : 'strange';
}
