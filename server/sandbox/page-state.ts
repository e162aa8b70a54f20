import type { TenantChat } from '../contract/tenant.ts';
import type { ApprovalEnding } from './approval-steps.ts';
import { directChat } from './im-chats.ts';
import { findNextStep, isWaiting, showValue, waitingFor } from './next-step.ts';
import { tenantFacts } from './tenant.ts';
import type { SandboxUser, TenantState } from './tenant.ts';
import type { SandboxApproval, SandboxMessage } from './types.ts';

const shownMessages = 80;

/** All the page shows for one person, with one chat open. */
export function readPageState(state: TenantState, me: SandboxUser, openChatId: string | null) {
  const facts = tenantFacts(state);
  const messages = state.messages.values().sort((a, b) => a.seq - b.seq);
  const chats = chatsOf(state, me, messages);
  const open = chats.find((chat) => chat.chatId === openChatId) ?? chats[0];
  return {
    company: facts.name,
    appUrl: state.urls.appUrl,
    me: me.openId,
    personas: facts.personas.map((persona) => ({
      ...persona,
      name: state.users.get(persona.openId)?.name ?? '',
      waiting: waitingFor(state, persona.openId, messages),
    })),
    people: Object.fromEntries(state.users.values().map((user) => [user.openId, user.name])),
    chats,
    openChatId: open?.chatId ?? null,
    messages: messages
      .filter((message) => message.chatId === open?.chatId)
      .slice(-shownMessages)
      .map((message) => showMessage(message, me)),
    approvals: approvalsOf(state, me),
    nextStep: findNextStep(state, messages),
    tour: facts.tour,
    sketch: facts.sketch,
    // Stores of older versions hold no places.
    hasPlaces: (facts.places ?? []).length > 0,
  };
}

function chatsOf(state: TenantState, me: SandboxUser, messages: readonly SandboxMessage[]) {
  const bot: TenantChat = { chatId: directChat(me.openId), name: '明勤助手', memberOpenIds: [me.openId] };
  const groups = state.chats.values().filter((chat) => chat.memberOpenIds.includes(me.openId));
  return [bot, ...groups]
    .map((chat) => {
      const own = messages.filter((message) => message.chatId === chat.chatId);
      const last = own.at(-1);
      const seen = state.reads.get(`${me.openId}:${chat.chatId}`) ?? 0;
      return {
        chatId: chat.chatId,
        name: chat.name,
        kind: chat.chatId === bot.chatId ? 'bot' : 'group',
        members: chat.memberOpenIds.length,
        last: last === undefined ? '' : summaryOf(last),
        lastAtMs: last?.createdAtMs ?? 0,
        unread: own.filter((message) => message.seq > seen).length,
      };
    })
    .sort((a, b) => b.lastAtMs - a.lastAtMs);
}

const showMessage = (message: SandboxMessage, me: SandboxUser) => ({
  messageId: message.messageId,
  atMs: message.createdAtMs,
  msgType: message.msgType,
  content: message.card === null ? message.content : null,
  card: message.card,
  patched: message.patches > 0,
  urgent: message.urgentFor.includes(me.openId),
  answered: message.pressedBy.includes(me.openId),
});

function summaryOf(message: SandboxMessage): string {
  const { card } = message;
  if (card === null) return message.msgType === 'image' ? '[图片]' : textOf(message.content);
  return `[卡片] ${card.config.summary?.content ?? card.header?.title.content ?? ''}`;
}

function textOf(content: string): string {
  const json: unknown = JSON.parse(content);
  const text: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'text') : '';
  return typeof text === 'string' ? text : '';
}

/** What this person may do about an approval besides deciding it; time runs out for nobody's doing. */
export function endingsOf(one: SandboxApproval, me: SandboxUser): ApprovalEnding[] {
  const isOwn = one.applicantOpenId === me.openId;
  if (one.status === 'PENDING') return isOwn ? ['cancel', 'overtime'] : ['overtime'];
  return isOwn && one.status === 'APPROVED' && one.reverted !== true ? ['revert'] : [];
}

function approvalsOf(state: TenantState, me: SandboxUser) {
  const { approvalDefinitions } = tenantFacts(state);
  return state.approvals
    .values()
    .filter((one) => one.applicantOpenId === me.openId || one.tasks.some((task) => task.openId === me.openId))
    .sort((a, b) => b.seq - a.seq)
    .map((one) => ({
      instanceCode: one.instanceCode,
      name:
        one.title ??
        approvalDefinitions.find((definition) => definition.code === one.approvalCode)?.name ??
        '',
      status: one.reverted === true ? 'REVERTED' : one.status,
      mine: isWaiting(one, me.openId),
      endings: endingsOf(one, me),
      applicant: state.users.get(one.applicantOpenId)?.name ?? '',
      startedAtMs: one.startedAtMs,
      form: one.form.map(({ name, value }) => ({ name, value: showValue(value) })),
      tasks: one.tasks.map((task) => ({
        node: task.nodeName,
        name: state.users.get(task.openId)?.name ?? '',
        status: task.status,
        comment: task.comment,
        endedAtMs: task.endedAtMs,
      })),
    }));
}
