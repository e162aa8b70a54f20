import { assessmentZh } from '../contract/texts/assessment.zh.ts';
import { DETECTORS } from '../domain/detectors/index.ts';
import { DEFAULT_POLICY } from '../domain/policy/default-policy.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { approveAssessment, draftAssessment } from '../flow/policy/assessment.ts';
import { answerConsent, NOTICES } from '../flow/policy/consent.ts';
import type { Deps } from '../flow/deps.ts';
import { eachAtMost } from '../flow/each-at-most.ts';
import { acknowledgePolicy, adoptPolicy, findMyPolicy } from '../flow/policy/policy.ts';
import { describeConsultation } from '../flow/policy/policy-draft.ts';
import { pullSchedule } from '../flow/pull/pull-schedule.ts';
import { createApiKey } from '../flow/company/api-key.ts';
import { putPlace, putZone } from '../flow/records/records.ts';
import { sweep } from '../flow/sweep.ts';
import { adoptOrgMapping, syncOrg } from '../flow/org/sync-org.ts';
import { listStaff } from '../store/people.ts';
import { caseMoments, type Approve } from './case-moments.ts';
import { buildOrgMapping } from './company.ts';
import { departedMoments } from './departed-moments.ts';
import { deskMoments } from './desk-moments.ts';
import { consultationBefore } from './consultation.ts';
import { flexibleMoments } from './flexible-moments.ts';
import { officeMoments } from './office-moments.ts';
import { todayRecords } from './today-records.ts';
import { tuningMoments } from './tuning-moments.ts';
import { ordinaryDays } from './ordinary-days.ts';
import { HR, LEGAL, NEWCOMER, openIdOf } from './people.ts';
import { buildPlaces } from './places.ts';
import { quizMoments } from './quiz-moments.ts';
import { actorOf } from './staff.ts';
import { DEMO_ZONE, HISTORY_DAYS } from './start-time.ts';
import type { Moment } from './timeline.ts';
import { buildZones, zoneMoments } from './zones.ts';

export type { Approve } from './case-moments.ts';

const FOUNDED_DAYS_AGO = 21;
const ADOPTED_DAYS_AGO = 19;
const AHEAD_DAYS = 14;
/** Mornings before the start on which cards were published; earlier days hold none. */
const MORNINGS = 4;
/** Evenings before the start on which the day was judged; the first of them judges the uneventful week before in one go. */
const EVENINGS = 6;
/** Records put and answers given side by side. */
const AT_ONCE = 30;

/** How the company came to be three weeks before: org, places, assessment, policy, everybody's word but the newcomer's. */
export function foundingMoments(startAt: Date): { moments: Moment[]; keyOf: () => string } {
  const today = dayOf(startAt, DEMO_ZONE);
  const at = (daysAgo: number, clock: string): Date => instantOf(addDays(today, -daysAgo), clock, DEMO_ZONE);
  let key = '';
  return {
    keyOf: () => key,
    moments: [
      {
        at: at(FOUNDED_DAYS_AGO, '10:00'),
        run: async (deps) => {
          key = await foundCompany(deps, today);
        },
      },
      { at: at(ADOPTED_DAYS_AGO, '08:30'), run: assess },
      { at: at(ADOPTED_DAYS_AGO, '09:00'), run: adopt },
      { at: at(ADOPTED_DAYS_AGO, '11:00'), run: agree },
    ],
  };
}

/** Everything that happened before the demo begins, in no particular order. */
export function buildHistory(input: { startAt: Date; approve: Approve }): {
  moments: Moment[];
  keyOf: () => string;
} {
  const today = dayOf(input.startAt, DEMO_ZONE);
  const at = (daysAgo: number, clock: string): Date => instantOf(addDays(today, -daysAgo), clock, DEMO_ZONE);
  const founding = foundingMoments(input.startAt);
  const sweeps = Array.from({ length: EVENINGS }, (_, index) => [
    { at: at(index + 1, '19:40'), run: sweep },
    ...(index < MORNINGS ? [{ at: at(index, '09:05'), run: sweep }] : []),
  ]).flat();
  return {
    keyOf: founding.keyOf,
    moments: [
      ...founding.moments,
      ...ordinaryDays(input.startAt),
      ...todayRecords(input.startAt),
      ...zoneMoments(input.startAt),
      ...quizMoments(input.startAt),
      ...caseMoments(input),
      ...flexibleMoments(input),
      ...officeMoments(input.startAt),
      ...deskMoments(input.startAt),
      ...departedMoments(input.startAt),
      ...tuningMoments(input.startAt),
      ...sweeps.filter((moment) => moment.at < input.startAt),
      { at: input.startAt, run: sweep },
    ],
  };
}

async function foundCompany(deps: Deps, today: string): Promise<string> {
  await adoptOrgMapping(deps, buildOrgMapping(), 'live');
  await syncOrg(deps);
  await eachAtMost(AT_ONCE, buildPlaces(), async ({ externalId, record }) => {
    await putPlace(deps, externalId, record);
  });
  await eachAtMost(AT_ONCE, buildZones(), async ({ externalId, record }) => {
    await putZone(deps, externalId, record);
  });
  await pullSchedule(deps, { fromDay: addDays(today, -HISTORY_DAYS - 1), toDay: addDays(today, AHEAD_DAYS) });
  return await createApiKey(deps, { name: 'demo-records' });
}

/** HR conducts the impact assessment, legal stands for it: without one no detector runs. */
async function assess(deps: Deps): Promise<void> {
  const heldDay = dayOf(deps.now(), DEMO_ZONE);
  const detectors = DETECTORS.map(({ name }) => name);
  const body = { ...assessmentZh, detectors, heldDay, reviewDay: addDays(heldDay, 365) };
  const { id, version } = await draftAssessment(deps, await actorOf(HR), body);
  await approveAssessment(deps, await actorOf(LEGAL), { id, version });
}

async function adopt(deps: Deps): Promise<void> {
  const effectiveAt = deps.now();
  const consultationRecord = consultationBefore(dayOf(effectiveAt, DEMO_ZONE));
  const consultation = describeConsultation(consultationRecord);
  await adoptPolicy(deps, { ...DEFAULT_POLICY, consultation, consultationRecord, effectiveAt });
}

/** Everyone but the newcomer reads the policy and answers the notices; nobody is asked to agree to device signals. */
async function agree(deps: Deps): Promise<void> {
  const staff = (await listStaff()).filter((person) => person.openId !== openIdOf(NEWCOMER));
  await eachAtMost(AT_ONCE, staff, async (person) => {
    const actor = { personId: person.id, roles: person.roles };
    for (const { kind, version, hash } of NOTICES) {
      await answerConsent(deps, actor, { kind, version, hash, granted: kind !== 'device_risk' });
    }
    const mine = await findMyPolicy(deps, person.id);
    if (mine === null) throw new Error('the demo has no policy');
    const { version, hash } = mine.policy;
    await acknowledgePolicy(deps, actor, { version, hash, language: 'zh', readMs: 95_000 });
  });
}
