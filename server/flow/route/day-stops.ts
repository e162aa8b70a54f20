import type { LngLat } from '../../contract/geo.ts';
import type { Interval } from '../../domain/interval.ts';
import type { WorkRecord } from '../../store/work-records.ts';
import type { CompanyMap } from '../detect/company-map.ts';

/** Something the company's records send a person to on a day. */
export type DayStop = Readonly<{
  id: string;
  kind: 'visit' | 'pickup' | 'drop' | 'wait';
  name?: string;
  /** Absent for a customer that nobody has put yet. */
  point?: LngLat;
  window?: Interval;
  serviceMin: number;
  customerId?: string;
  /** Of a waybill task: its external id. */
  taskId?: string;
  afterId?: string;
}>;

/** Minutes at a stop where the record does not say: assumptions for a plan, no target for anybody. */
const SERVICE_MIN = { visit: 30, pickup: 5, drop: 4 } as const;
/** A place within so many metres of a task gives it its name. */
const NAME_WITHIN_M = 60;
const NAMING_ROLES: readonly string[] = ['customer', 'own_store', 'own_pickup', 'warehouse', 'office'];

/** Planned visits in their order, then waybill tasks by time. */
export function stopsOf(records: readonly WorkRecord[], map: CompanyMap): DayStop[] {
  const plans = records
    .flatMap((record) => (record.kind === 'plans' ? [record] : []))
    .toSorted((a, b) => a.data.orderNo - b.data.orderNo);
  const tasks = records.flatMap((record) => (record.kind === 'tasks' ? [record] : []));
  const pickups = new Map(
    tasks.flatMap(({ externalId, data: { task, waybillId } }) =>
      task === 'pickup' && waybillId !== undefined ? [[waybillId, idOfTask(externalId)] as const] : [],
    ),
  );
  return [
    ...plans.map((plan) => visitOf(plan, map)),
    ...tasks.map((task) => {
      const afterId = task.data.task === 'drop' ? pickups.get(task.data.waybillId ?? '') : undefined;
      return { ...taskOf(task, map), ...(afterId !== undefined && { afterId }) };
    }),
  ];
}

const idOfTask = (externalId: string): string => `tasks:${externalId}`;

function visitOf({ externalId, customerId = '', data }: WorkRecord<'plans'>, map: CompanyMap): DayStop {
  const place = map.placeById.get(customerId);
  const { fromAt, toAt, stayMin = SERVICE_MIN.visit } = data;
  return {
    id: `plans:${externalId}`,
    kind: 'visit',
    name: map.namedById.get(customerId)?.name ?? customerId,
    customerId,
    serviceMin: stayMin,
    ...(place && { point: place.center }),
    ...(fromAt && toAt && { window: { startAt: fromAt, endAt: toAt } }),
  };
}

function taskOf({ externalId, startAt, endAt, data }: WorkRecord<'tasks'>, map: CompanyMap): DayStop {
  const { task, point } = data;
  const near = map.places.nearby(point, NAME_WITHIN_M).find(({ place }) => isNaming(place.roles));
  return {
    id: idOfTask(externalId),
    taskId: externalId,
    kind: task,
    point,
    window: { startAt, endAt },
    // Waiting takes the time it is ordered for.
    serviceMin: task === 'wait' ? Math.round((+endAt - +startAt) / 60_000) : SERVICE_MIN[task],
    ...(near && { name: near.place.name }),
  };
}

const isNaming = (roles: readonly string[]): boolean => roles.some((role) => NAMING_ROLES.includes(role));
