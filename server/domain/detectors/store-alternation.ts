import type { Place } from '../geo/place.ts';
import { workIntervals, type Shift } from '../working-time.ts';
import type { PeriodEvidence, WorkDay } from './evidence.ts';
import { findNearPlaces } from './near-places.ts';
import { areAlike } from './neighbours.ts';
import { listVisits, type PlaceVisit } from './place-visits.ts';
import type { TwoStoresSettings } from './two-stores-settings.ts';
import { fixesIn } from './work-fixes.ts';

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
  const visits = stores.map((place) =>
    listVisits(
      fixes,
      {
        place,
        others: stores.filter((store) => store.id !== place.id),
        neighbours: [],
        minVisitMin: settings.minReturnMin,
      },
      settings,
    ),
  );
  const home = homeOf(asked, visits);
  if (!home) return [];
  return visits.flatMap((there) => {
    const others = there.filter(({ minutes }) => minutes >= settings.minVisitMin);
    return alternate(home, others, settings) ?? [];
  });
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
  const own = visits.filter(
    ([first]) => first && (first.place.id === shift.placeId || first.place.roles.includes('own_store')),
  );
  const planned = own.find(([first]) => first?.place.id === shift.placeId);
  return planned ?? own.toSorted((a, b) => totalMin(b) - totalMin(a))[0];
}

function alternate(
  homes: readonly PlaceVisit[],
  others: readonly PlaceVisit[],
  { minStoreMin, neighbourM }: TwoStoresSettings,
): Alternation | null {
  const home = homes[0]?.place;
  const other = others[0]?.place;
  if (!home || !other || home.id === other.id) return null;
  if (areAlike(other, home, neighbourM)) return null;
  const homeMin = totalMin(homes);
  const otherMin = totalMin(others);
  if (Math.min(homeMin, otherMin) < minStoreMin) return null;
  const inOrder = [...homes, ...others].toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime());
  const switches = inOrder.filter(({ place }, n) => n > 0 && inOrder[n - 1]?.place.id !== place.id).length;
  const probability = Math.min(...inOrder.map((visit) => visit.probability));
  return { home, other, others, homeMin, otherMin, switches, probability };
}

const totalMin = (visits: readonly PlaceVisit[]): number =>
  visits.reduce((sum, { minutes }) => sum + minutes, 0);
