import { createHash } from 'node:crypto';
import type { DeclarationBody, DeclarationSettings, RenewBody } from '../../contract/declaration.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { isInAmnesty, isNoticeOnly, ROSTER_DAYS } from '../../domain/policy/declaration.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { badField, conflict, notFound } from '../../errors.ts';
import {
  countDeclarations,
  findDeclaration,
  insertDeclaration,
  renewalOf,
  type Declaration,
} from '../../store/declarations.ts';
import type { Person } from '../../store/people.ts';
import { findPlace } from '../../store/places.ts';
import { findPolicyAt } from '../../store/policies.ts';
import { findSchedules } from '../../store/schedules.ts';
import { findAnswerers } from '../approval/answerers.ts';
import { requireFewAsked } from '../approval/few-asked.ts';
import {
  answerDue,
  askNext,
  declarationAudit,
  declarationCard,
  declarationSettings,
} from './declaration-parts.ts';
import type { Deps } from '../deps.ts';
import { inTurn } from '../in-turn.ts';
import { rejudgeDeclared } from '../detect/rejudge.ts';

const DAY_MS = 86_400_000;

/** A person declares a side job; manager and HR answer in the chat. The same id again is the same declaration. */
export const declareSideJob = (
  deps: Deps,
  person: Person,
  body: DeclarationBody,
  renewsId?: string,
): Promise<Declaration> =>
  inTurn(`declarations:${person.id}`, () => declareOnce(deps, person, { body, renewsId }));

async function declareOnce(
  deps: Deps,
  person: Person,
  { body, renewsId }: Readonly<{ body: DeclarationBody; renewsId: string | undefined }>,
): Promise<Declaration> {
  const settings = await declarationSettings();
  await checkBody(body, settings);
  if (!(await findDeclaration(body.id)))
    await requireFewAsked(deps, (sinceAt) => countDeclarations(person.id, sinceAt));
  const digest = digestOf({ ...body, ...(renewsId !== undefined && { renewsId }) });
  const fresh = { person, body, settings, digest, ...(renewsId !== undefined && { renewsId }) };
  const inserted = await insertDeclaration(await freshDeclaration(deps, fresh));
  if (!inserted) throw conflict(renewsId === undefined ? 'declared_already' : 'renewed_already');
  const { declaration, created } = inserted;
  if (declaration.personId !== person.id || declaration.digest !== digest)
    throw conflict('declaration_conflict');
  if (created && declaration.status === 'approved') await rejudgeDeclared(deps, declaration);
  if (created) await deps.enqueue({ name: 'relay' });
  return declaration;
}

/** The same side job for a further period: a declaration of its own, from the day after the old one. */
export async function renewDeclaration(
  deps: Deps,
  person: Person,
  input: { id: string; body: RenewBody },
): Promise<Declaration> {
  const old = await findDeclaration(input.id);
  if (old?.personId !== person.id) throw notFound('declaration');
  if (old.status !== 'approved') throw conflict('not_renewable', { status: old.status });
  const today = dayOf(deps.now(), person.timeZone);
  const { kind, employer, placeId, weekdays, startTime, endTime, toDay } = old;
  const next = addDays(toDay, 1);
  const note = input.body.note ?? old.note;
  const body = {
    id: input.body.id,
    kind,
    ...(employer !== undefined && { employer }),
    ...(placeId !== undefined && { placeExternalId: placeId }),
    weekdays,
    startTime,
    endTime,
    fromDay: next > today ? next : today,
    toDay: input.body.toDay,
    ...(note !== undefined && { note }),
  };
  return declareSideJob(deps, person, body, old.id);
}

type Fresh = Readonly<{
  person: Person;
  body: DeclarationBody;
  settings: DeclarationSettings;
  digest: string;
  renewsId?: string;
}>;

async function freshDeclaration(deps: Deps, fresh: Fresh): Promise<Declaration> {
  const { person, body, settings, digest, renewsId } = fresh;
  const { id, placeExternalId, employer, note, ...hours } = body;
  const at = deps.now();
  const first = await findPolicyAt(new Date(0));
  const base = {
    ...hours,
    id,
    personId: person.id,
    version: 0,
    digest,
    takes: renewsId === undefined ? sameJob(person, body) : renewalOf(renewsId),
    ...(placeExternalId !== undefined && { placeId: placeExternalId }),
    ...(employer !== undefined && { employer }),
    ...(note !== undefined && { note }),
    ...(renewsId !== undefined && { renewsId }),
    submittedAt: at,
    isAmnesty: isInAmnesty(at, first?.effectiveAt ?? null, settings),
    answers: [],
    sent: [],
  };
  const audit = (to: string) =>
    declarationAudit({ ...base, version: -1 }, { at, actorId: person.id, action: 'declaration.submit', to });
  if (await isNoticeEnough(deps, fresh)) {
    const pending = [audit('approved'), declarationCard({ id, version: -1 }, 'declaration')];
    const said = { status: 'approved', isNoticeOnly: true, requestId: id, askedAt: at } as const;
    return { ...base, ...said, approverIds: [], decidedAt: at, decidedById: 'system', pending };
  }
  const hr = await findAnswerers(base, { person, step: 'hr' });
  if (hr.length === 0) throw conflict('no_approver');
  const managers = await findAnswerers(base, { person, step: 'manager' });
  // Two answers are two people's: where HR is the manager, HR alone is asked.
  const isTwoStep =
    managers.length > 0 && hr.some(({ id: hrId }) => managers.every((one) => one.id !== hrId));
  const step = isTwoStep ? 'manager' : 'hr';
  const asked = await askNext(deps, { ...base, version: -1 }, { person, step });
  return {
    ...base,
    status: 'pending',
    isNoticeOnly: false,
    ...asked.set,
    ...(await answerDue(deps, person)),
    pending: [audit('pending'), ...asked.pending],
  };
}

async function isNoticeEnough(deps: Deps, { person, body, settings }: Fresh): Promise<boolean> {
  const place = body.placeExternalId === undefined ? null : await findPlace(body.placeExternalId);
  const today = dayOf(deps.now(), person.timeZone);
  const schedules = await findSchedules(person.id, addDays(today, -ROSTER_DAYS), addDays(today, ROSTER_DAYS));
  const facts = {
    isRival: place?.roles.some((role) => role.startsWith('competitor')) ?? false,
    shifts: schedules.flatMap(({ shifts }) => shifts),
    timeZone: person.timeZone,
  };
  return isNoticeOnly(body, facts, settings);
}

async function checkBody(body: DeclarationBody, { longestDays }: DeclarationSettings): Promise<void> {
  const { fromDay, toDay, placeExternalId } = body;
  if (fromDay > toDay) throw badField('toDay', rule.notBeforeFromDay);
  if (Date.parse(toDay) - Date.parse(fromDay) > longestDays * DAY_MS)
    throw badField('toDay', rule.longestDeclaration(longestDays));
  if (placeExternalId !== undefined && !(await findPlace(placeExternalId)))
    throw badField('placeExternalId', rule.noSuchPlace);
}

/** The same words on two phones are one side job; what is only said beside them makes no other of it. */
const sameJob = ({ id: personId }: Person, { id: _id, note: _note, ...terms }: DeclarationBody): string =>
  `${personId}:${digestOf({ ...terms, weekdays: terms.weekdays.toSorted((a, b) => a - b) })}`;

function digestOf(body: object): string {
  const fields = Object.entries(body).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
