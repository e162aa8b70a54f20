import { randomUUID } from 'node:crypto';
import type { DeliveryBody, LetterBody, LetterKind } from '../../contract/sanction.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { isNameOpen } from '../../domain/case/name.ts';
import { deliveryDigest } from '../../domain/pack/check-papers.ts';
import { firstDelivery } from '../../domain/sanction/delivery.ts';
import { writeLetter } from '../../domain/sanction/letter.ts';
import { isLetterDue } from '../../domain/sanction/letter-due.ts';
import type { Delivery } from '../../domain/sanction/sanction.ts';
import { dayOf, endOfDay } from '../../domain/time.ts';
import { badField, conflict, forbidden, notFound } from '../../errors.ts';
import { renderLetter } from '../../papers/letter-pdf.ts';
import { findCaseFile } from '../../store/case-files.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { addDelivery, findLetter, insertLetter, listLetters, type Letter } from '../../store/letters.ts';
import type { Pending } from '../../store/pending.ts';
import { loadCase } from '../case/case-step.ts';
import type { Actor, Deps } from '../deps.ts';
import { requireTime } from './letter-days.ts';
import { dayText, deadlineOf, pathOf, wordsOf, type LetterAsk } from './letter-words.ts';
import { loadSanction } from './sanction-facts.ts';
import { sha256 } from '../secret/secret.ts';

/** HR issues a letter with the facts of the case; its PDF is kept as it was. */
export async function issueLetter(
  deps: Deps,
  actor: Actor,
  input: Readonly<{ caseId: string; body: LetterBody }>,
): Promise<Letter> {
  const record = await loadCase(input.caseId);
  const { body } = input;
  assertHr(actor, record);
  const at = deps.now();
  if (!isNameOpen(record, at)) throw conflict('name_closed');
  await assertTime(record, body);
  await requireTime(record, body, at);
  return keepLetter(deps, actor, { record, ask: body, id: randomUUID() });
}

/** Writes the letter, keeps its PDF and tells the person of it; one of an id that is there already is not written again. */
export async function keepLetter(
  deps: Deps,
  actor: Pick<Actor, 'personId'>,
  { record, ask, id }: Readonly<{ record: CaseRecord; ask: LetterAsk; id: string }>,
): Promise<Letter> {
  const at = deps.now();
  const today = dayOf(at, record.timeZone);
  const dueDay = deadlineOf(ask);
  const no = `L-${today.slice(2).replaceAll('-', '')}-${id.slice(0, 6).toUpperCase()}`;
  const content = writeLetter(ask.kind, await wordsOf(record, ask, at), { no, day: dayText(today) });
  const pdf = await renderLetter(content, at);
  const letter: Letter = {
    id,
    caseId: record.id,
    personId: record.personId,
    kind: ask.kind,
    no,
    issuedAt: at,
    issuedById: actor.personId,
    sha256: sha256(pdf),
    bytes: pdf.byteLength,
    ...(dueDay !== undefined && { deadlineAt: endOfDay(dueDay, record.timeZone) }),
    deliveries: [],
  };
  await insertLetter(letter, pdf, [
    auditOf(letter, { at, actor, action: 'letter.issue', to: letter.sha256 }),
    ...(isForSubject(letter) ? [{ id: `letters:${id}:card`, kind: 'card', slot: 'issued' } as const] : []),
  ]);
  await deps.enqueue({ name: 'relay' });
  return letter;
}

/** HR records how a letter reached the person; a signed paper is a picture added to the case. */
export async function deliverLetter(
  deps: Deps,
  actor: Actor,
  input: Readonly<{ caseId: string; letterId: string; body: DeliveryBody }>,
): Promise<void> {
  const record = await loadCase(input.caseId);
  assertHr(actor, record);
  const letter = await ownLetter(record, input.letterId);
  const { at: when, ...way } = input.body;
  const at = new Date(when);
  if (at > deps.now() || at < letter.issuedAt) throw badField('at', rule.sinceIssued);
  if (way.channel === 'signed_photo' && (await findCaseFile(way.photoId))?.caseId !== record.id)
    throw badField('photoId', rule.pictureOfCase);
  await keepDelivery(deps, letter, { ...way, at, byId: actor.personId });
}

/** The person says 收到 in the app; saying it twice is once. It is no agreement with what the letter says. */
export async function receiveLetter(
  deps: Deps,
  actor: Actor,
  input: Readonly<{ caseId: string; letterId: string }>,
): Promise<void> {
  const record = await loadCase(input.caseId);
  if (actor.personId !== record.personId) throw forbidden('not_your_role');
  const letter = await ownLetter(record, input.letterId);
  if (!isForSubject(letter)) throw notFound('letter');
  await keepDelivery(deps, letter, { channel: 'in_app_receipt', at: deps.now(), byId: actor.personId });
}

/** Letters to the person; those to the union and to another employer are not the person's to receive. */
export const isForSubject = ({ kind }: Pick<Letter, 'kind'>): boolean =>
  kind !== 'union_notice' && kind !== 'employer_notice';

/** What may not be carried out before a letter of this kind has arrived. */
export async function requireLetter(record: CaseRecord, kind: LetterKind): Promise<void> {
  const { decision } = record;
  // One that went out with a decision that was taken back says nothing for the present one.
  const letters = (await listLetters(record.id)).filter(
    (letter) => letter.kind === kind && (!decision || letter.issuedAt >= decision.at),
  );
  const isIn = letters.some(({ deliveries }) => firstDelivery(kind, deliveries) !== null);
  if (!isIn) throw conflict('letter_not_delivered', { kind });
}

async function keepDelivery(deps: Deps, letter: Letter, delivery: Delivery): Promise<void> {
  const actor = { personId: delivery.byId, roles: [] };
  const why = deliveryDigest(delivery, sha256);
  const entry = { at: deps.now(), actor, action: 'letter.deliver', to: delivery.channel, why };
  const audit = auditOf(letter, entry);
  await addDelivery(letter.id, delivery, [audit, { id: `${audit.id}:refresh`, kind: 'refresh' }]);
  await deps.enqueue({ name: 'relay' });
}

async function ownLetter(record: CaseRecord, id: string): Promise<Letter> {
  const letter = await findLetter(id);
  if (letter?.caseId !== record.id) throw notFound('letter');
  return letter;
}

function assertHr(actor: Actor, record: CaseRecord): void {
  if (actor.personId === record.personId) throw forbidden('is_subject');
  if (!actor.roles.includes('hr') && !actor.roles.includes('hr_lead')) throw forbidden('not_your_role');
}

async function assertTime(record: CaseRecord, body: LetterBody): Promise<void> {
  if (record.isTalkOnly === true && body.kind !== 'interview') throw conflict('talk_only');
  const sanction = await loadSanction(record, pathOf(record, body));
  if (!isLetterDue(body.kind, record, sanction)) throw conflict('letter_not_due');
}

function auditOf(
  { id, personId }: Letter,
  {
    at,
    actor,
    action,
    to,
    why,
  }: Readonly<{ at: Date; actor: Pick<Actor, 'personId'>; action: string; to: string; why?: string }>,
): Pending {
  const subject = `letters:${id}`;
  const said = why === undefined ? {} : { why };
  const entry = { at, actorId: actor.personId, action, subject, personId, to, ...said };
  return { id: `${subject}:${action}:${to}:${+at}`, kind: 'audit', entry };
}
