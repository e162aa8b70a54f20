import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { approvalRoutes } from './approval.ts';
import { mustFindInstance } from './approval-input.ts';
import { approvalEndings, decide, transfer } from './approval-steps.ts';
import { punchNatively } from './attendance-punch.ts';
import { attendanceRoutes } from './attendance.ts';
import { flowRoutes } from './attendance-flows.ts';
import { authRoutes } from './auth.ts';
import { pressCard } from './callbacks.ts';
import { cardUpdateRoutes } from './card-update.ts';
import { contactRoutes } from './contact.ts';
import { crmRoutes } from './crm.ts';
import { mapServiceRoutes } from './map-services.ts';
import { tableRoutes } from './tables.ts';
import { createEvents } from './events.ts';
import type { Events } from './events.ts';
import { chatRoutes } from './im-chats.ts';
import { imageRoutes } from './im-images.ts';
import { messageRoutes } from './im.ts';
import { oauthRoutes } from './oauth.ts';
import { changeOrg, removePerson } from './org.ts';
import type { OrgChange } from './org.ts';
import { pageRoutes } from './page-routes.ts';
import type { Route } from './router.ts';
import { createHandler } from './serve.ts';
import { openStore } from './store.ts';
import { createTenant, seedTenant } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { CardPress, SandboxOptions, SandboxUrls } from './types.ts';
import type { Sandbox } from './sandbox.ts';

export { documentedLimits } from './limits.ts';
export type { Sandbox } from './sandbox.ts';
export type * from './types.ts';

/** Starts the tenant; the real SDK talks to it through `domain: sandbox.url`. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = openStore(options.dir);
  const state = createTenant(options, store);
  const events = createEvents(state);
  const handle = createHandler({ state, routes: platformRoutes(state, events) });
  const server = createServer((req, res) => {
    if (options.answerFirst?.(req, res) !== true) handle(req, res).catch(() => res.destroy());
  });
  const url = await listen(server, options.port);
  events.kick();
  return {
    url,
    close: async () => {
      await events.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
    reset: () => {
      state.faults.clear();
      state.journal.clear();
      store.clear();
      seedTenant(state);
    },
    ...actions(state, events),
  };
}

function actions(state: TenantState, events: Events) {
  const bySeq = <T extends { seq: number }>(rows: T[]): T[] => rows.sort((a, b) => a.seq - b.seq);
  return {
    setUrls: (urls: Partial<SandboxUrls>): void => {
      Object.assign(state.urls, urls);
      events.kick();
    },
    messages: () => bySeq(state.messages.values()),
    approvals: () => bySeq(state.approvals.values()),
    flows: () => state.flows.values(),
    events: () => bySeq(state.events.values()),
    deliverNow: () => events.deliverNow(),
    pressButton: (press: CardPress) => pressCard(state, events, press),
    ...approvalActions(state, events),
    setOrg: (change: OrgChange) => changeOrg(state, events, change),
    punch: async (given: Parameters<Sandbox['punch']>[0]): Promise<void> => {
      const user = state.users.get(given.openId);
      if (user === undefined) throw new Error(`nobody is ${given.openId}`);
      const { riskResult = 0, locationName = '门店' } = given;
      punchNatively(state, events, { user, riskResult, locationName });
      await events.deliverDue();
    },
    removeUser: (openId: string) => removePerson(state, events, openId),
    failNext: state.faults.refuse,
    addFault: state.faults.add,
    clearFaults: state.faults.clear,
    faults: state.faults.list,
    setBotInChat: (chatId: string, isIn: boolean): void => state.botless.set(chatId, !isIn),
    setLimits: state.limits.set,
    turnWallClock: (byMs: number): Promise<void> => {
      state.turnWallClock(byMs);
      return events.deliverDue();
    },
    journal: state.journal.list,
  };
}

const approvalActions = (state: TenantState, events: Events) => ({
  approve: async (given: Parameters<Sandbox['approve']>[0]): Promise<void> => {
    const instance = mustFindInstance(state, given.instanceCode);
    decide(state, events, { ...given, instance, comment: given.comment ?? null });
    await events.deliverNow();
  },
  transfer: async (given: Parameters<Sandbox['transfer']>[0]): Promise<void> => {
    const instance = mustFindInstance(state, given.instanceCode);
    transfer(state, events, { ...given, instance, comment: given.comment ?? null });
    await events.deliverNow();
  },
  endApproval: async ({ instanceCode, how }: Parameters<Sandbox['endApproval']>[0]): Promise<void> => {
    approvalEndings[how](state, events, mustFindInstance(state, instanceCode));
    await events.deliverNow();
  },
});

const platformRoutes = (state: TenantState, events: Events): Route[] => [
  ...authRoutes(state),
  ...oauthRoutes(state),
  ...contactRoutes(state),
  ...attendanceRoutes(state),
  ...flowRoutes(state),
  ...messageRoutes(state),
  ...chatRoutes(state),
  ...imageRoutes(state),
  ...cardUpdateRoutes(state),
  ...approvalRoutes(state, events),
  ...crmRoutes(state),
  ...mapServiceRoutes,
  ...tableRoutes(state),
  ...pageRoutes(state, events),
];

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox has no TCP address');
  return `http://127.0.0.1:${address.port}`;
}
