import { z } from 'zod';
import { punchNatively, readAttendance } from './attendance-punch.ts';
import type { Events } from './events.ts';
import { PlatformFault, readFields } from './fault.ts';
import { FaultSchema } from './faults.ts';
import { checkConfig, grantCode } from './jsapi.ts';
import { removePerson } from './org.ts';
import type { Call } from './router.ts';
import { tenantFacts } from './tenant.ts';
import type { SandboxUser, TenantState } from './tenant.ts';

type Tool = (me: SandboxUser, call: Call) => unknown;
const maxTurnMs = 7 * 3_600_000;
const PunchSchema = z.strictObject({
  riskResult: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
});

/** What the page's side views read, by name. */
export const readTools = (state: TenantState): Record<string, Tool> => ({
  org: () => readOrg(state),
  attendance: (me) => readAttendance(state, me),
  map: () => ({ places: tenantFacts(state).places ?? [] }),
  log: () => ({
    lines: state.journal.list().toReversed(),
    faults: state.faults.list(),
    limits: state.limits.get(),
    events: state.events
      .values()
      .map(({ id, type, attempts, nextAtMs, state: status }) => ({ id, type, attempts, nextAtMs, status })),
    chats: state.chats.values().map(({ chatId, name }) => ({
      chatId,
      name,
      isBotIn: state.botless.get(chatId) !== true,
    })),
    wallMs: state.wallMs(),
  }),
});

/** What the page's side views may do, by name. */
export const writeTools = (state: TenantState, events: Events): Record<string, Tool> => ({
  fault: (_me, call) => state.faults.add(readFields(FaultSchema, call.body)),
  'faults/clear': () => state.faults.clear(),
  bot: (_me, call) => {
    const { chatId, isIn } = readFields(z.strictObject({ chatId: z.string(), isIn: z.boolean() }), call.body);
    if (state.chats.get(chatId) === undefined) throw new PlatformFault(404, '没有这个群', { status: 404 });
    state.botless.set(chatId, !isIn);
  },
  resign: (_me, call) =>
    removePerson(state, events, readFields(z.strictObject({ openId: z.string() }), call.body).openId),
  'turn-wall-clock': async (_me, call) => {
    state.turnWallClock(readFields(z.strictObject({ ms: z.int().min(0).max(maxTurnMs) }), call.body).ms);
    await events.deliverDue();
  },
  punch: async (me, call) => {
    const { riskResult } = readFields(PunchSchema, call.body);
    punchNatively(state, events, { user: me, riskResult, locationName: '飞书考勤打卡' });
    await events.deliverDue();
  },
  'jsapi/config': (_me, call) => checkConfig(state, call),
  'jsapi/code': (me, call) => grantCode(state, me, call),
  'jsapi/log': (_me, call) => {
    const { api, outcome, tookMs } = readFields(
      z.strictObject({
        api: z.string().max(40),
        outcome: z.int().min(0),
        tookMs: z.number().min(0),
      }),
      call.body,
    );
    state.journal.add({
      kind: 'page_api',
      name: `tt.${api}`,
      status: outcome === 0 ? 200 : 0,
      code: outcome,
      tookMs: Math.round(tookMs),
      fault: null,
    });
  },
});

function readOrg(state: TenantState) {
  const users = state.users.values();
  return {
    departments: state.departments.values().map((one) => ({
      id: one.departmentId,
      parentId: one.parentId,
      name: one.name,
      leader: users.find((user) => user.userId === one.leaderUserId)?.name ?? null,
    })),
    users: users.map((user) => ({
      openId: user.openId,
      name: user.name,
      employeeNo: user.employeeNo,
      jobTitle: user.jobTitle,
      departmentIds: user.departmentIds,
      isResigned: user.resigned,
    })),
  };
}
