import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { mustFindInstance } from './approval-input.ts';
import { approvalEndings, decide, transfer } from './approval-steps.ts';
import { pressCard } from './callbacks.ts';
import { assetRoutes } from './page-assets.ts';
import { openLabels } from './card-press.ts';
import { createClockButtons } from './clock-buttons.ts';
import type { Events } from './events.ts';
import { PlatformFault, readFields } from './fault.ts';
import { shellPage } from './page-shell.ts';
import { endingsOf, readPageState } from './page-state.ts';
import { readTools, writeTools } from './page-tools.ts';
import { personCookie, personFromCookie } from './person-cookie.ts';
import { flatJson, Raw } from './router.ts';
import type { Call, Route } from './router.ts';
import { maySee, tenantFacts } from './tenant.ts';
import type { SandboxUser, TenantState } from './tenant.ts';

const PressSchema = z.strictObject({
  messageId: z.string(),
  name: z.string().optional(),
  value: z.record(z.string(), z.unknown()).optional(),
  formValue: z.record(z.string(), z.unknown()).optional(),
  option: z.string().optional(),
});
const ApproveSchema = z.strictObject({
  instanceCode: z.string(),
  decision: z.enum(['APPROVED', 'REJECTED']),
  comment: z.string().max(500).default(''),
});

const PassOnSchema = z.strictObject({
  instanceCode: z.string(),
  toOpenId: z.string(),
  comment: z.string().max(500).default(''),
});
const EndSchema = z.strictObject({ instanceCode: z.string(), how: z.enum(['cancel', 'revert', 'overtime']) });

/** The page that shows the tenant as its people see it, and the calls it makes. */
export function pageRoutes(state: TenantState, events: Events): Route[] {
  const pageToken = randomBytes(16).toString('hex');
  const clock = createClockButtons(state);
  const post = (path: string, run: PageCall): Route => ({
    method: 'POST',
    path: `/sandbox/api/${path}`,
    auth: 'none',
    handle: (call) => {
      checkPage(call, pageToken);
      return run(currentPerson(state, call), call);
    },
  });
  return [
    {
      method: 'GET',
      path: '/',
      auth: 'none',
      handle: (call) => shellPage(state, pageToken, currentPerson(state, call)),
    },
    ...assetRoutes(),
    { method: 'GET', path: '/sandbox/image/:key', auth: 'none', handle: (call) => showImage(state, call) },
    { method: 'GET', path: '/sandbox/api/state', auth: 'none', handle: (call) => poll(state, clock, call) },
    ...Object.entries(readTools(state)).map(([path, read]): Route => ({
      method: 'GET',
      path: `/sandbox/api/${path}`,
      auth: 'none',
      handle: (call) => read(currentPerson(state, call), call),
    })),
    post('person', (_me, call) => choosePerson(state, call)),
    post('read', (me, call) => markRead(state, me, call)),
    post('opened', (me, call) => markMessage(state, me, { call, as: 'openedBy' })),
    post('through', (me, call) => markMessage(state, me, { call, as: 'pressedBy' })),
    post('press', (me, call) => pressCard(state, events, { ...readPress(call), openId: me.openId })),
    ...Object.entries(approvalCalls(state, events)).map(([path, run]) => post(path, run)),
    ...Object.entries(writeTools(state, events)).map(([path, run]) => post(path, run)),
    post('advance', (_me, call) =>
      clock.advance(readFields(z.strictObject({ to: z.enum(['tomorrow', 'deadline']) }), call.body).to),
    ),
  ];
}

type PageCall = (me: SandboxUser, call: Call) => unknown;

/** What the page does with approvals, by name: decide, pass on, end otherwise. */
const approvalCalls = (state: TenantState, events: Events): Record<string, PageCall> => ({
  approve: async (me, call) => {
    const { instanceCode, decision, comment } = readFields(ApproveSchema, call.body);
    const instance = mustFindInstance(state, instanceCode);
    decide(state, events, {
      instance,
      openId: me.openId,
      decision,
      comment: comment === '' ? null : comment,
    });
    await events.deliverNow();
  },
  transfer: async (me, call) => {
    const { instanceCode, toOpenId, comment } = readFields(PassOnSchema, call.body);
    const instance = mustFindInstance(state, instanceCode);
    const said = comment === '' ? null : comment;
    transfer(state, events, { instance, fromOpenId: me.openId, toOpenId, comment: said });
    await events.deliverNow();
  },
  'end-approval': async (me, call) => {
    const { instanceCode, how } = readFields(EndSchema, call.body);
    const instance = mustFindInstance(state, instanceCode);
    if (!endingsOf(instance, me).includes(how)) throw new PlatformFault(403, '不能这样做', { status: 403 });
    approvalEndings[how](state, events, instance);
    await events.deliverNow();
  },
});

/** Other pages of this machine may not act for the visitor. */
function checkPage(call: Call, pageToken: string): void {
  const { origin, host } = call.headers;
  if (call.headers['x-sandbox-page'] !== pageToken || (origin !== undefined && origin !== `http://${host}`))
    throw new PlatformFault(403, '请刷新页面后再试', { status: 403 });
}

function currentPerson(state: TenantState, call: Call): SandboxUser {
  const chosen = personFromCookie(state, call);
  const first = state.users.get(tenantFacts(state).personas[0]?.openId ?? '');
  const person = chosen ?? first;
  if (person === undefined) throw new PlatformFault(404, '租户里没有可以扮演的人', { status: 404 });
  return person;
}

function choosePerson(state: TenantState, call: Call): Raw {
  const { openId } = readFields(z.strictObject({ openId: z.string() }), call.body);
  if (state.users.get(openId) === undefined) throw new PlatformFault(404, '没有这个人', { status: 404 });
  const { reply } = flatJson({ code: 0, msg: 'success', data: {} });
  return new Raw({ ...reply, headers: { ...reply.headers, 'set-cookie': personCookie(openId) } });
}

function markRead(state: TenantState, me: SandboxUser, call: Call): Record<string, never> {
  const { chatId } = readFields(z.strictObject({ chatId: z.string() }), call.body);
  const seqs = state.messages
    .values()
    .filter((message) => message.chatId === chatId && maySee(state, message, me.openId))
    .map((message) => message.seq);
  state.reads.set(`${me.openId}:${chatId}`, Math.max(0, ...seqs));
  return {};
}

/** A link of the card was followed, or the visitor is through with what it leads to and the next-step hint goes on. */
function markMessage(
  state: TenantState,
  me: SandboxUser,
  { call, as }: { call: Call; as: 'openedBy' | 'pressedBy' },
): Record<string, never> {
  const { messageId } = readFields(z.strictObject({ messageId: z.string() }), call.body);
  const message = state.messages.get(messageId);
  if (message === undefined || !maySee(state, message, me.openId))
    throw new PlatformFault(404, '没有这条消息', { status: 404 });
  if (openLabels(message.card).length === 0) return {};
  const marked = [...new Set([...(message[as] ?? []), me.openId])];
  state.messages.set(messageId, { ...message, [as]: marked });
  return {};
}

function readPress(call: Call) {
  const { messageId, ...given } = readFields(PressSchema, call.body);
  return {
    messageId,
    ...(given.name === undefined ? {} : { name: given.name }),
    ...(given.value === undefined ? {} : { value: given.value }),
    ...(given.formValue === undefined ? {} : { formValue: given.formValue }),
    ...(given.option === undefined ? {} : { option: given.option }),
  };
}

/** The whole state, or only the clock when nothing changed since `since`. */
async function poll(state: TenantState, clock: ReturnType<typeof createClockButtons>, call: Call) {
  const me = currentPerson(state, call);
  const chat = call.query.get('chat');
  const revision = `${state.store.revision()}:${me.openId}:${chat ?? ''}:${state.urls.appUrl}`;
  const time = await clock.show();
  if (call.query.get('since') === revision) return { revision, ...time };
  return { revision, ...time, state: readPageState(state, me, chat) };
}

function showImage(state: TenantState, call: Call): Raw {
  const image = state.images.get(call.params['key'] ?? '');
  if (image === undefined) throw new PlatformFault(404, 'no such image', { status: 404 });
  const headers = {
    'content-type': image.mime,
    'cache-control': 'private, max-age=86400',
    'x-content-type-options': 'nosniff',
  };
  return new Raw({ status: 200, headers, body: image.bytes });
}
