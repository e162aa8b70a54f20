import { v7 as uuidv7 } from 'uuid';
import { contactCase } from '../../server/flow/case.ts';
import { requestData } from '../../server/flow/own/data-request.ts';
import { declareSideJob } from '../../server/flow/declare/declare.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { putRecord } from '../../server/flow/records/work-records.ts';
import { acknowledgePolicy, adoptPolicy } from '../../server/flow/policy/policy.ts';
import { DEFAULT_POLICY } from '../../server/domain/policy/default-policy.ts';
import { takePunches } from '../../server/flow/punch/punch.ts';
import { relay } from '../../server/flow/relay.ts';
import { takeVisits } from '../../server/flow/visit/visit.ts';
import { openSanction } from '../../server/domain/sanction/sanction.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { listCases } from '../../server/store/cases.ts';
import { insertFlexible } from '../../server/store/flexible-shifts.ts';
import { insertLetter } from '../../server/store/letters.ts';
import { findPerson, savePerson, type Person } from '../../server/store/people.ts';
import { savePlace } from '../../server/store/place-changes.ts';
import { saveSteps } from '../../server/store/sanctions.ts';
import { at, createCompany, DAY, dwell, giveShift } from '../flow/company.ts';
import { buildFlexible } from '../support/flexible.ts';
import { answer, buildPunch, buildPunches } from '../support/phone.ts';

/** Where the customers of the screens are, beside the store of the company. */
export const CUSTOMER = { lng: 121.53, lat: 31.252 };

/** 张导购, a rep with a plan of three customers, a shift today, punches, visits, a track, an alert and a case that waits for the answer. */
export async function createScreenWorld(use: (deps: Deps) => Deps) {
  const company = await createCompany();
  const deps = use(company.deps);
  const zhang = await makeRep('zhang');
  const effectiveAt = new Date('2026-10-02T00:00:00Z');
  const { version, hash } = await adoptPolicy(deps, {
    ...DEFAULT_POLICY,
    consultation: '公示 7 日',
    effectiveAt,
  });
  const reading = { version, hash, language: 'zh', readMs: 60_000 } as const;
  const then = { ...deps, now: () => effectiveAt };
  const readRules = (person: Person) =>
    acknowledgePolicy(then, { personId: person.id, roles: person.roles }, reading);
  await readRules(zhang);
  for (const [index, id] of ['customer-1', 'customer-2', 'customer-3'].entries()) {
    const center = { lng: CUSTOMER.lng + index * 0.006, lat: CUSTOMER.lat };
    await savePlace(
      { id, name: `客户00${index + 1}`, roles: ['customer'], center, radiusM: 40, regionId: 'pudong' },
      { datum: 'wgs84', digest: id },
    );
    const record = { employeeNo: zhang.employeeNo, customerId: id, day: DAY, orderNo: index + 1 };
    await putRecord(deps, { kind: 'plans', externalId: `plan-${id}`, record }, { by: 'key:crm' });
  }
  const waybill = {
    employeeNo: zhang.employeeNo,
    kind: 'drop' as const,
    point: { lng: CUSTOMER.lng + 0.003, lat: CUSTOMER.lat },
    datum: 'wgs84' as const,
    startAt: at('13:00').toISOString(),
    endAt: at('15:00').toISOString(),
  };
  await putRecord(deps, { kind: 'tasks', externalId: 'waybill-1', record: waybill }, { by: 'key:tms' });
  for (const kind of ['location', 'photo'] as const)
    await answer({ ...deps, now: () => at('08:00', '2026-11-01') }, { kind, person: zhang }, true);
  await giveShift('zhang');
  await dwell('zhang', { from: '09:05', to: '09:45', where: 'store' });
  await dwell('zhang', { from: '10:00', to: '11:20' });
  await detectPerson(deps, 'zhang');
  await relay(deps);
  await takePunches(deps, zhang, buildPunches([buildPunch('09:01')], { sentAtMs: +at('12:00') }));
  const visit = { id: uuidv7(), customerId: 'customer-3', capturedAtMs: +at('11:30'), purpose: 'display' };
  await takeVisits(deps, zhang, { sentAtMs: +at('12:00'), serverOffsetMs: 0, visits: [visit] });
  const [record] = await listCases({ personId: 'zhang', limit: 1 });
  const [alert] = await findAlerts('zhang', DAY, DAY);
  if (!record || !alert) throw new Error('no case');
  await contactCase(deps, { personId: 'li', roles: ['hr'] }, { caseId: record.id });
  await demandStop({ caseId: record.id, personId: zhang.id });
  await requestData(deps, zhang, {
    id: uuidv7(),
    kind: 'correct',
    topic: 'punch',
    day: DAY,
    text: '下班打卡晚了十分钟，店里盘点，请核对',
  });
  const declarationId = uuidv7();
  await declareSideJob(deps, zhang, {
    id: declarationId,
    kind: 'self_employed',
    employer: '周末烘焙小铺',
    weekdays: [6, 7],
    startTime: '19:00',
    endTime: '22:00',
    fromDay: DAY,
    toDay: '2027-05-31',
  });
  const flexibleId = await agreeToHours();
  const ids = { caseId: record.id, alertId: alert.id, declarationId, flexibleId };
  return { company, deps, zhang, readRules, ...ids };
}
export type ScreenWorld = Awaited<ReturnType<typeof createScreenWorld>>;

/** One request that was refused and one that was agreed to; answers the agreed one's id. */
async function agreeToHours(): Promise<string> {
  const comment = '同意，请提前和同事交接早班。';
  const decidedAt = at('10:20', '2026-11-18');
  const answers = [{ step: 'manager', result: 'approved', at: decidedAt, byId: 'boss', comment }] as const;
  const { step: _step, ...agreed } = buildFlexible({ status: 'approved', decidedAt, comment, answers });
  await insertFlexible(agreed);
  const day = '2027-01-05';
  const refused = { ...agreed, id: uuidv7(), status: 'rejected', comment: '当天盘点，人手不够' } as const;
  await insertFlexible({ ...refused, fromDay: day, toDay: day, lastDay: day, submittedAt: at('09:30') });
  return agreed.id;
}

async function makeRep(id: string): Promise<Person> {
  const found = await findPerson(id);
  if (!found) throw new Error(`no ${id}`);
  const rep: Person = { ...found, staffKind: 'rep' };
  await savePerson(rep);
  return rep;
}

/** A demand to stop that was issued yesterday, and the path that waits for it to arrive. */
async function demandStop(of: Readonly<{ caseId: string; personId: string }>): Promise<void> {
  const issuedAt = at('15:00', '2026-11-18');
  const deadlineAt = at('23:59', '2026-12-31');
  const demand = { letterId: 'letter-demand', issuedAt, deadlineAt };
  const letter = {
    ...of,
    id: demand.letterId,
    kind: 'demand',
    no: 'L-261118-7F3K2Q',
    issuedAt,
    issuedById: 'li',
    sha256: 'a'.repeat(64),
    bytes: 9,
    deadlineAt,
    deliveries: [],
  } as const;
  await insertLetter(letter, Buffer.from('%PDF-1.4\n'), []);
  const before = openSanction(of, 'dual_employment');
  await saveSteps(before, { ...before, state: 'demanded', version: 1, demand }, []);
}
