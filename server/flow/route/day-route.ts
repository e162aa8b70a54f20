import type { LngLat } from '../../contract/geo.ts';
import type { RouteFrom, RouteMiss, TravelMode } from '../../contract/route.ts';
import type { Place } from '../../domain/geo/place.ts';
import { checkRoute, MOST_STOPS, planRoute } from '../../domain/route/plan-route.ts';
import type { Route, RouteStop } from '../../domain/route/stop.ts';
import { addDays } from '../../domain/time.ts';
import { zonesOn } from '../../domain/zone/zones-of.ts';
import type { Person } from '../../store/people.ts';
import type { Zone } from '../../store/zones.ts';
import { companyMap, type CompanyMap } from '../detect/company-map.ts';
import type { DayStop } from './day-stops.ts';
import { findDayWork, type DayWork } from './day-work.ts';
import type { Deps } from '../deps.ts';
import { whoseZones } from '../detect/detect-facts.ts';

type Miss = Readonly<{ stop: DayStop; why: RouteMiss }>;

/** A day's route of one person, made when read and kept nowhere. */
export type DayRoute = Readonly<{
  day: string;
  timeZone: string;
  from: RouteFrom;
  mode: TravelMode;
  startAt: Date;
  /** Where it begins; absent: at the first stop. */
  start?: Readonly<{ name: string; point: LngLat }>;
  isOff: boolean;
  route: Route;
  stopById: ReadonlyMap<string, DayStop>;
  left: readonly Miss[];
  zones: readonly Zone[];
  /** By name: today's, with the last day of what was ended or replaced, then what was assigned from a later day on. */
  zoneDays: readonly Readonly<{ name: string; fromDay?: string; lastDay?: string }>[];
  isOutsideZone: (point: LngLat) => boolean;
  /** Visits that were logged, and tasks the person ticked off. */
  done: readonly DayStop[];
}>;

const MODES = { rider: 'ebike', rep: 'car', promoter: 'walk', office: 'walk' } as const;
type Asked = Readonly<{ from: RouteFrom; mode?: TravelMode | undefined }>;

/** Today's stops of the person in a good order: planned visits, waybill tasks, logged visits and company places, never a position. */
export async function findDayRoute(deps: Deps, person: Person, asked: Asked): Promise<DayRoute> {
  const now = deps.now();
  const map = await companyMap();
  const work = await findDayWork(person, map, now);
  const { from, mode = MODES[person.staffKind] } = asked;
  const { all, done, day, zones, isOff, isOutsideZone } = work;
  const todo = from === 'day' ? all : all.filter(({ id }) => !done.has(id));
  const isDue = (stop: DayStop): boolean => from === 'day' || !isOver(stop, now);
  const opensAt = work.working[0]?.startAt ?? now;
  const startAt = from === 'now' && now > opensAt ? now : opensAt;
  const begin = beginOf(person, { map, work, from });
  const { route, left } = routeOf(todo, { work, isDue, plan: planRoute, mode, startAt, begin });
  return {
    day,
    timeZone: person.timeZone,
    from,
    mode,
    startAt,
    ...(begin && { start: { name: begin.name, point: begin.center } }),
    isOff,
    route,
    stopById: new Map(all.map((stop) => [stop.id, stop])),
    left,
    zones,
    zoneDays: [...todaysZones(map, person, { day, zones }), ...comingZones(map, person, day)],
    isOutsideZone,
    done: all.filter(({ id }) => done.has(id)),
  };
}

/** Which stops of a whole day cannot be met as they were planned, whatever is done of them: the plan is judged, not the person. */
export function checkDay(person: Person, map: CompanyMap, work: DayWork): Pick<DayRoute, 'route' | 'left'> {
  const [first] = work.working;
  return routeOf(work.all, {
    work,
    isDue: () => true,
    plan: checkRoute,
    mode: MODES[person.staffKind],
    startAt: first?.startAt ?? new Date(0),
    begin: beginOf(person, { map, work, from: 'day' }),
  });
}

type Planning = Readonly<{
  work: Pick<DayWork, 'working'>;
  isDue: (stop: DayStop) => boolean;
  plan: typeof planRoute;
  mode: TravelMode;
  startAt: Date;
  begin: Place | undefined;
}>;

function routeOf(
  todo: readonly DayStop[],
  { work, isDue, plan, mode, startAt, begin }: Planning,
): Pick<DayRoute, 'route' | 'left'> {
  const left = todo.flatMap((stop): Miss[] => {
    if (!stop.point) return [{ stop, why: 'place' }];
    return isDue(stop) ? [] : [{ stop, why: 'over' }];
  });
  const isLeft = new Set(left.map(({ stop }) => stop.id));
  const open = todo.filter(({ id }) => !isLeft.has(id));
  const route = plan({
    start: { at: startAt, ...(begin && { point: begin.center }) },
    stops: open.slice(0, MOST_STOPS).flatMap(toRouteStop),
    mode,
    working: work.working,
  });
  const stopById = new Map(open.map((stop) => [stop.id, stop]));
  const missed = route.left.flatMap(({ id, why }): Miss[] => {
    const stop = stopById.get(id);
    return stop ? [{ stop, why }] : [];
  });
  const beyond = open.slice(MOST_STOPS).map((stop): Miss => ({ stop, why: 'many' }));
  return { route, left: [...missed, ...left, ...beyond] };
}

/** The last logged visit while the day goes on, else the own store. */
function beginOf(
  { storePlaceId }: Person,
  { map, work, from }: Readonly<{ map: CompanyMap; work: DayWork; from: RouteFrom }>,
): Place | undefined {
  const last = work.logged.toSorted((a, b) => +a.startAt - +b.startAt).at(-1);
  const lastId = from === 'now' ? last?.customerId : undefined;
  return map.placeById.get(lastId ?? storePlaceId ?? '');
}

/** Of a zone that counts for this one day more, the day before was the last. */
function todaysZones(
  map: CompanyMap,
  person: Person,
  { day, zones }: Pick<DayWork, 'day' | 'zones'>,
): DayRoute['zoneDays'] {
  const whose = whoseZones(map, person);
  const held = zonesOn(map.zones, whose, day).zones;
  return zones.map((zone) => {
    const ending = whose.assigned.find(
      ({ zoneId, lastDay }) => zoneId === zone.id && lastDay !== undefined && addDays(lastDay, 1) >= day,
    );
    const lastDay = held.includes(zone) ? ending?.lastDay : addDays(day, -1);
    return { name: zone.name, ...(lastDay !== undefined && { lastDay }) };
  });
}

/** What will count on its first day: an assignment that a record stands before is no news. */
function comingZones(map: CompanyMap, person: Person, day: string): DayRoute['zoneDays'] {
  const whose = whoseZones(map, person);
  return whose.assigned
    .filter(({ fromDay }) => fromDay > day)
    .toSorted((a, b) => (a.fromDay < b.fromDay ? -1 : 1))
    .flatMap(({ zoneId, fromDay }) => {
      const { ground, zones } = zonesOn(map.zones, whose, fromDay);
      const zone = ground === 'assignment' && zones.find(({ id }) => id === zoneId);
      return zone ? [{ name: zone.name, fromDay }] : [];
    });
}

/** Of a waybill whose time is over nobody has said whether it was delivered; a shop's visit may still be made while it is open. */
const isOver = ({ kind, window }: DayStop, now: Date): boolean =>
  kind !== 'visit' && window !== undefined && window.endAt <= now;

function toRouteStop({ id, point, window, serviceMin, kind, afterId }: DayStop): RouteStop[] {
  if (!point) return [];
  return [
    {
      id,
      point,
      serviceMin,
      mayBeLate: kind !== 'visit',
      ...(window && { window }),
      ...(afterId !== undefined && { afterId }),
    },
  ];
}
