import type { RecordToPut } from '../contract/records.ts';
import { dayOf, instantOf } from '../domain/time.ts';
import type { Deps } from '../flow/deps.ts';
import { eachAtMost } from '../flow/each-at-most.ts';
import { markTask } from '../flow/route/route-mark.ts';
import { createKnown } from '../flow/records/record-references.ts';
import { putRecord } from '../flow/records/work-records.ts';
import { centerOf, customersOf } from './day-plan.ts';
import { buildPeople, type DemoPerson } from './people.ts';
import { CUSTOMERS, NEW_CUSTOMER } from './places.ts';
import { createRandom, seedOf } from './random.ts';
import { findDemoPerson, findWorkingSpan } from './staff.ts';
import { DEMO_ZONE } from './start-time.ts';
import type { Moment } from './timeline.ts';

const MIN_MS = 60_000;
const AT_ONCE = 30;
const TICKED_BEFORE_MIN = 5;
/** Visits of a rep's day; the hours two of the customers have asked for. */
const VISITS = 6;
const ASKED: Readonly<Record<number, readonly [string, string]>> = {
  2: ['14:00', '15:30'],
  4: ['16:00', '17:30'],
};
/** Goes to the new customer too, who has asked for an hour after the shift. */
const WINS_CUSTOMER = 'r-7';
const AFTER_WORK = ['19:30', '20:00'] as const;
/** Waybills of a rider's afternoon, one every so many minutes from the demo's start on; two are of the hour before. */
const WAYBILLS = { before: 2, after: 6, everyMin: 35, readyMin: 20, byMin: 60 } as const;

/** What the company's systems send reps and riders to on the day the demo begins. */
export function todayRecords(startAt: Date): Moment[] {
  const day = dayOf(startAt, DEMO_ZONE);
  const staff = buildPeople().filter(({ jobTitle }) => ['业务代表', '配送员'].includes(jobTitle));
  const run = async (deps: Deps): Promise<void> => {
    const known = createKnown();
    await eachAtMost(AT_ONCE, staff, async (demo) => {
      const person = await findDemoPerson(demo.key);
      if ((await findWorkingSpan(person, day)) === null) return;
      const about = { demo, employeeNo: person.employeeNo, day };
      const records = demo.jobTitle === '业务代表' ? plansOf(about) : waybillsOf({ ...about, startAt });
      for (const record of records) await putRecord(deps, record, { by: 'key:demo', known });
    });
  };
  return [
    { at: instantOf(day, '08:00', DEMO_ZONE), run },
    { at: new Date(+startAt - TICKED_BEFORE_MIN * MIN_MS), run: (deps: Deps) => tickOff(deps, staff) },
  ];
}

/** Riders have delivered the first waybill and collected the second, and say so. */
async function tickOff(deps: Deps, staff: readonly DemoPerson[]): Promise<void> {
  const day = dayOf(deps.now(), DEMO_ZONE);
  for (const { key } of staff.filter(({ jobTitle }) => jobTitle === '配送员')) {
    const person = await findDemoPerson(key);
    if ((await findWorkingSpan(person, day)) === null) continue;
    const first = waybillIdOf(key, day, 1);
    for (const taskId of [`${first}-pickup`, `${first}-drop`, `${waybillIdOf(key, day, 2)}-pickup`])
      await markTask(deps, person, { taskId, isDone: true });
  }
}

const waybillIdOf = (key: string, day: string, number: number): string => `w-${key}-${day}-${number}`;

type About = Readonly<{ demo: DemoPerson; employeeNo: string; day: string }>;

/** The own customers in the order of a list, not of the map; the last one lies in another region. */
function plansOf({ demo, employeeNo, day }: About): RecordToPut[] {
  const random = createRandom(seedOf(`plans:${demo.key}:${day}`));
  const own = new Set<string>();
  while (own.size < VISITS - 1) own.add(random.pick(customersOf(demo)));
  const isWinner = demo.key === WINS_CUSTOMER;
  const ids = [...own, elsewhere(demo), ...(isWinner ? [NEW_CUSTOMER] : [])];
  return ids.map((customerId, index) => {
    const asked = customerId === NEW_CUSTOMER ? AFTER_WORK : ASKED[index];
    return {
      kind: 'plans',
      externalId: `p-${demo.key}-${day}-${index + 1}`,
      record: {
        employeeNo,
        customerId,
        day,
        orderNo: index + 1,
        ...(asked && { fromTime: asked[0], toTime: asked[1] }),
      },
    };
  });
}

/** A customer that is taken over for a day from a rep of another region. */
function elsewhere(demo: DemoPerson): string {
  const other = buildPeople().find(
    ({ jobTitle, regionId }) => jobTitle === demo.jobTitle && regionId !== demo.regionId,
  );
  return (other && customersOf(other)[0]) ?? `customer-${CUSTOMERS}`;
}

/** From the own store to customers of the rider's region, each with a time that was promised. */
function waybillsOf({ demo, employeeNo, day, startAt }: About & { startAt: Date }): RecordToPut[] {
  const random = createRandom(seedOf(`waybills:${demo.key}:${day}`));
  const reps = buildPeople().filter(
    ({ jobTitle, regionId }) => jobTitle === '业务代表' && regionId === demo.regionId,
  );
  const numbers = Array.from({ length: WAYBILLS.before + WAYBILLS.after }, (_, n) => n);
  return numbers.flatMap((n): RecordToPut[] => {
    const readyMs =
      +startAt + (n - WAYBILLS.before) * WAYBILLS.everyMin * MIN_MS - MIN_MS * WAYBILLS.readyMin;
    const customerId = random.pick(customersOf(random.pick(reps)));
    const waybillId = waybillIdOf(demo.key, day, n + 1);
    const task = (kind: 'pickup' | 'drop', placeId: string, [fromMin, toMin]: readonly [number, number]) =>
      ({
        kind: 'tasks',
        externalId: `${waybillId}-${kind}`,
        record: {
          employeeNo,
          kind,
          point: centerOf(placeId),
          datum: 'wgs84',
          startAt: new Date(readyMs + fromMin * MIN_MS).toISOString(),
          endAt: new Date(readyMs + toMin * MIN_MS).toISOString(),
          waybillId,
        },
      }) as const;
    return [
      task('pickup', demo.storeId ?? '', [0, WAYBILLS.readyMin + WAYBILLS.everyMin]),
      task('drop', customerId, [WAYBILLS.readyMin, WAYBILLS.readyMin + WAYBILLS.byMin]),
    ];
  });
}
