import { randomBytes } from 'node:crypto';
import { TenantSeedSchema } from '../contract/tenant.ts';
import type { Tenant, TenantChat, TenantDepartment, TenantUser } from '../contract/tenant.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { createJournal } from './journal.ts';
import type { Journal } from './journal.ts';
import { createLimits, documentedLimits } from './limits.ts';
import type { Limits } from './limits.ts';
import type { SandboxStore, Table } from './store.ts';
import type { PendingEvent, SandboxApproval, SandboxMessage, SandboxOptions, SandboxUrls } from './types.ts';

export type SandboxUser = TenantUser & { resigned: boolean };
type TokenRow = {
  token: string;
  kind: 'tenant' | 'app' | 'user';
  openId: string | null;
  expiresAtMs: number;
};
export type CodeRow = {
  code: string;
  openId: string;
  /** Null for a code of the client itself. */
  redirectUri: string | null;
  challenge: string | null;
  scope: string;
  expiresAtMs: number;
  used: boolean;
};
export type FlowRow = Record<string, unknown> & { record_id: string; user_id: string; check_time: string };
type UpdateTokenRow = {
  token: string;
  messageId: string;
  expiresAtMs: number;
  uses: number;
  replied: boolean;
};

/** Everything one simulated tenant holds, shared by the platform areas. */
export type TenantState = {
  options: SandboxOptions;
  urls: SandboxUrls;
  store: SandboxStore;
  facts: Table<Omit<Tenant, 'users' | 'departments' | 'chats'>>;
  users: Table<SandboxUser>;
  departments: Table<TenantDepartment>;
  chats: Table<TenantChat>;
  messages: Table<SandboxMessage>;
  images: Table<{ key: string; mime: string; bytes: Uint8Array }>;
  uuids: Table<{ id: string; atMs: number }>;
  reads: Table<number>;
  tokens: Table<TokenRow>;
  codes: Table<CodeRow>;
  updateTokens: Table<UpdateTokenRow>;
  /** JSAPI tickets by themselves, with the end of their life on the wall clock. */
  tickets: Table<number>;
  flows: Table<FlowRow>;
  approvals: Table<SandboxApproval>;
  subscriptions: Table<boolean>;
  events: Table<PendingEvent>;
  counters: Table<number>;
  /** Groups the bot was put out of. */
  botless: Table<boolean>;
  faults: Faults;
  limits: Limits;
  journal: Journal;
  /** When one of its people last did something in the chat, on the sandbox's own time. */
  acts: { lastMs: number };
  /** The sandbox's own time, in ms: messages, cards, approvals. */
  nowMs(): number;
  /** Real time in ms, and what tests turned it forward: tokens, codes and the retries of events. */
  wallMs(): number;
  turnWallClock(byMs: number): void;
};

export function createTenant(options: SandboxOptions, store: SandboxStore): TenantState {
  const { eventUrl, callbackUrl, appUrl } = options;
  const nowMs = (): number => options.clock.now().getTime();
  let aheadMs = 0;
  const state: TenantState = {
    options,
    urls: { eventUrl, callbackUrl, appUrl },
    store,
    facts: store.table('facts'),
    users: store.table('users'),
    departments: store.table('departments'),
    chats: store.table('chats'),
    messages: store.table('messages'),
    images: store.table('images'),
    uuids: store.table('uuids'),
    reads: store.table('reads'),
    tokens: store.table('tokens'),
    codes: store.table('codes'),
    updateTokens: store.table('update_tokens'),
    tickets: store.table('tickets'),
    flows: store.table('flows'),
    approvals: store.table('approvals'),
    subscriptions: store.table('subscriptions'),
    events: store.table('events'),
    counters: store.table('counters'),
    botless: store.table('botless'),
    faults: createFaults(),
    limits: createLimits(options.limits === undefined ? documentedLimits : options.limits),
    journal: createJournal(nowMs),
    acts: { lastMs: 0 },
    nowMs,
    wallMs: () => Date.now() + aheadMs,
    turnWallClock: (byMs) => {
      aheadMs += byMs;
    },
  };
  if (state.facts.get('tenant') === undefined) seedTenant(state);
  else renewDefinitions(state);
  return state;
}

/** Fills an empty store from the seed; throws when the seed is faulty. */
export function seedTenant(state: TenantState): void {
  const { users, departments, chats, ...facts } = TenantSeedSchema.parse(state.options.seed);
  for (const user of users) state.users.set(user.openId, { ...user, resigned: false });
  for (const department of departments) state.departments.set(department.departmentId, department);
  for (const chat of chats) state.chats.set(chat.chatId, chat);
  state.facts.set('tenant', facts);
}

/**
 * Approval definitions follow the program at each start, as if an administrator had redrawn them: they may have changed since the store was
 * filled.
 */
function renewDefinitions(state: TenantState): void {
  const facts = tenantFacts(state);
  const { approvalDefinitions: drawn } = TenantSeedSchema.parse(state.options.seed);
  const kept = facts.approvalDefinitions.filter((old) => !drawn.some(({ code }) => code === old.code));
  state.facts.set('tenant', { ...facts, approvalDefinitions: [...kept, ...drawn] });
}

export function tenantFacts(state: TenantState) {
  const facts = state.facts.get('tenant');
  if (facts === undefined) throw new Error('the sandbox tenant is not seeded');
  return facts;
}

type UserIdType = 'open_id' | 'user_id' | 'union_id';

export function findUser(state: TenantState, type: UserIdType, id: string): SandboxUser | undefined {
  if (type === 'open_id') return state.users.get(id);
  const field = type === 'user_id' ? 'userId' : 'unionId';
  return state.users.values().find((user) => user[field] === id);
}

export const idOf = (user: TenantUser, type: UserIdType): string =>
  type === 'open_id' ? user.openId : type === 'user_id' ? user.userId : user.unionId;

/** Whether the message is in a chat of this person, who still works here. */
export function maySee(
  state: TenantState,
  message: Pick<SandboxMessage, 'chatId' | 'receiverOpenId'>,
  openId: string,
): boolean {
  if (state.users.get(openId)?.resigned !== false) return false;
  if (message.receiverOpenId !== null) return message.receiverOpenId === openId;
  return state.chats.get(message.chatId)?.memberOpenIds.includes(openId) === true;
}

/** Next value of a counter that survives restarts. */
export function nextSeq(state: TenantState, name: string): number {
  const value = (state.counters.get(name) ?? 0) + 1;
  state.counters.set(name, value);
  return value;
}

export const randomId = (prefix: string): string => prefix + randomBytes(16).toString('hex');

/** The origin of our own server; null until its URL is known. */
export const appOrigin = (state: TenantState): string | null =>
  URL.canParse(state.urls.appUrl) ? new URL(state.urls.appUrl).origin : null;
