import type { RecordToPut } from '../contract/records.ts';
import { addDays, dayOf } from '../domain/time.ts';
import type { Deps } from '../flow/deps.ts';
import { createKnown } from '../flow/records/record-references.ts';
import { putRecord } from '../flow/records/work-records.ts';
import { centerOf, customersOf } from './day-plan.ts';
import { logsTooMuch } from './doings.ts';
import { SURVEYS, type DemoPerson } from './people.ts';
import { rivalId, SHARED_PICKUP } from './places.ts';
import { createRandom, seedOf } from './random.ts';
import type { Stop } from './simulate-day.ts';
import { DEMO_ZONE } from './start-time.ts';

const MIN_MS = 60_000;
/** Minutes from a visit to its order: the clerk types it in before the next customer. */
const ORDER_AFTER_MIN = 12;
/** Share of visits that bring an order. */
const CONVERSION = 0.6;

/** What the company's other systems hold of the day: visits and orders of reps, waybill tasks of riders. */
export async function putDayRecords(
  deps: Deps,
  input: Readonly<{
    person: DemoPerson;
    employeeNo: string;
    day: string;
    stops: readonly Stop[];
    startAt: Date;
  }>,
): Promise<void> {
  const { person } = input;
  const isRep = person.jobTitle === '业务代表';
  const records = isRep ? visitsAndOrders(input) : person.jobTitle === '配送员' ? tasksOf(input) : [];
  const known = createKnown();
  await Promise.all(records.map((record) => putRecord(deps, record, { by: 'key:demo', known })));
}

type Told = Parameters<typeof putDayRecords>[1];

function visitsAndOrders({ person, employeeNo, day, stops, startAt }: Told): RecordToPut[] {
  const random = createRandom(seedOf(`records:${person.key}:${day}`));
  const daysAgo = daysBetween(day, dayOf(startAt, DEMO_ZONE));
  return stops.flatMap((stop, index): RecordToPut[] => {
    const went = stop.placeId;
    if (went === undefined || (!went.startsWith('customer-') && !isSurvey(person, went))) return [];
    const isInvented = logsTooMuch(person.key, daysAgo) && index >= 3 && index < 6;
    const customerId = isInvented ? farFrom(went, person) : went;
    const visit: RecordToPut = {
      kind: 'visits',
      externalId: `v-${person.key}-${day}-${index}`,
      record: {
        employeeNo,
        customerId,
        startAt: new Date(stop.fromMs + 2 * MIN_MS).toISOString(),
        endAt: new Date(stop.toMs - MIN_MS).toISOString(),
        purpose: isSurvey(person, went) ? 'survey' : 'sales',
      },
    };
    const isSold = random.between(0, 1) < CONVERSION && !isInvented && visit.record.purpose === 'sales';
    if (!isSold) return [visit];
    const at = new Date(stop.toMs + ORDER_AFTER_MIN * MIN_MS).toISOString();
    const amountFen = Math.round(random.between(30, 400)) * 1_000;
    return [
      visit,
      {
        kind: 'orders',
        externalId: `o-${person.key}-${day}-${index}`,
        record: { customerId, bookedTo: employeeNo, at, amountFen, channel: 'rep' },
      },
    ];
  });
}

const isSurvey = (person: DemoPerson, placeId: string): boolean =>
  person.key === SURVEYS && placeId === rivalId('xuhui', 1);

/** The person's customer that is furthest from there. */
function farFrom(placeId: string, person: DemoPerson): string {
  const here = centerOf(placeId);
  const awayDeg = (id: string): number =>
    Math.hypot(centerOf(id).lng - here.lng, centerOf(id).lat - here.lat);
  return customersOf(person).toSorted((a, b) => awayDeg(b) - awayDeg(a))[0] ?? placeId;
}

/** A waybill for every delivery, and a pick-up for every stop at the shared counter. */
function tasksOf({ person, employeeNo, day, stops }: Told): RecordToPut[] {
  return stops.flatMap((stop, index): RecordToPut[] => {
    const { placeId } = stop;
    if (placeId === undefined || (!placeId.startsWith('customer-') && placeId !== SHARED_PICKUP)) return [];
    const { lng, lat } = centerOf(placeId);
    return [
      {
        kind: 'tasks',
        externalId: `t-${person.key}-${day}-${index}`,
        record: {
          employeeNo,
          kind: placeId === SHARED_PICKUP ? 'pickup' : 'drop',
          point: { lng, lat },
          datum: 'wgs84',
          startAt: new Date(stop.fromMs).toISOString(),
          endAt: new Date(stop.toMs).toISOString(),
        },
      },
    ];
  });
}

function daysBetween(day: string, today: string): number {
  for (let ago = 0; ago < 60; ago += 1) if (addDays(today, -ago) === day) return ago;
  return Number.POSITIVE_INFINITY;
}
