import { isDeepStrictEqual } from 'node:util';
import { answerLabels, isOnlyToRead, openLabels } from './card-press.ts';
import { maySee, tenantFacts } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { SandboxApproval, SandboxMessage } from './types.ts';

/** A link without a question counts as this much older, so that questions of the same moment come first. */
const linkHandicapMs = 600_000;

/** What came within this time came together: one step of a case writes to several people. */
const togetherMs = 1_500;

/** Values of an approval's form that name it. */
const namingValues = 2;

export const isWaiting = (one: SandboxApproval, openId: string): boolean =>
  one.status === 'PENDING' && one.tasks.some((task) => task.openId === openId && task.status === 'PENDING');

export const showValue = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/**
 * Whether a message waits for this person: a question for anyone of a group, questions and links in the own chat. Following a link is no
 * answer: what it leads to is done when the card changes, or when the visitor says so.
 */
function asks(state: TenantState, message: SandboxMessage, openId: string): boolean {
  if (message.pressedBy.includes(openId) || !maySee(state, message, openId)) return false;
  if (answerLabels(message.card).length > 0)
    return message.receiverOpenId !== null || message.pressedBy.length === 0;
  if (isOnlyToRead(message.card) && isOpened(message, openId)) return false;
  return message.receiverOpenId !== null && openLabels(message.card).length > 0;
}

const isOpened = ({ openedBy = [] }: SandboxMessage, openId: string): boolean => openedBy.includes(openId);
const isTouched = ({ pressedBy, openedBy = [] }: SandboxMessage): boolean =>
  pressedBy.length > 0 || openedBy.length > 0;

/** Whether a colleague who got the same link has opened it: one of them is enough. */
const isTaken = (message: SandboxMessage, messages: readonly SandboxMessage[]): boolean =>
  answerLabels(message.card).length === 0 &&
  messages.some((twin) => twin !== message && isTouched(twin) && isDeepStrictEqual(twin.card, message.card));

export const waitingFor = (state: TenantState, openId: string, messages: readonly SandboxMessage[]): number =>
  messages.filter((message) => answerLabels(message.card).length > 0 && asks(state, message, openId)).length +
  state.approvals.values().filter((one) => isWaiting(one, openId)).length;

/**
 * The newest thing that waits for one of the personas, so that the visitor follows the thread they are in; of things that came
 * together, the one of the persona listed first.
 */
export function findNextStep(state: TenantState, messages: readonly SandboxMessage[]) {
  const { personas } = tenantFacts(state);
  const cards = messages.flatMap((message) => {
    const persona = personas.find((one) => asks(state, message, one.openId));
    if (persona === undefined || isTaken(message, messages)) return [];
    const title = message.card?.header?.title.content ?? '';
    const { messageId: id, chatId, updatedAtMs, askedAtMs = updatedAtMs } = message;
    const atMs = askedAtMs - (answerLabels(message.card).length > 0 ? 0 : linkHandicapMs);
    const step = { openId: persona.openId, persona: persona.title, title, chatId, id, atMs };
    return [{ kind: 'card', ...step, isOpened: isOpened(message, persona.openId) }];
  });
  const approvals = state.approvals.values().flatMap((one) => {
    const persona = personas.find(({ openId }) => isWaiting(one, openId));
    if (persona === undefined) return [];
    const { instanceCode: id, startedAtMs: atMs } = one;
    const title = one.form
      .slice(0, namingValues)
      .map((row) => showValue(row.value))
      .join(' · ');
    const step = { openId: persona.openId, persona: persona.title, title, chatId: null, id, atMs };
    return [{ kind: 'approval', ...step, isOpened: false }];
  });
  const steps = [...cards, ...approvals];
  // Before anybody has pressed or asked anything, the story begins with the persona listed first, whatever reminder came since.
  const isUntouched = approvals.length === 0 && !messages.some(isTouched);
  const newestMs = Math.max(...steps.map(({ atMs }) => atMs));
  const rank = (openId: string): number => personas.findIndex((one) => one.openId === openId);
  return (
    steps
      .filter(({ atMs }) => isUntouched || newestMs - atMs <= togetherMs)
      .sort((a, b) => rank(a.openId) - rank(b.openId) || b.atMs - a.atMs)[0] ?? null
  );
}
