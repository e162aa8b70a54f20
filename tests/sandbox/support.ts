import * as lark from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import type { TenantSeed } from '../../server/contract/tenant.ts';
import { createSandbox } from '../../server/sandbox/index.ts';
import type { Sandbox, SandboxOptions } from '../../server/sandbox/index.ts';
import { appId, appSecret, encryptKey, verificationToken } from './keys.ts';

export { appId, appSecret, encryptKey, verificationToken };

const noon = new Date('2026-11-23T04:00:00.000Z');

const person = (no: number, name: string, extra: Partial<TenantSeed['users'][number]> = {}) => ({
  openId: `ou_p${no}`,
  userId: `u${no}`,
  unionId: `on_p${no}`,
  name,
  employeeNo: `E00${no}`,
  employeeType: 1,
  jobTitle: '导购',
  departmentIds: ['d-east'],
  ...extra,
});

/** A small tenant: a manager, a promoter, two of HR; extra promoters to page through. */
export function buildSeed(overrides: Partial<TenantSeed> = {}): TenantSeed {
  return {
    tenantKey: 'tenant-test',
    name: '测试公司',
    departments: [
      { departmentId: 'd-root', openDepartmentId: 'od-root', name: '总部', parentId: '0' },
      {
        departmentId: 'd-east',
        openDepartmentId: 'od-east',
        name: '浦东区域',
        parentId: 'd-root',
        leaderUserId: 'u1',
      },
    ],
    users: [
      person(1, '王强', { jobTitle: '区域经理' }),
      person(2, '张敏', { leaderUserId: 'u1', joinDay: '2024-03-01', email: 'min@example.com' }),
      person(3, '李华', { jobTitle: 'HR', departmentIds: ['d-root'] }),
      person(4, '赵磊', { jobTitle: 'HR 主管', departmentIds: ['d-root'] }),
      ...Array.from({ length: 20 }, (_, i) => person(100 + i, `导购${i + 1}`)),
    ],
    chats: [{ chatId: 'oc_east', name: '浦东区域经理群', memberOpenIds: ['ou_p1', 'ou_p3'] }],
    shifts: [
      {
        shiftId: 's-day',
        name: '早班',
        onTime: '09:00',
        offTime: '18:00',
        rests: [{ start: '12:00', end: '13:00' }],
      },
      { shiftId: 's-late', name: '晚班', onTime: '18:00', offTime: '26:00', rests: [] },
    ],
    dailyShifts: [{ userId: 'u2', day: '2026-11-25', shiftId: 's-late' }],
    weekly: [{ userId: 'u2', shiftId: 's-day', weekdays: [1, 2, 3, 4, 5] }],
    approvals: [
      {
        userId: 'u2',
        kind: 'leave',
        startAt: '2026-11-24T09:00:00+08:00',
        endAt: '2026-11-24T12:00:00+08:00',
        reason: '看病',
      },
    ],
    approvalDefinitions: [
      {
        code: 'DEF-1',
        name: '处分审批',
        widgets: [
          { id: 'case_no', name: '案件编号', type: 'input', required: true },
          { id: 'reason', name: '理由', type: 'textarea' },
        ],
        nodes: [{ nodeId: 'approver', name: '第二审批人' }],
      },
    ],
    personas: [
      { openId: 'ou_p1', title: '王经理', hint: '管浦东区域的导购' },
      { openId: 'ou_p2', title: '张导购', hint: '在浦东门店上班' },
      { openId: 'ou_p3', title: '李HR', hint: '联系员工、核实情况' },
      { openId: 'ou_p4', title: '赵主管', hint: '第二审批人' },
    ],
    tour: [
      { title: '看预警', text: '王经理在群里看到一张待核实的卡片。' },
      { title: '作出安排', text: '点“是我安排的”，或请员工说明。' },
    ],
    sketch: {
      title: '世纪大道一带',
      items: [
        { kind: 'own_store', label: '本店', xM: 0, yM: 0, radiusM: 60 },
        { kind: 'competitor', label: '竞品店', xM: 320, yM: 120, radiusM: 50 },
        { kind: 'stay', label: '停留 45 分钟', xM: 300, yM: 100, radiusM: 80 },
      ],
    },
    ...overrides,
  };
}

export type TestClock = SandboxOptions['clock'] & { at: Date };
function buildClock(start = noon): TestClock {
  const clock: TestClock = {
    at: start,
    now: () => clock.at,
    advanceTo: (at) => {
      clock.at = at;
      return Promise.resolve();
    },
  };
  return clock;
}

export async function startSandbox(overrides: Partial<SandboxOptions> = {}) {
  const clock = buildClock();
  const sandbox = await createSandbox({
    port: 0,
    dir: null,
    seed: buildSeed(),
    clock,
    appId,
    appSecret,
    encryptKey,
    verificationToken,
    eventUrl: '',
    callbackUrl: '',
    appUrl: 'http://127.0.0.1:1',
    ...overrides,
  });
  return { sandbox, clock, client: buildClient(sandbox) };
}

/** The real SDK with a token cache of its own, as every test has its own tenant. */
export function buildClient(sandbox: Sandbox, secret = appSecret): lark.Client {
  const kept = new Map<string, unknown>();
  return new lark.Client({
    appId,
    appSecret: secret,
    domain: sandbox.url,
    loggerLevel: lark.LoggerLevel.error,
    logger: { error() {}, warn() {}, info() {}, debug() {}, trace() {} },
    cache: {
      get: (key) => Promise.resolve(kept.get(String(key))),
      set: (key, value) => {
        kept.set(String(key), value);
        return Promise.resolve(true);
      },
    },
  });
}

const RefusalSchema = z.object({
  response: z.object({ status: z.number(), data: z.object({ code: z.number(), msg: z.string() }) }),
});

/** The reply of an API the SDK refuses to resolve: HTTP status and platform code. */
export async function refusal(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    const { response } = RefusalSchema.parse(error);
    return { status: response.status, ...response.data };
  }
  throw new Error('the call was not refused');
}
