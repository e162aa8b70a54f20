import { datumOf, geocode, searchAround, type MapAccess, type Poi } from '../../connectors/map/ask-map.ts';
import type {
  GeocodeBody,
  GeocodeReply,
  MapFault,
  Rival,
  RivalCut,
  RivalBody,
  RivalReply,
} from '../../contract/map-service.ts';
import { ExternalIdSchema } from '../../contract/place.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import type { Place } from '../../domain/geo/place.ts';
import { isSameShop, sayable } from '../../domain/geo/same-shop.ts';
import { companyMap, type CompanyMap } from '../detect/company-map.ts';
import type { Deps } from '../deps.ts';
import { mapAccess } from './map-settings.ts';

/** Requests in one stretch: some seconds at the pace services are asked in. */
const STRETCH = 8;
/** Pages of one brand around one store. */
const MOST_PAGES = 3;
/** Metres within which a shop of the same name is the same shop. */
const SAME_M = 60;

/** Where the address of a place of the company is, by the map service. */
export async function findAddress(deps: Deps, asked: GeocodeBody): Promise<GeocodeReply> {
  const access = await mapAccess(deps);
  return access ? geocode(access, asked) : { fault: 'not_connected' };
}

/**
 * Looks for shops of some brands around the own stores, a stretch of them at a time. Only the stores' positions and the brands leave. Answers
 * what is no place of the company's yet, nor was one; nothing is added by it.
 */
export async function searchRivals(deps: Deps, body: RivalBody): Promise<RivalReply> {
  const { region, after } = body;
  const map = await companyMap();
  const stores = [...map.placeById.values()].filter(
    ({ roles, regionId }) => roles.includes('own_store') && (region === undefined || regionId === region),
  );
  const from = after === undefined ? 0 : stores.filter(({ id }) => id <= after).length;
  const stopped = (fault: MapFault): RivalReply => ({
    rivals: [],
    cut: [],
    stores: { done: from, all: stores.length },
    asked: 0,
    fault,
  });
  const access = await mapAccess(deps);
  if (!access) return stopped('not_connected');
  const rivals = new Map<string, Rival>();
  const cut: RivalCut[] = [];
  let asked = 0;
  let done = from;
  const progress = () => ({
    rivals: [...rivals.values()],
    cut,
    stores: { done, all: stores.length },
    asked,
  });
  for (const store of stores.slice(from)) {
    if (asked > 0 && asked + body.words.length > STRETCH) break;
    for (const word of body.words) {
      const looked = await lookAround(access, store, { word, radiusM: body.radiusM });
      asked += looked.asked;
      for (const poi of looked.pois) {
        const rival = rivalOf(map, access, { poi, store, word });
        if (rival && !isNearer(rivals.get(rival.id), rival)) rivals.set(rival.id, rival);
      }
      if (looked.cut) cut.push({ word, store: { id: store.id, name: store.name }, ...looked.cut });
      if (looked.fault) return { ...progress(), fault: looked.fault };
    }
    done += 1;
  }
  const last = stores[done - 1];
  return { ...progress(), ...(done < stores.length && last && { next: last.id }) };
}

type Found = Poi & Readonly<{ distanceM: number }>;

async function lookAround(
  access: MapAccess,
  { center }: Place,
  { word, radiusM }: Readonly<{ word: string; radiusM: number }>,
): Promise<
  Readonly<{ pois: readonly Found[]; asked: number; fault?: MapFault; cut?: Pick<RivalCut, 'read' | 'all'> }>
> {
  const pois: Found[] = [];
  let cut: Pick<RivalCut, 'read' | 'all'> | undefined;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const read = await searchAround(access, { word, center, radiusM, page });
    if ('fault' in read) return { pois, asked: page, fault: read.fault };
    pois.push(...read.found.pois);
    const { isLast, read: upTo, all } = read.found;
    if (isLast) return { pois, asked: page };
    cut = { read: upTo, ...(all !== undefined && { all }) };
  }
  return { pois, asked: MOST_PAGES, ...(cut && { cut }) };
}

/** Null for what is known, was withdrawn, or has no id that a place could have. */
function rivalOf(
  { places, namedById }: CompanyMap,
  { service }: MapAccess,
  { poi, store, word }: Readonly<{ poi: Found; store: Place; word: string }>,
): Rival | null {
  const id = `${service}-${poi.uid}`;
  if (poi.uid === '' || !ExternalIdSchema.safeParse(id).success || namedById.has(id)) return null;
  const datum = datumOf(service);
  const near = places.nearby(toWgs84(poi.center, datum), SAME_M);
  if (near.some(({ place }) => isSameShop(place.name, poi.name))) return null;
  return {
    id,
    name: poi.name.slice(0, 80),
    address: poi.address.slice(0, 200),
    spot: { center: poi.center, datum },
    ...(store.regionId !== undefined && { regionId: store.regionId }),
    near: { id: store.id, name: store.name, distanceM: poi.distanceM },
    isNamed: sayable(poi.name).includes(sayable(word)),
  };
}

const isNearer = (known: Rival | undefined, next: Rival): boolean =>
  known !== undefined && known.near.distanceM <= next.near.distanceM;
