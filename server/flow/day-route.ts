import type { LngLat } from '../contract/geo.ts';
import type { RouteFrom, RouteMiss, TravelMode } from '../contract/route.ts';
import { isInside } from '../domain/geo/fence.ts';
import type { Place } from '../domain/geo/place.ts';
import { mergeIntervals, type Interval } from '../domain/interval.ts';
import { planRoute } from '../domain/route/plan-route.ts';
import type { Route, RouteStop } from '../domain/route/stop.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { workIntervals } from '../domain/working-time.ts';
import type { Person } from '../store/people.ts';
import { findMarkedTasks } from '../store/route-marks.ts';
import { findSchedules } from '../store/schedules.ts';
import { findVisits } from '../store/visits.ts';
import { findWorkRecords } from '../store/work-records.ts';
import type { Zone } from '../store/zones.ts';
import { companyMap } from './company-map.ts';
import type { Deps } from './deps.ts';
import { zoneFacts } from './detect-facts.ts';
import { findWorkWindow } from './work-window.ts';
import { stopsOf, type DayStop } from './day-stops.ts';

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
  zones: readonly Pick<Zone, 'id' | 'center' | 'radiusM' | 'polygon'>[];
  isOutsideZone: (point: LngLat) => boolean;
  /** Visits that were logged, and tasks the person ticked off. */
  done: readonly DayStop[];
}>;

const MODES = { rider: 'ebike', rep: 'car', promoter: 'walk', office: 'walk' } as const;

/**
 * Today's stops of the person in a good order. It goes by records alone: planned visits, waybill tasks, logged visits and company places;
 * where the person is or was is not asked.
 */
export async function findDayRoute(
  deps: Deps,
  person: Person,
  { from, mode = MODES[person.staffKind] }: Readonly<{ from: RouteFrom; mode?: TravelMode | undefined }>,
): Promise<DayRoute> {
  const now = deps.now();
  const { id, employeeNo, timeZone } = person;
  const day = dayOf(now, timeZone);
  const fromAt = instantOf(day, '00:00', timeZone);
  const toAt = instantOf(addDays(day, 1), '00:00', timeZone);
  const [map, records, visits, marked, hours] = await Promise.all([
    companyMap(),
    findWorkRecords(employeeNo, fromAt, toAt),
    findVisits(id, fromAt, toAt),
    findMarkedTasks(id),
    findHours(person, day),
  ]);
  const logged = visits.filter(({ said }) => said === 'logged');
  const visited = new Set(logged.map(({ customerId }) => customerId));
  const all = stopsOf(records, map);
  const isDone = ({ customerId = '', taskId = '' }: DayStop): boolean =>
    visited.has(customerId) || marked.has(taskId);
  const todo = from === 'day' ? all : all.filter((stop) => !isDone(stop));
  const left = todo.flatMap((stop): Miss[] => {
    if (!stop.point) return [{ stop, why: 'place' }];
    return from === 'now' && isOver(stop, now) ? [{ stop, why: 'over' }] : [];
  });
  const isLeft = new Set(left.map(({ stop }) => stop.id));
  const opensAt = hours.working[0]?.startAt ?? now;
  const startAt = from === 'now' && now > opensAt ? now : opensAt;
  const lastId =
    from === 'now' ? logged.toSorted((a, b) => +a.startAt - +b.startAt).at(-1)?.customerId : undefined;
  const begin = map.placeById.get(lastId ?? person.storePlaceId ?? '');
  const stops = todo.filter((stop) => !isLeft.has(stop.id)).flatMap(toRouteStop);
  const route = planRoute({
    start: { at: startAt, ...(begin && { point: begin.center }) },
    stops,
    mode,
    working: hours.working,
  });
  const stopById = new Map(all.map((stop) => [stop.id, stop]));
  const zones = zoneFacts(map, person, day);
  return {
    day,
    timeZone,
    from,
    mode,
    startAt,
    ...(begin && { start: { name: begin.name, point: begin.center } }),
    isOff: hours.isOff,
    route,
    stopById,
    left: [...route.left.flatMap(({ id: stopId, why }) => missOf(stopById.get(stopId), why)), ...left],
    zones,
    isOutsideZone: (point) => zones.length > 0 && !zones.some((zone) => isInside(point, asPlace(zone))),
    done: all.filter(isDone),
  };
}

const missOf = (stop: DayStop | undefined, why: RouteMiss): Miss[] => (stop ? [{ stop, why }] : []);

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

const asPlace = (zone: DayRoute['zones'][number]): Place => ({ ...zone, name: '', roles: [] });

/** Working time of the day; where nothing is planned the time in which the policy lets people work. */
async function findHours(
  person: Person,
  day: string,
): Promise<Readonly<{ working: readonly Interval[]; isOff: boolean }>> {
  const schedules = await findSchedules(person.id, day, day);
  const working = mergeIntervals(schedules.flatMap((schedule) => workIntervals(schedule)));
  if (working.length > 0) return { working, isOff: false };
  const isOnLeave = schedules.some(({ leaves }) => leaves.length > 0);
  return { working: isOnLeave ? [] : [await findWorkWindow(day, person)], isOff: true };
}
