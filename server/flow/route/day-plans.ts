import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LngLat } from '../../contract/geo.ts';
import { dayOf } from '../../domain/time.ts';
import { isOn } from '../../domain/zone/zones-of.ts';
import type { Person } from '../../store/people.ts';
import type { Zone } from '../../store/zones.ts';
import { companyMap, type CompanyMap } from '../detect/company-map.ts';
import { checkDay, type DayRoute } from './day-route.ts';
import type { DayStop } from './day-stops.ts';
import { findDayWork, isInZone, type DayWork } from './day-work.ts';
import type { Deps } from '../deps.ts';

/** One person's day as records plan it. */
export type DayPlan = Readonly<{ person: Person; work: DayWork }> & Pick<DayRoute, 'route' | 'left'>;
export type DayPlans = Readonly<{
  day: string;
  plans: readonly DayPlan[];
  hasZones: boolean;
  /** Null while nobody has a zone. */
  outside: Readonly<{
    stops: readonly Readonly<{ person: Person; stop: DayStop }>[];
    /** Names of the region's customers in nobody's zone. */
    customers: readonly string[];
  }> | null;
}>;

/**
 * What a region's people are sent to today and which of it cannot be met, by records alone: where anybody is or was is not asked, and
 * nothing of it is kept.
 */
export async function findDayPlans(
  deps: Deps,
  { regionId, staff, timeZone }: Readonly<{ regionId: string; staff: readonly Person[]; timeZone: string }>,
): Promise<DayPlans> {
  const now = deps.now();
  const day = dayOf(now, timeZone);
  const map = await companyMap();
  const works = await Promise.all(
    staff.map(async (person) => ({ person, work: await findDayWork(person, map, now) })),
  );
  const plans: DayPlan[] = [];
  for (const { person, work } of works) {
    plans.push({ person, work, ...checkDay(person, map, work) });
    // A region may have hundreds of people: everybody else's requests have their turn in between.
    await nextTurn();
  }
  const manned = mannedZones(map, { plans, day });
  const known = { day, plans, hasZones: map.zones.some((zone) => zone.regionId === regionId) };
  if (manned.length === 0) return { ...known, outside: null };
  const isNobodys = (point: LngLat): boolean => !manned.some((zone) => isInZone(point, zone));
  const stops = plans.flatMap(({ person, work }) =>
    work.all.flatMap((stop) => (stop.point && isNobodys(stop.point) ? [{ person, stop }] : [])),
  );
  const customers = [...map.placeById.values()].filter(
    (place) => place.regionId === regionId && place.roles.includes('customer') && isNobodys(place.center),
  );
  return { ...known, outside: { stops, customers: customers.map(({ name }) => name) } };
}

/** Zones in which somebody works today: of the region's people, or named or assigned from elsewhere. */
function mannedZones(
  { zones, assigned }: CompanyMap,
  { plans, day }: Readonly<{ plans: readonly DayPlan[]; day: string }>,
): Zone[] {
  const own = new Set(plans.flatMap(({ work }) => work.zones.map(({ id }) => id)));
  const given = new Set(
    [...assigned.values()].flatMap((all) => all.filter((one) => isOn(one, day)).map(({ zoneId }) => zoneId)),
  );
  return zones.filter(
    ({ id, employeeNos }) => own.has(id) || (employeeNos ? employeeNos.length > 0 : given.has(id)),
  );
}
