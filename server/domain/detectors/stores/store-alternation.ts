import { reachM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import { workIntervals, type Shift } from '../../working-time.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import { findNearPlaces } from '../place/near-places.ts';
import { areAlike } from '../place/neighbours.ts';
import { listVisits, type PlaceVisit } from '../place/place-visits.ts';
import type { TwoStoresSettings } from '../settings/two-stores-settings.ts';
import { fixesIn } from '../day/work-fixes.ts';

/** One shift and the settings to judge it by. */
export type StoreShift = Readonly<{
  evidence: PeriodEvidence;
  day: WorkDay;
  shift: Shift;
  settings: TwoStoresSettings;
}>;

/** Presence at the shift's own store and one other store; `switches` counts the changes between the two. */
export type Alternation = Readonly<{
  other: Place;
  home: Place;
  others: readonly PlaceVisit[];
  homeMin: number;
  otherMin: number;
  switches: number;
  /** The least likely visit's probability, 0-1. */
  probability: number;
}>;

/** Every other store that held enough of the shift beside the own one and to which the person changed at all, by id. */
export function findAlternations(asked: StoreShift): Alternation[] {
  const { evidence, day, shift, settings } = asked;
  const fixes = fixesIn(day.reported, workIntervals(day.schedule, shift));
  const stores = findNearPlaces(fixes, evidence.places, {
    isAsked: (place) => isStore(place) || place.id === shift.placeId,
    minStayMin: settings.minVisitMin,
    marginM: settings.nearM,
  });
  const visitsTo = (place: Place, others: readonly Place[]) =>
    listVisits(fixes, { place, others, neighbours: [], minVisitMin: settings.minReturnMin }, settings);
  const isHome = (store: Place) => store.id === shift.placeId || store.roles.includes('own_store');
  const returns = stores.filter(isHome).map((store) => {
    const apart = stores.filter(({ id }) => id !== store.id).filter((one) => !isBeside(one, store, settings));
    return visitsTo(siteOf(store, settings), apart).map((visit) => ({ ...visit, place: store }));
  });
  const home = homeOf(asked, returns);
  if (!home) return [];
  return stores.flatMap((store) => {
    const others = visitsTo(
      store,
      stores.filter(({ id }) => id !== store.id),
    ).filter(({ minutes }) => minutes >= settings.minVisitMin);
    return alternate(home, others, settings) ?? [];
  });
}

const isBeside = (one: Place, store: Place, { neighbourM }: TwoStoresSettings): boolean =>
  areAlike(one, store, neighbourM);

/** The own store with the counters beside it: who was away and is back there need not be proven at the right one. */
function siteOf(store: Place, { neighbourM }: TwoStoresSettings): Place {
  const { polygon: _, ...circle } = store;
  return { ...circle, radiusM: reachM(store) + neighbourM };
}

/** A place that is a warehouse or an office too is where goods and papers are fetched. */
function isStore({ roles }: Place): boolean {
  return (
    (roles.includes('own_store') || roles.includes('competitor')) &&
    !roles.includes('warehouse') &&
    !roles.includes('office')
  );
}

/** The store the shift is planned at, else the store of ours that held most of it. */
function homeOf(
  { shift }: StoreShift,
  visits: readonly (readonly PlaceVisit[])[],
): readonly PlaceVisit[] | undefined {
  const planned = visits.find(([first]) => first?.place.id === shift.placeId);
  return planned ?? visits.toSorted((a, b) => totalMin(b) - totalMin(a))[0];
}

function alternate(
  homes: readonly PlaceVisit[],
  others: readonly PlaceVisit[],
  settings: TwoStoresSettings,
): Alternation | null {
  const home = homes[0]?.place;
  const other = others[0]?.place;
  if (!home || !other || home.id === other.id) return null;
  if (isBeside(other, home, settings)) return null;
  const homeMin = totalMin(homes);
  const otherMin = totalMin(others);
  if (Math.min(homeMin, otherMin) < settings.minStoreMin) return null;
  const inOrder = [...homes, ...others].toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime());
  const switches = inOrder.filter(({ place }, n) => n > 0 && inOrder[n - 1]?.place.id !== place.id).length;
  const probability = Math.min(...inOrder.map((visit) => visit.probability));
  return { home, other, others, homeMin, otherMin, switches, probability };
}

const totalMin = (visits: readonly PlaceVisit[]): number =>
  visits.reduce((sum, { minutes }) => sum + minutes, 0);
