import { z } from 'zod';
import { PlatformFault, readFields } from './fault.ts';
import { parseContent } from './im-content.ts';
import { directChat } from './im-chats.ts';
import { replaceCard } from './replace-card.ts';
import type { Call, Route } from './router.ts';
import { findUser, nextSeq, randomId } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { SandboxMessage } from './types.ts';

const base = '/open-apis/im/v1/messages';
const uuidKeptMs = 3_600_000;
const patchKeptMs = 14 * 86_400_000;
const IdTypeSchema = z.enum(['open_id', 'user_id', 'union_id', 'chat_id', 'email']);
const CreateSchema = z.object({
  receive_id: z.string().min(1),
  msg_type: z.string().min(1),
  content: z.string().min(1),
  uuid: z.string().max(50).optional(),
});
const ReplySchema = CreateSchema.omit({ receive_id: true });

/** Messages of the bot: create, reply, patch, read, urgent. */
export function messageRoutes(state: TenantState): Route[] {
  return [
    { method: 'POST', path: base, auth: 'tenant', handle: (call) => createMessage(state, call) },
    {
      method: 'POST',
      path: `${base}/:id/reply`,
      auth: 'tenant',
      handle: (call) => replyMessage(state, call),
    },
    { method: 'PATCH', path: `${base}/:id`, auth: 'tenant', handle: (call) => patchMessage(state, call) },
    {
      method: 'GET',
      path: `${base}/:id`,
      auth: 'tenant',
      handle: (call) => ({ items: [showMessage(state, mustFindMessage(state, call))] }),
    },
    { method: 'PATCH', path: `${base}/:id/urgent_app`, auth: 'tenant', handle: (call) => urge(state, call) },
  ];
}

function createMessage(state: TenantState, call: Call) {
  const { receive_id_type: type } = readFields(
    z.object({ receive_id_type: IdTypeSchema }),
    Object.fromEntries(call.query),
  );
  const body = readFields(CreateSchema, call.body);
  const to = findReceiver(state, type, body.receive_id);
  return sendMessage(state, { ...to, ...body, parentId: null });
}

function replyMessage(state: TenantState, call: Call) {
  const parent = mustFindMessage(state, call);
  const body = readFields(ReplySchema, call.body);
  const { chatId, receiverOpenId } = parent;
  return sendMessage(state, { chatId, receiverOpenId, ...body, parentId: parent.messageId });
}

type Draft = z.infer<typeof ReplySchema> & Pick<SandboxMessage, 'chatId' | 'receiverOpenId' | 'parentId'>;

function sendMessage(state: TenantState, draft: Draft) {
  const now = state.nowMs();
  const sent = draft.uuid === undefined ? undefined : state.uuids.get(`message:${draft.uuid}`);
  const before = sent === undefined || now - sent.atMs > uuidKeptMs ? undefined : state.messages.get(sent.id);
  if (before !== undefined) return showMessage(state, before);
  state.limits.ofChat(draft.chatId);
  const card = parseContent(state, draft.msg_type, draft.content);
  const message: SandboxMessage = {
    messageId: randomId('om_'),
    seq: nextSeq(state, 'message'),
    chatId: draft.chatId,
    receiverOpenId: draft.receiverOpenId,
    msgType: draft.msg_type,
    content: draft.content,
    card,
    parentId: draft.parentId,
    createdAtMs: now,
    updatedAtMs: now,
    askedAtMs: now,
    patches: 0,
    pressedBy: [],
    urgentFor: [],
    uuid: draft.uuid ?? null,
  };
  state.messages.set(message.messageId, message);
  if (draft.uuid !== undefined)
    state.uuids.set(`message:${draft.uuid}`, { id: message.messageId, atMs: now });
  return showMessage(state, message);
}

function findReceiver(state: TenantState, type: z.infer<typeof IdTypeSchema>, id: string) {
  if (type === 'chat_id') {
    const direct = state.users.values().find((user) => directChat(user.openId) === id);
    if (state.botless.get(id) === true || (direct === undefined && state.chats.get(id) === undefined))
      throw new PlatformFault(230002, 'Bot/User can NOT be out of the chat.');
    return { chatId: id, receiverOpenId: direct?.openId ?? null };
  }
  const user =
    type === 'email' ? state.users.values().find((one) => one.email === id) : findUser(state, type, id);
  if (user === undefined && type === 'open_id')
    throw new PlatformFault(
      99992351,
      'The request you send is not a valid {open_id} or not exists, invalid ids',
    );
  if (user === undefined)
    throw new PlatformFault(
      230001,
      'Your request contains an invalid request parameter, ext=invalid receive_id',
    );
  if (user.resigned) throw new PlatformFault(230013, 'Bot has NO availability to this user.');
  return { chatId: directChat(user.openId), receiverOpenId: user.openId };
}

function patchMessage(state: TenantState, call: Call): Record<string, never> {
  const message = mustFindMessage(state, call);
  if (state.botless.get(message.chatId) === true)
    throw new PlatformFault(230002, 'Bot/User can NOT be out of the chat.');
  const { content } = readFields(z.object({ content: z.string().min(1) }), call.body);
  if (message.msgType !== 'interactive')
    throw new PlatformFault(
      230001,
      'Your request contains an invalid request parameter, ext=This message is NOT a card.',
    );
  if (state.nowMs() - message.createdAtMs > patchKeptMs)
    throw new PlatformFault(230031, 'The message has exceeded the 14-day update limit.');
  state.limits.ofChat(message.messageId);
  const card = parseContent(state, 'interactive', content);
  replaceCard(state, message, { content, card });
  return {};
}

function urge(state: TenantState, call: Call) {
  const message = mustFindMessage(state, call);
  const { user_id_type: type } = readFields(
    z.object({ user_id_type: z.enum(['open_id', 'user_id', 'union_id']) }),
    Object.fromEntries(call.query),
  );
  const { user_id_list: ids } = readFields(
    z.object({ user_id_list: z.array(z.string()).min(1).max(200) }),
    call.body,
  );
  const users = ids.map((id) => ({ id, user: findUser(state, type, id) }));
  const urgentFor = users.flatMap(({ user }) => (user === undefined ? [] : [user.openId]));
  state.messages.set(message.messageId, {
    ...message,
    urgentFor: [...new Set([...message.urgentFor, ...urgentFor])],
  });
  return { invalid_user_id_list: users.filter(({ user }) => user === undefined).map(({ id }) => id) };
}

function mustFindMessage(state: TenantState, call: Call): SandboxMessage {
  const message = state.messages.get(call.params['id'] ?? '');
  if (message === undefined)
    throw new PlatformFault(
      230001,
      'Your request contains an invalid request parameter, ext=invalid message_id',
    );
  return message;
}

function showMessage(state: TenantState, message: SandboxMessage) {
  const { options } = state;
  return {
    message_id: message.messageId,
    ...(message.parentId === null ? {} : { parent_id: message.parentId, root_id: message.parentId }),
    msg_type: message.msgType,
    create_time: String(message.createdAtMs),
    update_time: String(message.updatedAtMs),
    deleted: false,
    updated: message.patches > 0,
    chat_id: message.chatId,
    sender: {
      id: options.appId,
      id_type: 'app_id',
      sender_type: 'app',
      tenant_key: state.facts.get('tenant')?.tenantKey ?? '',
    },
    body: { content: message.content },
  };
}
