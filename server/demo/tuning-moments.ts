import { addDays, dayOf, instantOf } from '../domain/time.ts';
import type { RuleBody } from '../contract/custom-rule.ts';
import type { Deps } from '../flow/deps.ts';
import { enableRule, saveRule, testRule } from '../flow/custom-rule/custom-rule.ts';
import { runReplay } from '../flow/tuning/replay-run.ts';
import { startReplay } from '../flow/tuning/replay-start.ts';
import { proposeChange, signChange } from '../flow/tuning/tuning-change.ts';
import type { Overrides } from '../domain/tuning/settings-version.ts';
import { listAssessments } from '../store/assessments.ts';
import { findChange } from '../store/threshold-changes.ts';
import { HR, HR_LEAD, STAFF_REP } from './people.ts';
import { insertPastAlerts } from './past-alerts.ts';
import { insertPastReports } from './past-months.ts';
import { actorOf } from './staff.ts';
import { DEMO_ZONE } from './start-time.ts';
import type { Moment } from './timeline.ts';
import { uuidV4Of, uuidV7Of } from './uuid.ts';

const REPLAY_DAYS = 2;
/** Minutes a stay must last in the draft; built in are ten. */
const LONGER_DWELL_MIN = 75;
/** Minutes outside the zone that the signed change allows; built in are thirty. */
const WIDER_ALLOWANCE_MIN = 40;

/** What tuning had come to: outcomes of half a year, two rules of the company's own, a change signed by two, and a draft. */
export function tuningMoments(startAt: Date): Moment[] {
  const today = dayOf(startAt, DEMO_ZONE);
  const at = (daysAgo: number, clock: string): Date => instantOf(addDays(today, -daysAgo), clock, DEMO_ZONE);
  return [
    { at: at(19, '12:00'), run: () => insertPastAlerts(startAt) },
    { at: at(19, '12:10'), run: () => insertPastReports(startAt) },
    { at: at(2, '16:00'), run: enableLateRule },
    { at: at(1, '14:30'), run: draftVisitRule },
    { at: at(5, '20:10'), run: signWiderZones },
    { at: at(1, '20:10'), run: tryLongerDwell },
  ];
}

/** Written and tested by HR, put into force by the HR lead. */
async function enableLateRule(deps: Deps): Promise<void> {
  const id = uuidV4Of('rule:late');
  const hr = await actorOf(HR);
  await saveRule(deps, hr, {
    id,
    body: {
      version: 0,
      title: { zh: '晚到又早走', en: 'Late in and early out' },
      message: {
        zh: '当天首次打卡明显晚于上班，末次打卡又早于下班，请问是否有调班或外出安排。',
        en: 'The first punch was well after the start and the last before the end: was the shift changed?',
      },
      severity: 'low',
      staffKinds: ['promoter', 'rep'],
      conditions: {
        all: [
          { fact: 'firstPunchLateMin', operator: 'greaterThan', value: 45 },
          { fact: 'lastPunchEarlyMin', operator: 'greaterThan', value: 45 },
        ],
      },
      piaId: await piaId(),
    },
  });
  const test = uuidV7Of(deps.now(), 'rule:late:test');
  await testRule(deps, hr, { ruleId: id, body: { id: test, version: 1, days: REPLAY_DAYS } });
  await runReplay(deps, test);
  const body = { version: 1, reason: '试跑两天没有误伤，先按低级别提示运行一个月。' };
  await enableRule(deps, await actorOf(HR_LEAD), { ruleId: id, body });
}

async function draftVisitRule(deps: Deps): Promise<void> {
  const body: RuleBody = {
    version: 0,
    title: { zh: '拜访多、停留短', en: 'Many visits, short stays' },
    message: {
      zh: '当天登记的拜访较多，但合计停留很短，请问是否有补录或电话拜访。',
      en: 'Many visits were logged and little time was spent: were some by phone, or logged later?',
    },
    severity: 'low',
    staffKinds: ['rep'],
    conditions: {
      all: [
        { fact: 'visits', operator: 'greaterThanInclusive', value: 6 },
        { fact: 'visitMin', operator: 'lessThan', value: 60 },
      ],
    },
    piaId: await piaId(),
  };
  await saveRule(deps, await actorOf(HR), { id: uuidV4Of('rule:visits'), body });
}

/** Put up after a replay, signed by both: in force since, and the version before can be gone back to. */
async function signWiderZones(deps: Deps): Promise<void> {
  const replayId = uuidV7Of(deps.now(), 'replay:zones');
  await tryDraft(deps, replayId, { 'off-zone': { allowanceMin: WIDER_ALLOWANCE_MIN } });
  const id = uuidV7Of(deps.now(), 'change:zones');
  const reason = '配送员跨区取货绕行较多，按回放结果放宽区域外时间。';
  await proposeChange(deps, await actorOf(HR), { id, replayId, reason });
  for (const [as, key] of [
    ['hr_lead', HR_LEAD],
    ['staff_rep', STAFF_REP],
  ] as const) {
    const change = await findChange(id);
    if (change === null) throw new Error('the demo change is missing');
    const { personId: byId } = await actorOf(key);
    await signChange(deps, change, { as, signature: { byId, at: deps.now(), via: 'console', accept: true } });
  }
}

/** A draft that was run over the last days and waits for somebody to put it up. */
async function tryLongerDwell(deps: Deps): Promise<void> {
  const replayId = uuidV7Of(deps.now(), 'replay:dwell');
  await tryDraft(deps, replayId, { 'competitor-dwell': { minDwellMin: LONGER_DWELL_MIN } });
}

async function tryDraft(deps: Deps, id: string, overrides: Overrides): Promise<void> {
  await startReplay(deps, await actorOf(HR), { id, overrides, days: REPLAY_DAYS });
  await runReplay(deps, id);
}

async function piaId(): Promise<string> {
  const [assessment] = await listAssessments();
  if (assessment === undefined) throw new Error('the demo has no impact assessment');
  return assessment.id;
}
