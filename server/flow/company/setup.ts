import { approvalKinds } from '../../contract/approval.ts';
import type { SetupCheck } from '../../contract/setup.ts';
import { peopleOn } from '../../domain/case/duty.ts';
import { isCurrent } from '../../domain/policy/assessment.ts';
import { findApprovedAssessments } from '../../store/assessments.ts';
import { countLiveApiKeys } from '../../store/api-keys.ts';
import { listCompetitors } from '../../store/competitors.ts';
import { isStoreReady, storeSkewMs } from '../../store/health.ts';
import { lastReceivedAt } from '../../store/inbox.ts';
import { getOrgMapping } from '../../store/org-mapping.ts';
import { listStaff } from '../../store/people.ts';
import { countPlaces } from '../../store/places.ts';
import { findPolicyAt } from '../../store/policies.ts';
import type { PullSource } from '../../store/pull-source-model.ts';
import { listPullSources } from '../../store/pull-sources.ts';
import { countSchedules } from '../../store/schedules.ts';
import { countDeliveries } from '../../store/webhook-deliveries.ts';
import { listWebhooks } from '../../store/webhooks.ts';
import { countZones } from '../../store/zones.ts';
import type { Deps } from '../deps.ts';
import { findMapSettings } from '../place/map-settings.ts';
import { companyToday } from '../policy/detector-switch.ts';
import { listDuty } from '../case/duty.ts';
import { findHealth } from '../health.ts';
import { isRecent } from '../is-recent.ts';
import { failingView } from '../pull/pull-record.ts';
import { findKeyChange } from '../secret/reseal.ts';
import { findReapplied } from '../tombstone/reapplied.ts';
import { loadPeriods } from '../rollout/rollout-mode.ts';
import { modeAt } from '../../domain/rollout/mode.ts';
import { check, counted, lacking, tested, unless, type Health } from './setup-check.ts';
import { findTestResults, type TestResults } from './setup-test.ts';
import { isSwept } from '../swept.ts';

/** Events come daily where people work; after a week of silence nobody can say that they still do. */
const EVENTS_MS = 7 * 24 * 3_600_000;
/** A clock that is further off than this makes signatures and sign-ins fail by and by. */
const MOST_SKEW_MS = 2_000;

/** Everything the product rests on, as far as the server can tell: only what was tried or seen to work is called ok. */
export async function listSetup(deps: Deps): Promise<SetupCheck[]> {
  const [tests, health] = await Promise.all([findTestResults(), findHealth()]);
  return [
    ...(await machine(deps, tests)),
    ...(await platform(deps, tests, health)),
    ...(await systems(deps, tests)),
    ...(await records()),
    ...(await rules(deps)),
  ];
}

async function machine(deps: Deps, tests: TestResults): Promise<SetupCheck[]> {
  const [isReady, isWorking, skewMs, change] = await Promise.all([
    isStoreReady(),
    isSwept(deps),
    storeSkewMs(),
    findKeyChange(deps),
  ]);
  const isFar = skewMs !== null && Math.abs(skewMs) > MOST_SKEW_MS;
  return [
    check('store', isReady ? 'ok' : 'failing'),
    check('queue', isWorking ? 'ok' : 'failing'),
    check('clock', skewMs === null ? 'untested' : isFar ? 'failing' : 'ok', {
      ...(isFar && { why: `${Math.round(skewMs / 1000)} s` }),
    }),
    tested('public_url', 'public_url', tests),
    check('secret_key', change === null ? 'not_used' : change.isResealed ? 'ok' : 'missing'),
    // A copy elsewhere, and whether it can be read back, nobody can see from here.
    check('backups', 'untested'),
    await takenBack(deps),
  ];
}

/** What a restore does not bring back, and when one last had to be kept from it. */
async function takenBack({ tombstones }: Deps): Promise<SetupCheck> {
  if (!tombstones) return check('taken_back', 'missing');
  const { last } = await findReapplied();
  return check('taken_back', 'ok', {
    count: tombstones.list().length,
    ...(last && { at: last.at.toISOString() }),
  });
}

async function platform(deps: Deps, tests: TestResults, health: Health): Promise<SetupCheck[]> {
  const [seenAt, staff, { regions }, today] = await Promise.all([
    lastReceivedAt(),
    listStaff(),
    getOrgMapping(),
    companyToday(deps),
  ]);
  const without = approvalKinds.filter((kind) => (deps.approvalCodes[kind] ?? '') === '');
  const shifts = await countSchedules(today);
  const eventState =
    seenAt === null ? 'missing' : isRecent(seenAt, deps.now(), EVENTS_MS) ? 'ok' : 'untested';
  const attendance = tested('attendance', 'attendance', tests);
  const unknown = staff.filter(({ engagement }) => engagement === 'unknown').length;
  return [
    unless('cards', health, tested('feishu', 'card', tests)),
    unless('events', health, check('events', eventState, { ...(seenAt && { at: seenAt.toISOString() }) })),
    unless('org-sync', health, tested('contacts', 'org', tests, { count: staff.length })),
    counted('org_mapping', regions.length),
    // Of whom nobody knows it, nothing may come but a talk.
    check('engagements', unknown > 0 ? 'missing' : 'ok', { ...(unknown > 0 && { count: unknown }) }),
    lacking(without, tested('approvals', 'approvals', tests)),
    // Shifts of today came from there.
    unless('schedules', health, shifts > 0 ? { ...attendance, state: 'ok', count: shifts } : attendance),
  ];
}

async function systems(deps: Deps, tests: TestResults): Promise<SetupCheck[]> {
  const [webhooks, keys, sources] = await Promise.all([
    listWebhooks(),
    countLiveApiKeys(),
    listPullSources(),
  ]);
  const on = webhooks.filter(({ isOn }) => isOn);
  const counts = await Promise.all(webhooks.map(({ id }) => countDeliveries(id)));
  const isBroken = webhooks.some(({ disabledAt, isOn }) => disabledAt !== undefined && !isOn);
  const isWaiting = counts.some(({ waiting, failed }) => waiting + failed > 0);
  const state = webhooks.length === 0 ? 'not_used' : isBroken ? 'failing' : isWaiting ? 'untested' : 'ok';
  return [
    deps.messages ? tested('messages', 'message', tests) : check('messages', 'not_used'),
    check('webhooks', state, { count: on.length }),
    pulls(sources),
    counted('api_keys', keys, 'not_used'),
    check('maps', (await findMapSettings()) ? 'untested' : 'not_used'),
  ];
}

/** One that fails outweighs those that work. */
function pulls(sources: readonly PullSource[]): SetupCheck {
  const on = sources.filter(({ isOn }) => isOn);
  const failing = on.flatMap((source) => {
    const how = failingView(source);
    return how ? [{ name: source.name, ...how }] : [];
  });
  if (sources.length === 0) return check('sources', 'not_used', { count: 0 });
  if (failing.length > 0) return check('sources', 'failing', { count: on.length, sources: failing });
  const last = on.flatMap((one) => (one.last ? [+one.last.endedAt] : []));
  const isOk = on.length > 0 && last.length === on.length;
  return check('sources', isOk ? 'ok' : 'untested', {
    count: on.length,
    ...(isOk && { at: new Date(Math.min(...last)).toISOString() }),
  });
}

async function records(): Promise<SetupCheck[]> {
  const [stores, customers, rivals, competitors, zones] = await Promise.all([
    countPlaces('own_store'),
    countPlaces('customer'),
    countPlaces('competitor'),
    listCompetitors(),
    countZones(),
  ]);
  return [
    counted('own_stores', stores),
    counted('customers', customers),
    counted('competitors', rivals + competitors.length),
    counted('zones', zones, 'not_used'),
  ];
}

async function rules(deps: Deps): Promise<SetupCheck[]> {
  const now = deps.now();
  const [policy, assessments, duty, today, periods, { regions }] = await Promise.all([
    findPolicyAt(now),
    findApprovedAssessments(),
    listDuty(),
    companyToday(deps),
    loadPeriods(),
    getOrgMapping(),
  ]);
  const judged = regions.filter(({ id }) => modeAt(periods({ regionId: id }), now) !== 'off').length;
  return [
    check('policy', policy && policy.effectiveAt <= now ? 'ok' : 'missing'),
    counted('assessment', assessments.filter((one) => isCurrent(one, today)).length),
    counted('duty', peopleOn(duty, today).length),
    counted('regions', judged),
  ];
}
