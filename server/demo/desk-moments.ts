import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { requestData, answerDataRequest } from '../flow/own/data-request.ts';
import type { Deps } from '../flow/deps.ts';
import { takeStaffLead } from '../flow/lead/lead.ts';
import { takePublicLead } from '../flow/lead/public-lead.ts';
import { settleLead } from '../flow/lead/lead-move.ts';
import { listLeads } from '../store/leads.ts';
import { HR, MANAGER } from './people.ts';
import { actorOf, findDemoPerson } from './staff.ts';
import { DEMO_ZONE } from './start-time.ts';
import type { Moment } from './timeline.ts';
import { uuidV7Of } from './uuid.ts';

/** Letters of others and requests of staff that lie on HR's desk. */
export function deskMoments(startAt: Date): Moment[] {
  const today = dayOf(startAt, DEMO_ZONE);
  const at = (daysAgo: number, clock: string): Date => instantOf(addDays(today, -daysAgo), clock, DEMO_ZONE);
  return [
    { at: at(6, '15:10'), run: (deps) => anonymousLead(deps, addDays(today, -8)) },
    { at: at(5, '10:40'), run: dismissLead },
    { at: at(2, '13:20'), run: (deps) => customerLead(deps, addDays(today, -3)) },
    { at: at(1, '16:05'), run: (deps) => managerLead(deps, addDays(today, -1)) },
    { at: at(7, '20:30'), run: (deps) => askCorrection(deps, addDays(today, -8)) },
    { at: at(5, '14:00'), run: answerCorrection },
    { at: at(1, '18:40'), run: (deps) => askExplanation(deps, addDays(today, -2)) },
  ];
}

async function customerLead(deps: Deps, day: string): Promise<void> {
  await takePublicLead(deps, {
    id: uuidV7Of(deps.now(), 'lead:customer'),
    kind: 'rival_place',
    day,
    place: '静安寺商圈',
    who: '胸牌写“林”，负责饮料陈列的导购',
    text: '下午两点左右在隔壁品牌的促销台帮忙介绍产品，穿的是贵公司工服，想确认是不是正常安排。',
    contact: { name: '刘女士', reach: '138****0001' },
  });
}

async function anonymousLead(deps: Deps, day: string): Promise<void> {
  await takePublicLead(deps, {
    id: uuidV7Of(deps.now(), 'lead:anonymous'),
    kind: 'other',
    day,
    who: '徐汇区域某业务代表',
    text: '听说有人周末在做微商，具体是谁、什么时间说不清楚，也没有看到。',
  });
}

async function managerLead(deps: Deps, day: string): Promise<void> {
  const about = await findDemoPerson('r-7');
  await takeStaffLead(deps, await findDemoPerson(MANAGER), {
    id: uuidV7Of(deps.now(), 'lead:manager'),
    employeeNo: about.employeeNo,
    kind: 'sales_elsewhere',
    day,
    text: '两家老客户反映有人向他们推荐了其他供应商的货，希望核实是否与本公司人员有关。',
  });
}

/** Hearsay without a person, a day or a place is no ground for a case. */
async function dismissLead(deps: Deps): Promise<void> {
  const lead = (await listLeads({ limit: 10 })).find(({ source }) => source === 'anonymous');
  if (lead === undefined) throw new Error('the demo has no anonymous lead');
  const reason = '来信没有具体人员、时间和地点，无法核实，不立案；已保留记录。';
  await settleLead(deps, await actorOf(HR), {
    leadId: lead.id,
    version: lead.version,
    event: 'dismiss',
    reason,
  });
}

const CORRECTION = 'request:punch';

async function askCorrection(deps: Deps, day: string): Promise<void> {
  await requestData(deps, await findDemoPerson('p-4'), {
    id: uuidV7Of(instantOf(day, '12:00', DEMO_ZONE), CORRECTION),
    kind: 'correct',
    topic: 'punch',
    day,
    text: '当天门店盘点，下班卡晚打了十五分钟，请按实际时间更正。',
  });
}

async function answerCorrection(deps: Deps): Promise<void> {
  const day = addDays(dayOf(deps.now(), DEMO_ZONE), -3);
  await answerDataRequest(deps, await actorOf(HR), {
    id: uuidV7Of(instantOf(day, '12:00', DEMO_ZONE), CORRECTION),
    body: { result: 'done', reason: '已向店长核实盘点安排，按实际下班时间更正，不影响考勤。' },
  });
}

async function askExplanation(deps: Deps, day: string): Promise<void> {
  await requestData(deps, await findDemoPerson('r-3'), {
    id: uuidV7Of(deps.now(), 'request:explain'),
    kind: 'explain',
    topic: 'track',
    day,
    text: '想知道那天为什么有一段显示没有定位，会不会对我有影响。',
  });
}
