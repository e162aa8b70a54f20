import type { AnswerStep } from '../../contract/asked.ts';
import type { DeclarationSettings } from '../../contract/declaration.ts';
import { DeclarationSettingsSchema } from '../../contract/declaration.ts';
import { dueFrom } from '../../domain/due.ts';
import type { Declaration } from '../../store/declarations.ts';
import type { Pending } from '../../store/pending.ts';
import type { Person } from '../../store/people.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import { findAnswerers } from '../approval/answerers.ts';
import { zoneOf } from '../company/calendar.ts';
import type { Actor, Deps } from '../deps.ts';
import { pickApprover } from '../approval/pick-approver.ts';
import { sha256 } from '../secret/secret.ts';

const SETTINGS_KEY = 'declarations';

export async function declarationSettings(): Promise<DeclarationSettings> {
  return DeclarationSettingsSchema.parse((await getSetting(SETTINGS_KEY)) ?? {});
}

export async function changeDeclarationSettings(
  deps: Deps,
  actor: Actor,
  settings: DeclarationSettings,
): Promise<DeclarationSettings> {
  const at = deps.now();
  const to = sha256(JSON.stringify(settings));
  const subject = `settings:${SETTINGS_KEY}`;
  const entry = { at, actorId: actor.personId, action: 'declaration.settings', subject, to };
  await saveSetting(SETTINGS_KEY, settings, [{ id: `${subject}:${+at}:${to}`, kind: 'audit', entry }]);
  return settings;
}

/** When an answer that is asked for now is due, with what that was counted from. */
export async function answerDue(deps: Deps, person: Person): Promise<ReturnType<typeof dueFrom>> {
  const { answerDays } = await declarationSettings();
  return dueFrom({ fromAt: deps.now(), workingDays: answerDays }, await zoneOf(person));
}

/** Fields and work of a question in the chat. */
export type Asked = Readonly<{
  set: Pick<Declaration, 'step' | 'requestId' | 'askedAt' | 'approverIds'>;
  pending: Pending[];
}>;

/** Fields and work of the next question in the chat; with nobody to ask it waits for the sweep. */
export async function askNext(
  deps: Deps,
  declaration: Pick<Declaration, 'id' | 'personId' | 'version' | 'answers'>,
  input: { person: Person; step: AnswerStep; isEscalated?: boolean; notAgain?: string },
): Promise<Asked> {
  const { step, notAgain } = input;
  const able = await findAnswerers(declaration, input);
  const others = able.filter(({ id }) => id !== notAgain);
  const requestId = `${declaration.id}-${declaration.version + 1}`;
  const approver = pickApprover(others.length > 0 ? others : able, requestId);
  const asked = { step, requestId, askedAt: deps.now() };
  if (!approver) return { set: { ...asked, approverIds: [] }, pending: [] };
  return {
    set: { ...asked, approverIds: [approver.id] },
    pending: [{ id: `${requestId}:approval`, kind: 'approval', topic: 'declaration' }],
  };
}

/** What was said so far: a yes at the step that is asked now was taken back, and its author may answer again. */
export const standingAnswers = ({
  answers,
  step,
}: Pick<Declaration, 'answers' | 'step'>): Declaration['answers'] =>
  answers.filter((answer) => answer.step !== step || answer.result !== 'approved');

export function declarationAudit(
  { id, personId, version }: Pick<Declaration, 'id' | 'personId' | 'version'>,
  change: Readonly<{ at: Date; actorId: string; action: string; from?: string; to: string; why?: string }>,
): Pending {
  return {
    id: `${id}:${version + 1}:audit:${change.action}`,
    kind: 'audit',
    entry: { ...change, subject: `declarations:${id}`, personId },
  };
}

/** The card to whoever gave the refusal that was looked at again. */
export const SECOND_LOOK = 'second_look';

/** Whoever refused is told once a second look permits it; and whatever becomes of that since. */
export const secondLookCard = (declaration: Declaration, isPermitted: boolean): Pending[] =>
  isPermitted || declaration.sent.some(({ slot }) => slot === SECOND_LOOK)
    ? [declarationCard(declaration, SECOND_LOOK)]
    : [];

export const declarationCard = (
  { id, version }: Pick<Declaration, 'id' | 'version'>,
  slot: string,
): Pending => ({ id: `${id}:${version + 1}:card:${slot}`, kind: 'card', slot });
