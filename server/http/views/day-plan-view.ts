import type { DayPlanBoard, DayPlanRow, PlanTrouble } from '../../contract/day-plan.ts';
import type { RouteMiss } from '../../contract/route.ts';
import type { DayPlan, DayPlans } from '../../flow/route/day-plans.ts';
import type { DayStop } from '../../flow/route/day-stops.ts';

const MOST_NAMES = 50;

/** The region's day for whoever plans it: names, numbers and times; no point of anything. */
export function dayPlanView({
  day,
  plans,
  hasZones,
  outside,
}: DayPlans): Omit<DayPlanBoard, 'regions' | 'region'> {
  const rows = plans.filter(({ work }) => work.all.length > 0).map(rowOf);
  return {
    day,
    hasZones,
    people: rows.toSorted(
      (a, b) => b.troubles.length - a.troubles.length || (a.employeeNo < b.employeeNo ? -1 : 1),
    ),
    free: plans.filter(isFree).map(({ person: { id, name, staffKind } }) => ({
      personId: id,
      name,
      kind: staffKind,
    })),
    ...(outside && {
      outside: {
        stops: outside.stops.map(({ person, stop }) => ({ ...stopView(stop), personName: person.name })),
        customers: outside.customers.length,
        customerNames: outside.customers.slice(0, MOST_NAMES),
      },
    }),
  };
}

/** Promoters stay at their store: stops are nothing they wait for. */
const isFree = ({ person, work }: DayPlan): boolean =>
  work.all.length === 0 && !work.isOff && person.staffKind !== 'promoter';

function rowOf({ person, work, route, left }: DayPlan): DayPlanRow {
  const isOpen = ({ id }: DayStop): boolean => !work.done.has(id);
  const byId = new Map(work.all.map((stop) => [stop.id, stop]));
  const late = route.visits.flatMap(({ id, lateMin }) => {
    const stop = byId.get(id);
    const min = Math.ceil(lateMin);
    return stop && isOpen(stop) && min > 0 ? [{ ...stopView(stop), why: 'late' as const, lateMin: min }] : [];
  });
  const missed = left.flatMap(({ stop, why }) => {
    const trouble = troubleOf(why);
    return trouble && isOpen(stop) ? [{ ...stopView(stop), why: trouble }] : [];
  });
  return {
    personId: person.id,
    name: person.name,
    employeeNo: person.employeeNo,
    kind: person.staffKind,
    isOff: work.isOff,
    zones: work.zones.map(({ name }) => name),
    stops: work.all.length,
    done: work.done.size,
    troubles: [...missed, ...late],
  };
}

/** A time that is over is no trouble of the plan. */
const troubleOf = (why: RouteMiss): PlanTrouble | null => (why === 'over' ? null : why);

function stopView({ kind, name, window }: DayStop) {
  return {
    kind,
    ...(name !== undefined && { name }),
    ...(window && {
      window: { fromAt: window.startAt.toISOString(), toAt: window.endAt.toISOString() },
    }),
  };
}
