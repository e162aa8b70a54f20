import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFeishu } from '../../server/feishu/index.ts';
import { pollApprovals } from '../../server/flow/approval/approval-events.ts';
import { declareSideJob } from '../../server/flow/declare/declare.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { findHealth } from '../../server/flow/health.ts';
import { syncOrg } from '../../server/flow/org/sync-org.ts';
import { pullAttendance } from '../../server/flow/punch/upcoming.ts';
import { relay } from '../../server/flow/relay.ts';
import type { Fault, Sandbox } from '../../server/sandbox/index.ts';
import { listAuditOf } from '../../server/store/audit.ts';
import { getOrgMapping, saveOrgMapping } from '../../server/store/org-mapping.ts';
import { findUnfinished } from '../../server/store/outbox.ts';
import { listPeople } from '../../server/store/people.ts';
import { findDaySchedules } from '../../server/store/schedules.ts';
import { keepLog } from '../feishu/support.ts';
import { appId, appSecret, startSandbox } from '../sandbox/support.ts';
import { useDatabase } from '../support/db.ts';
import { repeat } from '../support/runs.ts';
import { buildPerson, createCompany, DAY, dwell, type Company } from './company.ts';
import { buildCompanyTenant } from './company-tenant.ts';

useDatabase();

const MINUTE_MS = 60_000;
const PATHS = [
  '/open-apis/contact/v3/users',
  '/open-apis/contact/v3/departments',
  '/open-apis/attendance',
  '/open-apis/attendance/v1/user_flows',
  '/open-apis/approval',
  '/open-apis/im',
  '/open-apis/',
] as const;
const CROWD = 120;
const at = (no: number) => ({
  openId: `ou_m${no}`,
  userId: `um${no}`,
  unionId: `on_m${no}`,
  name: `员工${no}`,
  employeeNo: `M${no}`,
  employeeType: 1,
  jobTitle: '员工',
  departmentIds: ['d-east'],
});
const seed = (() => {
  const { users, ...rest } = buildCompanyTenant();
  const all = [...users, ...Array.from({ length: CROWD }, (_, no) => at(no))];
  const weekly = all.map(({ userId }) => ({ userId, shiftId: 's-day', weekdays: [1, 2, 3, 4, 5] }));
  return { ...rest, users: all, weekly };
})();

const where = { path: fc.constantFrom(...PATHS), times: fc.integer({ min: 1, max: 5 }) };
const fault: fc.Arbitrary<(sandbox: Sandbox) => void> = fc.oneof(
  fc
    .oneof<fc.Arbitrary<Fault>[]>(
      fc.record({
        kind: fc.constant('rate_limit' as const),
        ...where,
        resetS: fc.constantFrom(null, 0, 60),
      }),
      fc.record({ kind: fc.constant('server_error' as const), ...where }),
      fc.record({ kind: fc.constant('hang' as const), ...where, ms: fc.constant(1_000) }),
      fc.record({ kind: fc.constantFrom('drop_reply', 'cut_reply', 'token_revoked'), ...where }),
      fc.record({ kind: fc.constantFrom('half_page', 'old_page_token'), ...where }),
      fc.record({ kind: fc.constant('slipped_page' as const), ...where, rows: fc.constantFrom(-7, 1, 2) }),
    )
    .map((one) => (sandbox: Sandbox) => sandbox.addFault(one)),
  fc
    .record({ ...where, code: fc.constantFrom(99_991_400, 99_991_663, 230_020), status: fc.constant(400) })
    .map((one) => (sandbox: Sandbox) => sandbox.failNext(one)),
);
const STEPS = {
  directory: syncOrg,
  attendance: pullAttendance,
  approvals: (deps: Deps) => pollApprovals(deps),
  cards: relay,
} as const;
type Step = keyof typeof STEPS;
const steps: readonly Step[] = ['directory', 'attendance', 'approvals', 'cards'];
const plan = fc.record({
  gone: fc.uniqueArray(fc.nat(CROWD - 1), { maxLength: 3 }),
  joined: fc.nat(2),
  rounds: fc.array(
    fc.record({
      faults: fc.array(fault, { minLength: 1, maxLength: 4 }),
      order: fc.shuffledSubarray([...steps], { minLength: 3 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

async function found(sandbox: Sandbox): Promise<Company> {
  sandbox.clearFaults();
  sandbox.reset();
  const { logger } = keepLog();
  const urls = { baseUrl: sandbox.url, accountsUrl: sandbox.url };
  const company = await createCompany(
    createFeishu({ appId, appSecret, ...urls, logger, timeoutMs: 400, unpaced: true }),
  );
  const region = { id: 'pudong', name: '浦东', departmentId: 'od-east', groupChatId: 'oc_pudong' };
  const roleRules = [
    { role: 'area_manager' as const, openId: 'ou_wang' },
    { role: 'hr' as const, openId: 'ou_li' },
  ];
  await saveOrgMapping({ ...(await getOrgMapping()), regions: [region], roleRules });
  await syncOrg(company.deps);
  await pullAttendance(company.deps);
  return company;
}

/** What there is to do, and then what a tenant in a storm lets be done of it. */
async function weather(sandbox: Sandbox, { gone, joined, rounds }: Plan) {
  const company = await found(sandbox);
  const { deps } = company;
  for (const no of gone) sandbox.removeUser(at(no).openId);
  sandbox.setOrg({ users: Array.from({ length: joined }, (_, no) => at(CROWD + no)) });
  const mayLeave = new Set(gone.map((no) => at(no).openId));
  await dwell('zhang', { from: '10:00', to: '11:20' });
  await detectPerson(deps, 'zhang');
  await declareSideJob(deps, buildPerson({ id: 'zhang' }), {
    id: '019aaf00-0000-7000-8000-000000000001',
    kind: 'employed',
    placeExternalId: 'rival',
    weekdays: [4],
    startTime: '09:30',
    endTime: '12:00',
    fromDay: '2026-11-01',
    toDay: '2026-12-31',
  });
  for (const { faults, order } of rounds) {
    for (const add of faults) add(sandbox);
    for (const step of order) {
      await STEPS[step](deps).catch(() => undefined);
      const left = (await listPeople()).filter(({ isActive }) => !isActive);
      expect(left.map(({ openId }) => openId).filter((openId) => !mayLeave.has(openId))).toEqual([]);
    }
    company.setNow(new Date(+deps.now() + 16 * MINUTE_MS));
  }
  sandbox.clearFaults();
  for (let round = 0; round < 3; round += 1) {
    for (const step of steps) await STEPS[step](deps);
    company.setNow(new Date(+deps.now() + 16 * MINUTE_MS));
  }
  return stateOf(sandbox);
}

async function stateOf(sandbox: Sandbox) {
  const people = await listPeople();
  const moves = await listAuditOf(people.map(({ id }) => `people:${id}`));
  const health = await findHealth();
  return {
    active: people
      .filter(({ isActive }) => isActive)
      .map(({ openId, regionId }) => `${openId} ${regionId}`)
      .toSorted(),
    moves: moves.map(({ entry }) => `${entry.action} ${entry.to}`).toSorted(),
    shifts: (await findDaySchedules([DAY, '2026-11-27'])).length,
    failing: Object.entries(health).flatMap(([part, { code }]) => (code === undefined ? [] : [part])),
    unfinished: await findUnfinished(new Date('2100-01-01'), 10),
    messages: sandbox
      .messages()
      .map(({ chatId, receiverOpenId }) => receiverOpenId ?? chatId)
      .toSorted(),
    approvals: sandbox.approvals().map(({ status }) => status),
  };
}

it(
  'storms: whatever the platform does in between, in the end everything is done, once, and nobody is taken for gone',
  { timeout: 3_600_000 },
  async () => {
    const { sandbox } = await startSandbox({ seed, limits: null });
    try {
      await fc.assert(
        fc.asyncProperty(plan, async (one) => {
          const calm = await weather(sandbox, { ...one, rounds: [] });
          expect(calm).toMatchObject({ failing: [], unfinished: [], approvals: ['PENDING'] });
          expect(calm.messages.length).toBeGreaterThan(0);
          expect(await weather(sandbox, one)).toEqual(calm);
        }),
        repeat(2),
      );
    } finally {
      await sandbox.close();
    }
  },
);
