import { addDays, dayOf, instantOf } from '../domain/time.ts';
import type { AgreementBody } from '../contract/non-compete.ts';
import { putCompetitor, reviewMatching } from '../flow/non-compete/competitors.ts';
import type { Deps } from '../flow/deps.ts';
import { issueLeaverLink } from '../flow/leaver/leaver-link.ts';
import {
  addAuthorisation,
  addPayment,
  putAgreement,
  reviewAgreement,
} from '../flow/non-compete/non-compete.ts';
import { startMonitoring } from '../flow/non-compete/non-compete-monitor.ts';
import { takeInsurancePayment } from '../flow/non-compete/non-compete-record.ts';
import { findAgreement } from '../store/non-compete-agreements.ts';
import { savePerson, type Person } from '../store/people.ts';
import { HR, HR_LEAD, LEGAL, openIdOf, STAFF_REP, userIdOf } from './people.ts';
import { actorOf, findDemoPerson } from './staff.ts';
import { DEMO_ZONE } from './start-time.ts';
import type { Moment } from './timeline.ts';
import { uuidV7Of } from './uuid.ts';

type Leaver = Readonly<{ key: string; name: string; employeeNo: string; regionId: string; months: number }>;
/** Left at the end of a month, so that whole months of compensation are due since. */
const WATCHED: Leaver = { key: 'x-1', name: '梁晨', employeeNo: 'MQ0901', regionId: 'pudong', months: 4 };
const UNPAID: Leaver = { key: 'x-2', name: '顾北', employeeNo: 'MQ0902', regionId: 'xuhui', months: 3 };
const MONTHLY_FEN = 420_000;
const PAY_DAY = 10;
const LINK_DAYS = 30;
const PURPOSE = '核对离职后新单位是否属于协议约定的竞争单位，仅限协议期内。';
const COMPETITORS = [
  {
    id: 'yonghui',
    name: '永辉超市股份有限公司',
    creditCode: '91350000727900106T',
    aliases: ['永辉超市', '永辉生活'],
  },
  { id: 'lianhua', name: '联华超市股份有限公司', aliases: ['世纪联华'] },
] as const;

/** Two people who left: one is paid and watched, the other was not paid, so that nobody watches. */
export function departedMoments(startAt: Date): Moment[] {
  const today = dayOf(startAt, DEMO_ZONE);
  const at = (daysAgo: number, clock: string): Date => instantOf(addDays(today, -daysAgo), clock, DEMO_ZONE);
  return [
    { at: at(20, '13:00'), run: (deps) => takeLeave(deps, today) },
    { at: at(20, '13:30'), run: listCompetitors },
    { at: at(19, '14:00'), run: (deps) => recordAgreement(deps, WATCHED, today) },
    { at: at(19, '15:00'), run: (deps) => recordAgreement(deps, UNPAID, today) },
    { at: at(18, '10:00'), run: watch },
    { at: at(3, '09:40'), run: (deps) => hearOf(deps, today) },
    { at: at(3, '10:30'), run: giveLink },
  ];
}

/** The last day of the month `months` before this one. */
const lastDayOf = ({ months }: Leaver, today: string): string =>
  addDays(monthsBack(`${today.slice(0, 7)}-01`, months - 1), -1);

function monthsBack(firstDay: string, count: number): string {
  return count === 0 ? firstDay : monthsBack(`${addDays(firstDay, -1).slice(0, 7)}-01`, count - 1);
}

async function takeLeave(_deps: Deps, today: string): Promise<void> {
  for (const leaver of [WATCHED, UNPAID]) {
    const person: Person = {
      id: leaver.key,
      openId: openIdOf(leaver.key),
      userId: userIdOf(leaver.key),
      employeeNo: leaver.employeeNo,
      name: leaver.name,
      roles: ['employee'],
      staffKind: 'rep',
      engagement: 'full_time',
      employer: 'company',
      departmentIds: [],
      regionId: leaver.regionId,
      timeZone: DEMO_ZONE,
      isActive: false,
      leftAt: instantOf(lastDayOf(leaver, today), '18:00', DEMO_ZONE),
    };
    await savePerson(person);
  }
}

async function listCompetitors(deps: Deps): Promise<void> {
  for (const { id, aliases, ...competitor } of COMPETITORS)
    await putCompetitor(deps, await actorOf(HR_LEAD), { id, body: { ...competitor, aliases: [...aliases] } });
  const matching = { sameAt: 0.92, askAt: 0.5, note: '按标注的单位名称样本核对，此门槛没有误认，双方同意。' };
  await reviewMatching(deps, await actorOf(LEGAL), matching);
  await reviewMatching(deps, await actorOf(STAFF_REP), matching);
}

const idOf = (leaver: Leaver): string => uuidV7Of(new Date(0), `agreement:${leaver.key}`);

/** Signed long ago, reviewed by legal, with the paper that allows the insurance feed; paid by whoever is paid. */
async function recordAgreement(deps: Deps, leaver: Leaver, today: string): Promise<void> {
  const id = idOf(leaver);
  const endedDay = lastDayOf(leaver, today);
  const body: AgreementBody = {
    id,
    employeeNo: leaver.employeeNo,
    signedDay: addDays(endedDay, -500),
    endedDay,
    roleClass: 'confidentiality_duty',
    secrets: [{ name: '经销商底价表', kind: 'business', basis: '负责华东区经销商定价，签有保密协议' }],
    scope: '快消品连锁零售与经销',
    area: '上海',
    termMonths: 12,
    monthlyFen: MONTHLY_FEN,
    averageWageFen: 3 * MONTHLY_FEN,
    minimumWageFen: 274_000,
    payDay: PAY_DAY,
  };
  const hr = await actorOf(HR);
  await putAgreement(deps, hr, body);
  await addAuthorisation(deps, hr, {
    id,
    body: {
      id: uuidV7Of(new Date(1), `authorisation:${leaver.key}`),
      signedDay: endedDay,
      fromDay: endedDay,
      toDay: addDays(endedDay, 360),
      documentSha256: 'b'.repeat(64),
    },
  });
  if (leaver.key === WATCHED.key)
    for (let month = leaver.months - 1; month >= 0; month -= 1)
      await pay(deps, leaver, addDays(monthsBack(`${today.slice(0, 7)}-01`, month), 7));
  const { version } = (await findAgreement(id)) ?? { version: 0 };
  const note = '范围、区域与期限与其接触的商业秘密相称，同意备案。';
  await reviewAgreement(deps, await actorOf(LEGAL), { id, version, result: 'proportionate', note });
}

/** By the eighth of each month; a month that is still to come is not paid yet. */
async function pay(deps: Deps, leaver: Leaver, paidDay: string): Promise<void> {
  if (paidDay > dayOf(deps.now(), DEMO_ZONE)) return;
  await addPayment(deps, await actorOf(HR), {
    id: idOf(leaver),
    body: {
      id: uuidV7Of(new Date(2), `${leaver.key}:${paidDay}`),
      amountFen: MONTHLY_FEN,
      paidDay,
      reference: '银行代发',
    },
  });
}

async function watch(deps: Deps): Promise<void> {
  const id = idOf(WATCHED);
  const { version } = (await findAgreement(id)) ?? { version: 0 };
  const sources = ['insurance_feed'] as const;
  await startMonitoring(deps, await actorOf(HR_LEAD), { id, version, sources, purpose: PURPOSE });
}

/** Last month's insurance was paid by a company whose name only resembles one on the list: a person has to look. */
async function hearOf(deps: Deps, today: string): Promise<void> {
  const agreement = await findAgreement(idOf(WATCHED));
  if (agreement === null) throw new Error('the demo has no agreement');
  await takeInsurancePayment(deps, {
    externalId: `insurance-${WATCHED.key}`,
    by: 'key:social-insurance',
    payment: {
      agreementNo: agreement.agreementNo,
      employerName: '上海永辉超市有限公司',
      month: addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7),
    },
  });
}

async function giveLink(deps: Deps): Promise<void> {
  await findDemoPerson(WATCHED.key);
  await issueLeaverLink(deps, await actorOf(HR), {
    employeeNo: WATCHED.employeeNo,
    check: { kind: 'code' },
    days: LINK_DAYS,
    purpose: '请本人核对竞业协议、补偿支付记录并可上传在职证明',
  });
}
