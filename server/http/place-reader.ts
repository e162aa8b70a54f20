import { z } from 'zod';
import type { PlaceDetail, PlaceList, PlaceState } from '../contract/place-desk.ts';
import type { PuttingView } from '../contract/putting.ts';
import type { PlaceRole } from '../contract/place.ts';
import type { Place } from '../domain/geo/place.ts';
import { notFound } from '../errors.ts';
import { companyMap, type CompanyMap } from '../flow/detect/company-map.ts';
import { mayChangePlaces, maySeePlace } from '../flow/place/place-rights.ts';
import { getOrgMapping, type Region } from '../store/org-mapping.ts';
import { findPeople, type Person } from '../store/people.ts';
import { findPlaceVersion, type PlaceSource, type Putting } from '../store/places.ts';
import { parseValue } from './parse.ts';

const PAGE = 50;
/** Metres around a place in which others are shown, and how many. */
const AROUND_M = 500;
const MANY_AROUND = 40;

export type PlaceQuestion = Readonly<{
  region?: string | undefined;
  kind?: PlaceRole | undefined;
  words: string;
  state: PlaceState;
  after?: string | undefined;
}>;

/** A page of the places a reader may see, by id; all of them are in memory, however many there are. */
export async function listPlacesFor(reader: Person, asked: PlaceQuestion): Promise<PlaceList> {
  const [map, { regions }] = await Promise.all([companyMap(), getOrgMapping()]);
  const seesAll = mayChangePlaces(reader);
  const own = regions.filter(({ id }) => seesAll || id === reader.regionId);
  if (asked.region !== undefined && !own.some(({ id }) => id === asked.region)) throw notFound('region');
  const found = placesIn(map, asked.state).filter(
    (place) => maySeePlace(reader, place) && isAsked(place, asked),
  );
  const { after } = asked;
  const from = after === undefined ? 0 : found.findIndex(({ id }) => id > after);
  const page = from === -1 ? [] : found.slice(from, from + PAGE);
  const last = page.at(-1);
  const goesOn = last !== undefined && from + PAGE < found.length;
  return {
    regions: own.map(({ id, name }) => ({ id, name })),
    seesAll,
    mayChange: seesAll,
    places: page.map((place) => listedOf(place, regions)),
    found: found.length,
    ...(goesOn && { next: last.id }),
  };
}

/** One place with what is near it, and where it comes from. */
export async function readPlace(reader: Person, id: string): Promise<PlaceDetail> {
  const [map, { regions }, place] = await Promise.all([companyMap(), getOrgMapping(), findPlaceVersion(id)]);
  if (!place || !maySeePlace(reader, place)) throw notFound('place');
  const { last, record } = await whoPut(place);
  const { regionId, wifiBssids, sourceDatum, digest, why, withdrawnAt } = place;
  const near = map.places
    .nearby(place.center, AROUND_M)
    .filter((one) => one.place.id !== id && maySeePlace(reader, one.place))
    .slice(0, MANY_AROUND);
  const mayChange = mayChangePlaces(reader);
  return {
    ...listedOf(place, regions),
    ...shapeOf(place),
    ...(regionId !== undefined && { regionId }),
    ...(wifiBssids && { wifiBssids: [...wifiBssids] }),
    sourceDatum,
    seen: digest,
    last,
    ...(why !== undefined && { why }),
    ...(record && { record }),
    ...(withdrawnAt && { withdrawnAt: withdrawnAt.toISOString() }),
    neighbours: near.map((one) => ({
      ...listedOf(one.place, regions),
      ...shapeOf(one.place),
      edgeM: Math.round(one.edgeM),
    })),
    mayChange,
    regions: mayChange ? regions.map((region) => ({ id: region.id, name: region.name })) : [],
  };
}

function placesIn({ placeById, namedById }: CompanyMap, state: PlaceState): Place[] {
  if (state === 'standing') return [...placeById.values()];
  return [...namedById.values()]
    .filter(({ id }) => !placeById.has(id))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function isAsked({ id, name, roles, regionId }: Place, { region, kind, words }: PlaceQuestion): boolean {
  if (region !== undefined && regionId !== region) return false;
  if (kind !== undefined && !roles.includes(kind)) return false;
  return words === '' || fold(name).includes(words) || fold(id).includes(words);
}

const listedOf = ({ id, name, roles, floor, regionId }: Place, regions: readonly Region[]) => {
  const regionName = regions.find((region) => region.id === regionId)?.name;
  return {
    id,
    name,
    roles: [...roles],
    ...(floor !== undefined && { floor }),
    ...(regionName !== undefined && { regionName }),
  };
};

const shapeOf = ({ center, radiusM, polygon }: Place) => ({
  center: { lng: center.lng, lat: center.lat },
  radiusM,
  ...(polygon && { polygon: polygon.map(({ lng, lat }) => ({ lng, lat })) }),
});

async function whoPut({
  record,
  ...last
}: PlaceSource): Promise<{ last: PuttingView; record?: PuttingView }> {
  const people = await findPeople([last.by, record?.by].flatMap((by) => by ?? []));
  const view = ({ by, at }: Putting, byHand: boolean): PuttingView => ({
    ...fromWhom(by, byHand, (id) => people.find((person) => person.id === id)?.name),
    ...(at && { at: at.toISOString() }),
  });
  return { last: view(last, last.byHand === true), ...(record && { record: view(record, false) }) };
}

/** What a putter of the map is to who reads it. */
export function fromWhom(
  by: string | undefined,
  byHand: boolean,
  nameOf: (id: string) => string | undefined,
): Pick<PuttingView, 'from' | 'by'> {
  if (by === undefined) return { from: 'unknown' };
  const [, from, name] = /^(key|source):(.*)$/s.exec(by) ?? [];
  if (name !== undefined) return { from: from === 'key' ? 'key' : 'source', by: name };
  const person = nameOf(by);
  if (person === undefined) return { from: 'system' };
  return { from: byHand ? 'console' : 'file', by: person };
}

/** Case, full width and spaces do not matter. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
}
const WordsSchema = z.string().max(80).default('').transform(fold);

/** What somebody looks for: characters of a name or an id, without case and spaces. */
export const readWords = (asked: unknown): string => parseValue(WordsSchema, asked, 'q');
