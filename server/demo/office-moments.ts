import { DEFAULT_LADDER } from '../contract/ladder.ts';
import { policyZh } from '../contract/texts/policy.zh.ts';
import { DEFAULT_POLICY } from '../domain/policy/default-policy.ts';
import { renderPolicy } from '../domain/policy/policy-document.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { issueApiKey, revokeApiKey } from '../flow/company/api-key.ts';
import { saveCompanyProfile } from '../flow/company/company-profile.ts';
import { saveSettingGroup } from '../flow/company/company-settings.ts';
import type { Deps } from '../flow/deps.ts';
import { saveDuty } from '../flow/case/duty.ts';
import { adoptPolicy } from '../flow/policy/policy.ts';
import { savePolicy, viewPolicyDraft } from '../flow/policy/policy-draft.ts';
import { standardProcedure } from '../domain/case/settings.ts';
import { ADMIN, HR, HR_LEAD } from './people.ts';
import { REGIONS } from './places.ts';
import { actorOf, findDemoPerson } from './staff.ts';
import { DEMO_ZONE } from './start-time.ts';
import type { Moment } from './timeline.ts';
import { uuidV4Of } from './uuid.ts';

/** Shanghai's monthly minimum wage since 2025-07, fen. */
const MINIMUM_WAGE_FEN = 274_000;
const FIRST_POLICY_DAYS_AGO = 200;
/** What the first version let a month's performance pay lose; the one in force takes less. */
const FIRST_SHARE_PCT = 30;
const WEEKS_ON_DUTY = [-1, 0, 1];

/** What the office keeps: profile, duty roster, keys, an older version of the policy and a draft of the next. */
export function officeMoments(startAt: Date): Moment[] {
  const today = dayOf(startAt, DEMO_ZONE);
  const at = (daysAgo: number, clock: string): Date => instantOf(addDays(today, -daysAgo), clock, DEMO_ZONE);
  return [
    { at: at(21, '14:00'), run: (deps) => adoptFirstPolicy(deps, today) },
    { at: at(20, '10:00'), run: saveProfile },
    { at: at(20, '10:20'), run: (deps) => saveRoster(deps, today) },
    { at: at(18, '15:00'), run: issueKeys },
    { at: at(4, '16:30'), run: lengthenDelivery },
    { at: at(2, '11:20'), run: draftNextPolicy },
  ];
}

async function adoptFirstPolicy(deps: Deps, today: string): Promise<void> {
  const rungs = DEFAULT_LADDER.rungs.map((rung) =>
    rung.deductionSharePct === undefined ? rung : { ...rung, deductionSharePct: FIRST_SHARE_PCT },
  );
  const ladder = { ...DEFAULT_LADDER, rungs };
  const sections = policyZh.sections.filter(({ key }) => key !== 'tracking');
  await adoptPolicy(deps, {
    ...DEFAULT_POLICY,
    version: '2025-1',
    sections,
    ladder,
    body: renderPolicy({ ...policyZh, sections, ladder }),
    consultation: '经工会委员会讨论，公示 7 日',
    effectiveAt: instantOf(addDays(today, -FIRST_POLICY_DAYS_AGO), '09:00', DEMO_ZONE),
  });
}

async function saveProfile(deps: Deps): Promise<void> {
  await saveCompanyProfile(deps, await actorOf(HR_LEAD), {
    name: '明勤示范零售有限公司',
    address: '上海市浦东新区世纪大道 1 号',
    contact: '人力资源部 021-5555 0100',
    union: { kind: 'company_union', name: '明勤示范零售有限公司工会委员会' },
    minimumWageFen: Object.fromEntries(REGIONS.map(({ id }) => [id, MINIMUM_WAGE_FEN])),
  });
}

/** HR and the HR lead stand in for each other, week about. */
async function saveRoster(deps: Deps, today: string): Promise<void> {
  const [hr, lead] = await Promise.all([findDemoPerson(HR), findDemoPerson(HR_LEAD)]);
  for (const [index, week] of WEEKS_ON_DUTY.entries()) {
    const fromDay = addDays(today, week * 7 - 3);
    const [first, second] = index % 2 === 0 ? [lead, hr] : [hr, lead];
    const body = { fromDay, toDay: addDays(fromDay, 6), hrId: first.id, deputyIds: [second.id] };
    await saveDuty(deps, await actorOf(HR_LEAD), { id: uuidV4Of(`duty:${week}`), body });
  }
}

async function issueKeys(deps: Deps): Promise<void> {
  const admin = await actorOf(ADMIN);
  const { id } = await issueApiKey(deps, admin, { name: 'crm-trial', scope: 'records' });
  await revokeApiKey(deps, admin, id);
  await issueApiKey(deps, admin, { name: 'social-insurance', scope: 'insurance' });
}

async function lengthenDelivery(deps: Deps): Promise<void> {
  const values = { ...standardProcedure, deliveryDays: 10 };
  const body = { values, reason: '跨省邮寄回执较慢，延长送达等待' };
  await saveSettingGroup(deps, await actorOf(HR_LEAD), { group: 'procedure', body });
}

/** The next version is being written: its consultation has not been held yet. */
async function draftNextPolicy(deps: Deps): Promise<void> {
  const actor = await actorOf(HR);
  const { draft } = await viewPolicyDraft(deps, actor);
  const sections = draft.sections.map((section) =>
    section.key === 'reporting'
      ? { ...section, text: `${section.text}\n家庭帮忙每周不超过 6 小时的，登记即可，不需要审批。` }
      : section,
  );
  await savePolicy(deps, actor, { ...draft, sections });
}
