import { beforeEach, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { setOwnDay } from '../../../server/flow/company/calendar.ts';
import { declareSideJob } from '../../../server/flow/declare/declare.ts';
import { requestFlexible } from '../../../server/flow/flexible/flexible.ts';
import { notifyNonCompete } from '../../../server/flow/non-compete/non-compete-case.ts';
import { takeInsurancePayment } from '../../../server/flow/non-compete/non-compete-record.ts';
import { requestData, withdrawDataRequest } from '../../../server/flow/own/data-request.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findDataRequest } from '../../../server/store/data-requests.ts';
import { findDeclaration } from '../../../server/store/declarations.ts';
import { findFlexible } from '../../../server/store/flexible-shifts.ts';
import { findNonCompeteCase, listNonCompeteCases } from '../../../server/store/non-compete-cases.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, DAY, giveShift, dayEnd, type Company } from '../company.ts';
import { addDeparted, LI, REASON, startWatching } from '../non-compete/departed.ts';

const lead = { personId: 'sun', roles: ['hr', 'hr_lead'] };
const zhang = buildPerson({ id: 'zhang', name: '张导购', leaderOpenId: 'ou_boss' });

useDatabase();
let company: Company;
beforeEach(async () => {
  company = await createCompany();
  await giveShift('zhang');
});

const setDay = async (day: string, kind: 'work' | 'rest' | null) => {
  await setOwnDay(company.deps, lead, { day, kind });
  company.setNow(new Date(+company.deps.now() + 60_000));
  await sweep(company.deps);
};
const loadCase = async (id: string) => (await findNonCompeteCase(id)) ?? expect.fail('no case');
/** What the audit log says of deadlines counted anew, and by whom. */
const recounts = async (subject: string, action: string) =>
  (await listAudit(subject))
    .filter(({ entry }) => entry.action === action)
    .map(({ entry }) => `${entry.actorId} ${entry.why}`);

it('holds the answer to a declared side job to the days as they are now, and says so once', async () => {
  const { id, version } = await declareSideJob(company.deps, zhang, {
    id: uuidv7(),
    kind: 'employed',
    employer: '某培训机构',
    placeExternalId: 'rival',
    weekdays: [4],
    startTime: '09:30',
    endTime: '12:00',
    fromDay: '2026-11-01',
    toDay: '2026-12-31',
  });
  const before = (await findDeclaration(id))?.dueAt;
  expect(before).toEqual(dayEnd('2026-11-24'));
  await setDay('2026-11-24', 'rest');
  expect(await findDeclaration(id), 'nobody moved it: who reads it may still act on it').toMatchObject({
    dueAt: dayEnd('2026-11-25'),
    version,
  });
  await sweep(company.deps);
  const moved = 'system clock:answer 2026-11-24 → 2026-11-25';
  const told = () => recounts(`declarations:${id}`, 'declaration.recount');
  expect(await told()).toEqual([moved]);
  await setDay('2026-11-24', null);
  await setDay('2026-11-24', 'rest');
  expect(await told()).toEqual([moved, 'system clock:answer 2026-11-25 → 2026-11-24', moved]);
});

it('asks HR of a declaration that the new days made late, in the same sweep', async () => {
  const { id } = await declareSideJob(company.deps, zhang, {
    id: uuidv7(),
    kind: 'employed',
    employer: '某培训机构',
    placeExternalId: 'rival',
    weekdays: [4],
    startTime: '09:30',
    endTime: '12:00',
    fromDay: '2026-11-01',
    toDay: '2026-12-31',
  });
  await relay(company.deps);
  company.setNow(at('10:00', '2026-11-24'));
  await sweep(company.deps);
  expect(await findDeclaration(id)).toMatchObject({ step: 'manager' });
  await setDay('2026-11-21', 'work');
  expect(await findDeclaration(id)).toMatchObject({ step: 'hr', dueAt: dayEnd('2026-11-23') });
});

it('holds the answer to other hours to the new days, but no longer than before they begin', async () => {
  company.setNow(at('12:00', '2026-11-10'));
  const asked = { startTime: '12:00', endTime: '21:00', fromDay: DAY, toDay: DAY, weekdays: [4] };
  const { id } = await requestFlexible(company.deps, zhang, { id: uuidv7(), ...asked, reason: 'study' });
  const first = (await findFlexible(id))?.dueAt;
  expect(first).toEqual(dayEnd('2026-11-12'));
  await setDay('2026-11-12', 'rest');
  expect((await findFlexible(id))?.dueAt).toEqual(dayEnd('2026-11-13'));
  expect(await recounts(`flexible_shifts:${id}`, 'flexible.recount')).toEqual([
    'system clock:answer 2026-11-12 → 2026-11-13',
  ]);
  for (const day of ['13', '16', '17', '18', '19'])
    await setOwnDay(company.deps, lead, { day: `2026-11-${day}`, kind: 'rest' });
  await sweep(company.deps);
  expect((await findFlexible(id))?.dueAt).toEqual((await findFlexible(id))?.counted?.latestAt);
});

it('holds HR to the new days with a request about one’s own data, until it is ended', async () => {
  const ask = { id: uuidv7(), kind: 'correct', topic: 'visit', text: '这条拜访不是我的' } as const;
  await requestData(company.deps, zhang, ask);
  const dueAt = async () => (await findDataRequest(ask.id))?.dueAt;
  expect(await dueAt()).toEqual(dayEnd('2026-12-10'));
  await setDay('2026-12-10', 'rest');
  expect(await dueAt()).toEqual(dayEnd('2026-12-11'));
  await setDay('2026-12-05', 'work');
  expect(await dueAt()).toEqual(dayEnd('2026-12-09'));
  expect(await recounts(`data_requests:${ask.id}`, 'data.recount')).toEqual([
    'system clock:answer 2026-12-10 → 2026-12-11',
    'system clock:answer 2026-12-11 → 2026-12-09',
  ]);
  await withdrawDataRequest(company.deps, zhang, ask.id);
  await setDay('2026-12-09', 'rest');
  expect(await dueAt()).toEqual(dayEnd('2026-12-09'));
});

it('gives somebody who left a later day to answer, never an earlier one, and writes it into the case', async () => {
  await addDeparted();
  const { id, agreementNo } = await startWatching(company.deps);
  await takeInsurancePayment(company.deps, {
    externalId: 'sb-2026-11',
    by: 'key:insurance',
    payment: {
      agreementNo,
      employerName: '永辉超市股份有限公司',
      creditCode: '91350000727900106T',
      month: '2026-11',
    },
  });
  await relay(company.deps);
  const caseId = (await listNonCompeteCases({ agreementId: id }))[0]?.id ?? '';
  await notifyNonCompete(company.deps, LI, { caseId, version: 0, reason: REASON, hasDoor: true });
  const load = () => loadCase(caseId);
  expect((await load()).answerDueAt).toEqual(dayEnd('2026-11-26'));
  await setDay('2026-11-26', 'rest');
  const row = {
    event: 'recount',
    actorId: 'system',
    from: 'notified',
    to: 'notified',
    reason: 'clock:answer 2026-11-26 → 2026-11-27',
  };
  expect(await load()).toMatchObject({ version: 1, answerDueAt: dayEnd('2026-11-27') });
  expect((await load()).history.at(-1)).toMatchObject(row);
  expect(await recounts(`non_compete_cases:${caseId}`, 'non_compete_case.recount')).toEqual([
    'system clock:answer 2026-11-26 → 2026-11-27',
  ]);
  await setDay('2026-11-22', 'work');
  expect((await load()).answerDueAt).toEqual(dayEnd('2026-11-27'));
  expect((await load()).history.filter(({ event }) => event === 'recount')).toHaveLength(1);
});
