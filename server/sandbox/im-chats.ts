import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TenantChat } from '../contract/tenant.ts';
import { PlatformFault, readFields } from './fault.ts';
import { pageOf, PageSchema } from './paging.ts';
import type { Call, Route } from './router.ts';
import { findUser, idOf, randomId } from './tenant.ts';
import type { TenantState } from './tenant.ts';

const base = '/open-apis/im/v1/chats';
const uuidKeptMs = 36_000_000;
const IdTypeSchema = z.enum(['open_id', 'user_id', 'union_id']).default('open_id');
const CreateQuerySchema = z.object({ user_id_type: IdTypeSchema, uuid: z.string().max(50).optional() });
const CreateSchema = z.object({
  name: z.string().max(60).default('(无主题)'),
  owner_id: z.string().optional(),
  user_id_list: z.array(z.string()).max(50).default([]),
});

/** The 1:1 chat of a person with the bot. */
export const directChat = (openId: string): string =>
  `oc_${createHash('sha256').update(`direct:${openId}`).digest('hex').slice(0, 32)}`;

export function chatRoutes(state: TenantState): Route[] {
  return [
    { method: 'POST', path: base, auth: 'tenant', handle: (call) => createChat(state, call) },
    {
      method: 'GET',
      path: base,
      auth: 'tenant',
      handle: (call) => {
        const page = pageOf(
          state.chats.values(),
          readFields(PageSchema(100), Object.fromEntries(call.query)),
        );
        return {
          items: page.items.map((chat) => showChat(state, chat)),
          has_more: page.has_more,
          ...page.next,
        };
      },
    },
    {
      method: 'GET',
      path: `${base}/:id`,
      auth: 'tenant',
      handle: (call) => showChat(state, mustFindChat(state, call)),
    },
    {
      method: 'POST',
      path: `${base}/:id/members`,
      auth: 'tenant',
      handle: (call) => addMembers(state, call),
    },
    {
      method: 'GET',
      path: `${base}/:id/members`,
      auth: 'tenant',
      handle: (call) => listMembers(state, call),
    },
  ];
}

function createChat(state: TenantState, call: Call) {
  const query = readFields(CreateQuerySchema, Object.fromEntries(call.query));
  const body = readFields(CreateSchema, call.body);
  const made = query.uuid === undefined ? undefined : state.uuids.get(`chat:${query.uuid}`);
  const before =
    made === undefined || state.nowMs() - made.atMs > uuidKeptMs ? undefined : state.chats.get(made.id);
  if (before !== undefined) return showChat(state, before);
  const ids = [...new Set([...(body.owner_id === undefined ? [] : [body.owner_id]), ...body.user_id_list])];
  const memberOpenIds = ids.map((id) => mustFindMember(state, query.user_id_type, id));
  const chat: TenantChat = { chatId: randomId('oc_'), name: body.name, memberOpenIds };
  state.chats.set(chat.chatId, chat);
  if (query.uuid !== undefined)
    state.uuids.set(`chat:${query.uuid}`, { id: chat.chatId, atMs: state.nowMs() });
  return showChat(state, chat);
}

function addMembers(state: TenantState, call: Call) {
  const chat = mustFindChat(state, call);
  const { member_id_type: type } = readFields(
    z.object({ member_id_type: IdTypeSchema }),
    Object.fromEntries(call.query),
  );
  const { id_list: ids } = readFields(z.object({ id_list: z.array(z.string()).min(1).max(50) }), call.body);
  const users = ids.map((id) => ({ id, user: findUser(state, type, id) }));
  const added = users.flatMap(({ user }) => (user === undefined || user.resigned ? [] : [user.openId]));
  state.chats.set(chat.chatId, { ...chat, memberOpenIds: [...new Set([...chat.memberOpenIds, ...added])] });
  const unknown = users.filter(({ user }) => user === undefined).map(({ id }) => id);
  return { invalid_id_list: unknown, not_existed_id_list: [], pending_approval_id_list: [] };
}

function listMembers(state: TenantState, call: Call) {
  const chat = mustFindChat(state, call);
  const query = Object.fromEntries(call.query);
  const { member_id_type: type } = readFields(z.object({ member_id_type: IdTypeSchema }), query);
  const page = pageOf(chat.memberOpenIds, readFields(PageSchema(100), query));
  const items = page.items.flatMap((openId) => {
    const user = state.users.get(openId);
    return user === undefined ? [] : [{ member_id_type: type, member_id: idOf(user, type), name: user.name }];
  });
  return { items, has_more: page.has_more, ...page.next, member_total: chat.memberOpenIds.length };
}

function mustFindMember(state: TenantState, type: z.infer<typeof IdTypeSchema>, id: string): string {
  const user = findUser(state, type, id);
  if (user === undefined || user.resigned)
    throw new PlatformFault(232011, 'Operator or users are out of the tenant.');
  return user.openId;
}

function mustFindChat(state: TenantState, call: Call): TenantChat {
  const chat = state.chats.get(call.params['id'] ?? '');
  if (chat === undefined)
    throw new PlatformFault(232006, 'Your request specifies a chat_id which is invalid.');
  return chat;
}

const showChat = (state: TenantState, chat: TenantChat) => ({
  chat_id: chat.chatId,
  name: chat.name,
  chat_mode: 'group',
  chat_type: 'private',
  user_count: String(chat.memberOpenIds.length),
  bot_count: '1',
  tenant_key: state.facts.get('tenant')?.tenantKey ?? '',
  external: false,
});
