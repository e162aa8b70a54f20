import type { LngLat } from '../../contract/geo.ts';
import { isInside } from '../../domain/geo/fence.ts';
import { mergeIntervals, type Interval } from '../../domain/interval.ts';
import { addDays, dayOf, instantOf } from '../../domain/time.ts';
import { workIntervals } from '../../domain/working-time.ts';
import type { Person } from '../../store/people.ts';
import { findMarkedTasks } from '../../store/route-marks.ts';
import { findSchedules } from '../../store/schedules.ts';
import { findVisits, type Visit } from '../../store/visits.ts';
import { findWorkRecords } from '../../store/work-records.ts';
import type { Zone } from '../../store/zones.ts';
import type { CompanyMap } from '../detect/company-map.ts';
import { stopsOf, type DayStop } from './day-stops.ts';
import { zoneFacts } from '../detect/detect-facts.ts';
import { findWorkWindow } from '../signal/work-window.ts';

/** What records send a person to today, what of it is done, and the time there is for it. */
export type DayWork = Readonly<{
  day: string;
  /** Planned visits in their order, then waybill tasks by time. */
  all: readonly DayStop[];
  /** Ids of visits that were logged, and of tasks the person ticked off. */
  done: ReadonlySet<string>;
  logged: readonly Visit[];
  working: readonly Interval[];
  /** No working time is planned. */
  isOff: boolean;
  zones: readonly Zone[];
  /** Outside the person's own zones; nothing is where there are none. */
  isOutsideZone: (point: LngLat) => boolean;
}>;

/** Today's work of the person, by records alone: where the person is or was is not asked. */
export async function findDayWork(person: Person, map: CompanyMap, now: Date): Promise<DayWork> {
  const { id, employeeNo, timeZone } = person;
  const day = dayOf(now, timeZone);
  const fromAt = instantOf(day, '00:00', timeZone);
  const toAt = instantOf(addDays(day, 1), '00:00', timeZone);
  const [records, visits, marked, hours] = await Promise.all([
    findWorkRecords(employeeNo, fromAt, toAt),
    findVisits(id, fromAt, toAt),
    findMarkedTasks(id),
    findHours(person, day),
  ]);
  const logged = visits.filter(({ said }) => said === 'logged');
  const all = stopsOf(records, map);
  const zones = zoneFacts(map, person, day);
  return {
    day,
    all,
    done: doneOf(all, { logged, marked }),
    logged,
    ...hours,
    zones,
    isOutsideZone: (point) => zones.length > 0 && !zones.some((zone) => isInZone(point, zone)),
  };
}

export const isInZone = (point: LngLat, zone: Zone): boolean => isInside(point, { ...zone, roles: [] });

/** A logged visit is one of the planned ones at its customer, in their order. */
function doneOf(
  all: readonly DayStop[],
  { logged, marked }: Readonly<{ logged: readonly Visit[]; marked: ReadonlySet<string> }>,
): ReadonlySet<string> {
  const visits = new Map<string, number>();
  for (const { customerId = '' } of logged) visits.set(customerId, (visits.get(customerId) ?? 0) + 1);
  const isDone = ({ customerId, taskId = '' }: DayStop): boolean => {
    const left = customerId === undefined ? 0 : (visits.get(customerId) ?? 0);
    if (customerId !== undefined && left > 0) visits.set(customerId, left - 1);
    return left > 0 || marked.has(taskId);
  };
  return new Set(all.filter(isDone).map(({ id }) => id));
}

/** Working time of the day; where nothing is planned the time in which the policy lets people work. */
async function findHours(person: Person, day: string): Promise<Pick<DayWork, 'working' | 'isOff'>> {
  const schedules = await findSchedules(person.id, day, day);
  const working = mergeIntervals(schedules.flatMap((schedule) => workIntervals(schedule)));
  if (working.length > 0) return { working, isOff: false };
  const isOnLeave = schedules.some(({ leaves }) => leaves.length > 0);
  return { working: isOnLeave ? [] : [await findWorkWindow(day, person)], isOff: true };
}
