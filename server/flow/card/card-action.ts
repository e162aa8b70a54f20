import { createHash } from 'node:crypto';
import { z } from 'zod';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { AppError } from '../../errors.ts';
import { CardValueSchema, type CardValue } from '../../feishu/card-value.ts';
import type { CardAction, CardReply } from '../../feishu/platform.ts';
import { findAlert } from '../../store/alerts.ts';
import { findPersonByOpenId, type Person } from '../../store/people.ts';
import { pressAlert } from '../alert/alert-action.ts';
import { buildManager } from './card-alert.ts';
import { buildCards } from '../card.ts';
import { contactCase } from '../case.ts';
import { replyToCase } from '../case/case-message.ts';
import type { Deps } from '../deps.ts';
import { decideOvertime } from '../punch/overtime.ts';
import { confirmPunch } from '../punch/punch.ts';

const ReplyFormSchema = z.strictObject({ text: z.string().trim().min(1).max(1000) });
type Press<K extends CardValue['k']> = Extract<CardValue, { k: K }>;

/** One press of a card button: who pressed is asked of the org data, what may happen of the stored state, never of the card. */
export async function handleCardAction(deps: Deps, action: CardAction): Promise<CardReply> {
  const value = CardValueSchema.safeParse(action.value);
  const person = await findPersonByOpenId(action.operatorOpenId);
  if (!value.success || !person?.isActive) return refuse(flowZh.toasts.unknown);
  const { data } = value;
  if (data.k === 'alert') return answerAlert(deps, person, { value: data, form: action.form });
  if (data.k === 'case') return answerCase(deps, person, data);
  if (data.k === 'reply') return takeReply(deps, person, { value: data, form: action.form });
  return data.k === 'overtime' ? answerOvertime(deps, person, data) : answerPunch(deps, person, data);
}

async function answerAlert(
  deps: Deps,
  manager: Person,
  { value, form }: { value: Press<'alert'>; form: unknown },
): Promise<CardReply> {
  const alert = await findAlert(value.id);
  if (!alert) return refuse(flowZh.toasts.unknown);
  const result = await pressAlert(deps, { alert, manager, press: { action: value.a, form } });
  if (result.ok)
    return accept(
      result.text,
      await cardFor(deps, manager, { collection: 'alerts', id: alert.id, slot: 'manager' }),
    );
  const { text, draft } = result;
  if (!draft) return refuse(text);
  const [again] = (await buildManager(deps, alert, draft)).filter(({ to }) => to.id === manager.openId);
  return { ...refuse(text), ...(again && { card: again.card }) };
}

async function answerCase(deps: Deps, person: Person, value: Press<'case'>): Promise<CardReply> {
  try {
    await contactCase(deps, { personId: person.id, roles: person.roles }, { caseId: value.id });
  } catch (error) {
    return refuse(textOf(error, flowZh.toasts.onlyHr));
  }
  const card = await cardFor(deps, person, { collection: 'cases', id: value.id, slot: 'case-hr' });
  return accept(flowZh.toasts.contacted, card);
}

/** The person of a case answers HR's message in the chat; the same words to the same message are one answer. */
async function takeReply(
  deps: Deps,
  person: Person,
  { value, form }: { value: Press<'reply'>; form: unknown },
): Promise<CardReply> {
  const parsed = ReplyFormSchema.safeParse(form);
  if (!parsed.success) return refuse(flowZh.toasts.emptyReply);
  const { text } = parsed.data;
  const id = createHash('sha256').update(`${value.id}:${value.m}:${text}`).digest('hex').slice(0, 32);
  try {
    const actor = { personId: person.id, roles: person.roles };
    await replyToCase(deps, actor, { caseId: value.id, body: { id, text } });
  } catch (error) {
    return refuse(textOf(error, flowZh.toasts.unknown));
  }
  return accept(flowZh.toasts.replied, undefined);
}

async function answerPunch(deps: Deps, person: Person, value: Press<'punch'>): Promise<CardReply> {
  try {
    const actor = { personId: person.id, roles: person.roles };
    await confirmPunch(deps, actor, { punchId: value.id, accept: true });
  } catch (error) {
    return refuse(textOf(error, flowZh.toasts.onlyStoreManager));
  }
  const card = await cardFor(deps, person, { collection: 'punches', id: value.id, slot: 'punch-confirm' });
  return accept(flowZh.toasts.punchConfirmed, card);
}

async function answerOvertime(deps: Deps, person: Person, value: Press<'overtime'>): Promise<CardReply> {
  try {
    const actor = { personId: person.id, roles: person.roles };
    await decideOvertime(deps, actor, { requestId: value.id, accept: true });
  } catch (error) {
    return refuse(textOf(error, flowZh.toasts.onlyStoreManager));
  }
  const at = { collection: 'overtime_requests', id: value.id, slot: 'overtime' };
  return accept(flowZh.toasts.overtimeApproved, await cardFor(deps, person, at));
}

/** The presser's card as it is now. */
async function cardFor(deps: Deps, person: Person, at: { collection: string; id: string; slot: string }) {
  const cards = await buildCards(deps, at, at.slot);
  return cards.find(({ to }) => to.id === person.openId)?.card;
}

function textOf(error: unknown, whoMay: string): string {
  if (!(error instanceof AppError)) throw error;
  if (error.status === 403) return whoMay;
  return error.status === 409 ? flowZh.toasts.handled : flowZh.toasts.unknown;
}

const refuse = (content: string): CardReply => ({ toast: { type: 'warning', content } });
function accept(content: string, card: CardReply['card']): CardReply {
  return { toast: { type: 'success', content }, ...(card && { card }) };
}
