import { createPlaceIndex, type PlaceIndex } from '../../domain/geo/place-index.ts';
import type { Place } from '../../domain/geo/place.ts';
import { isMapChanging, readMapStamp, renewMapStamp } from '../../store/map-stamp.ts';
import { listPlaces } from '../../store/places.ts';
import type { ZoneDays } from '../../domain/zone/zones-of.ts';
import { listZoneAssignments, type ZoneAssignment } from '../../store/zone-assignments.ts';
import { listZones, type Zone } from '../../store/zones.ts';
import { digestOf } from '../digest-of.ts';

/** Where a company's business is: its places, by position and by id, its zones and who was put into them. */
export type CompanyMap = Readonly<{
  places: PlaceIndex;
  /** In the order of their ids. */
  placeById: ReadonlyMap<string, Place>;
  /** The same with those that were withdrawn, for the names of what is over. */
  namedById: ReadonlyMap<string, Place>;
  zones: readonly Zone[];
  /** By person; of past days too. */
  assigned: ReadonlyMap<string, readonly ZoneDays[]>;
  /** Names places and zones by their content; assignments are a person's own. */
  digest: string;
}>;

/** The longest a process may go on with an old map, should another one die while several change it. */
const LONGEST_MS = 10 * 60_000;
/** The same while somebody is about to change it. */
const CHANGING_MS = 1_000;
/** A change that was announced and not done for so long is taken for done: its process has died. */
const DEAD_MS = 30_000;
type Kept = Readonly<{ stamp: string; sinceMs: number; untilMs: number; map: Promise<CompanyMap> }>;
let kept: Kept | undefined;

/** The map as it is now; read anew only when it has changed, for there may be tens of thousands of places. */
export async function companyMap(): Promise<CompanyMap> {
  const found = await readMapStamp();
  const nowMs = performance.now();
  if (kept?.stamp === found && nowMs < kept.untilMs) return kept.map;
  const sinceMs = kept?.stamp === found ? kept.sinceMs : nowMs;
  const isDead = isMapChanging(found) && nowMs - sinceMs > DEAD_MS;
  const stamp = isDead ? await renewMapStamp() : found;
  const map = loadMap();
  kept = { stamp, sinceMs, untilMs: nowMs + (isMapChanging(stamp) ? CHANGING_MS : LONGEST_MS), map };
  map.catch(() => (kept = undefined));
  return map;
}

async function loadMap(): Promise<CompanyMap> {
  const [{ standing: places, withdrawn }, zones, assignments] = await Promise.all([
    listPlaces(),
    listZones(),
    listZoneAssignments(),
  ]);
  const placeById = new Map(places.map((place) => [place.id, place]));
  return {
    places: createPlaceIndex(places),
    placeById,
    namedById:
      withdrawn.length === 0
        ? placeById
        : new Map([...places, ...withdrawn].map((place) => [place.id, place])),
    zones,
    assigned: groupDays(assignments),
    digest: digestOf({ places, zones }),
  };
}

function groupDays(assignments: readonly ZoneAssignment[]): ReadonlyMap<string, ZoneDays[]> {
  const byPerson = new Map<string, ZoneDays[]>();
  for (const { personId, zoneId, fromDay, lastDay } of assignments) {
    const days = { zoneId, fromDay, ...(lastDay !== undefined && { lastDay }) };
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), days]);
  }
  return byPerson;
}
