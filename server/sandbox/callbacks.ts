import { z } from 'zod';
import type { Card } from '../contract/card.ts';
import { applyCard } from './card-update.ts';
import { findComponent, readFormValue } from './card-press.ts';
import { postEnvelope } from './envelope.ts';
import { createHeader } from './events.ts';
import type { Events } from './events.ts';
import { PlatformFault } from './fault.ts';
import { maySee, randomId, tenantFacts } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { CallbackReply, CardPress, SandboxMessage } from './types.ts';

const replyTimeoutMs = 3000;
const updateTokenLifeMs = 1_800_000;
const ReplySchema = z.object({
  toast: z
    .object({
      type: z.enum(['info', 'success', 'error', 'warning']).default('info'),
      content: z.string().default(''),
      i18n: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  card: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('raw'), data: z.record(z.string(), z.unknown()) }),
      z.object({ type: z.literal('template'), data: z.object({ template_id: z.string() }) }),
    ])
    .optional(),
});

/** Codes a client shows when a callback fails; the platform never pushes a callback again. */
const clientCodes = {
  notConfigured: 200340,
  timeout: 200341,
  badStatus: 200671,
  badBody: 200672,
  badCard: 200673,
};

/** One person presses a component; throws when the client itself would not let them. */
export async function pressCard(
  state: TenantState,
  events: Events,
  press: CardPress,
): Promise<CallbackReply> {
  const message = mustSeeMessage(state, press);
  state.acts.lastMs = state.nowMs();
  const component = findComponent(message.card, press);
  const token = randomId('c-');
  const event = {
    operator: operatorOf(state, press.openId),
    token,
    action: {
      ...component.action,
      ...(component.form === null
        ? {}
        : { form_value: readFormValue(component.form, press.formValue ?? {}) }),
      ...(press.option === undefined ? {} : { option: press.option }),
      timezone: 'Asia/Shanghai',
    },
    host: 'im_message',
    context: { open_message_id: message.messageId, open_chat_id: message.chatId },
  };
  const expiresAtMs = state.wallMs() + updateTokenLifeMs;
  state.updateTokens.set(token, {
    token,
    messageId: message.messageId,
    expiresAtMs,
    uses: 0,
    replied: false,
  });
  const header = createHeader(state, 'card.action.trigger', String(state.nowMs() * 1000));
  const reply = await askServer(state, events, { schema: '2.0', header, event });
  markAnswered(state, { token, press, failed: reply.clientCode !== 0 });
  return reply.card === undefined ? { ...reply, cardUpdated: false } : showCard(state, message, reply);
}

function mustSeeMessage(state: TenantState, press: CardPress): SandboxMessage & { card: Card } {
  const message = state.messages.get(press.messageId);
  if (message === undefined || message.card === null) throw new PlatformFault(230001, '没有这张卡片');
  const { card } = message;
  if (!maySee(state, message, press.openId))
    throw new PlatformFault(230027, '这个人看不到这条消息', { status: 403 });
  return { ...message, card };
}

function operatorOf(state: TenantState, openId: string) {
  const user = state.users.get(openId);
  return {
    tenant_key: tenantFacts(state).tenantKey,
    open_id: openId,
    user_id: user?.userId ?? '',
    union_id: user?.unionId ?? '',
  };
}

type ServerReply = Omit<CallbackReply, 'cardUpdated'> & { card?: Record<string, unknown> };

async function askServer(state: TenantState, events: Events, json: unknown): Promise<ServerReply> {
  const { callbackUrl } = state.urls;
  const failed = (clientCode: number): ServerReply => ({ clientCode, toast: null });
  if (callbackUrl === '' || !(await events.verified(callbackUrl))) return failed(clientCodes.notConfigured);
  const startedMs = performance.now();
  const note = (status: number): void =>
    state.journal.add({
      kind: 'callback',
      name: 'card.action.trigger',
      status,
      code: null,
      tookMs: Math.round(performance.now() - startedMs),
      fault: null,
    });
  let reply;
  try {
    reply = await postEnvelope(state, callbackUrl, { json, signed: true, timeoutMs: replyTimeoutMs });
    note(reply.status);
  } catch (error) {
    note(0);
    const late = error instanceof Error && error.name === 'TimeoutError';
    return failed(late ? clientCodes.timeout : clientCodes.badStatus);
  }
  if (reply.status !== 200) return failed(clientCodes.badStatus);
  const body = ReplySchema.safeParse(parseJson(reply.text));
  if (!body.success) return failed(clientCodes.badBody);
  const { toast, card } = body.data;
  if (card?.type === 'template') return failed(clientCodes.badCard);
  const shown =
    toast === undefined ? null : { type: toast.type, content: toast.i18n?.['zh_cn'] ?? toast.content };
  return { clientCode: 0, toast: shown, ...(card === undefined ? {} : { card: card.data }) };
}

function markAnswered(state: TenantState, given: { token: string; press: CardPress; failed: boolean }): void {
  const row = state.updateTokens.get(given.token);
  if (row !== undefined) state.updateTokens.set(row.token, { ...row, replied: true });
  const message = state.messages.get(given.press.messageId);
  if (given.failed || message === undefined) return;
  const pressedBy = [...new Set([...message.pressedBy, given.press.openId])];
  state.messages.set(message.messageId, { ...message, pressedBy });
}

function showCard(state: TenantState, message: SandboxMessage, reply: ServerReply): CallbackReply {
  try {
    applyCard(state, message.messageId, reply.card);
    return { clientCode: 0, toast: reply.toast, cardUpdated: true };
  } catch {
    return { clientCode: clientCodes.badCard, toast: null, cardUpdated: false };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
