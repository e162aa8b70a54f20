import { createHash } from 'node:crypto';
import type { AgreementBody, AuthorisationBody, PaymentBody } from '../../contract/non-compete.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import type { Agreement } from '../../domain/non-compete/agreement.ts';
import { badField, conflict, notFound } from '../../errors.ts';
import { insertAgreement, type AgreementRecord } from '../../store/non-compete-agreements.ts';
import { findPersonByEmployeeNo } from '../../store/people.ts';
import type { Actor, Deps } from '../deps.ts';
import { auditLine, HR_ROLES, loadGround, requireStaff } from './non-compete-parts.ts';
import { changeAgreement, loadAgreement } from './non-compete-step.ts';
import { authorisationStones } from '../tombstone/stones-of.ts';
import { sha256 } from '../secret/secret.ts';

/** HR puts an agreement on record, whole or faulty: what is wrong with it is said by the eligibility, not by refusing it. */
export async function putAgreement(deps: Deps, actor: Actor, body: AgreementBody): Promise<AgreementRecord> {
  const { id, employeeNo, signedDay, endedDay, ...terms } = body;
  const person = await findPersonByEmployeeNo(employeeNo);
  if (!person) throw badField('employeeNo', rule.noSuchEmployee);
  requireStaff(actor, HR_ROLES, person.id);
  const { at, day } = await loadGround(deps);
  const digest = sha256(JSON.stringify(body));
  const agreement: Agreement = {
    ...terms,
    id,
    agreementNo: agreementNoOf(id, day),
    personId: person.id,
    version: 0,
    ...(signedDay !== undefined && { signedDay }),
    ...(endedDay !== undefined && { endedDay }),
    payments: [],
    authorisations: [],
    monitoring: { state: 'off', sources: [] },
  };
  const where = { collection: 'non_compete_agreements', id, version: 0, personId: person.id };
  const audit = auditLine(where, {
    at,
    actorId: actor.personId,
    action: 'non_compete.agreement',
    to: digest,
  });
  const created = await insertAgreement({ ...agreement, digest, createdAt: at, pending: [audit] });
  if (created) await deps.enqueue({ name: 'relay' });
  const known = await loadAgreement(id);
  if (!created && (known.digest !== digest || known.personId !== person.id))
    throw conflict('agreement_conflict');
  return known;
}

/** HR says when employment ended; from the next day on the person is bound. */
export async function endAgreementEmployment(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number; endedDay: string },
): Promise<AgreementRecord> {
  const agreement = await loadAgreement(input.id);
  requireStaff(actor, HR_ROLES, agreement.personId);
  const { endedDay, version } = input;
  return changeAgreement(deps, agreement, {
    actor,
    version,
    action: 'end',
    to: endedDay,
    changes: { endedDay },
  });
}

/** A payment of compensation; the same id again is the same payment. */
export async function addPayment(
  deps: Deps,
  actor: Actor,
  input: { id: string; body: PaymentBody },
): Promise<AgreementRecord> {
  const agreement = await loadAgreement(input.id);
  requireStaff(actor, HR_ROLES, agreement.personId);
  const { body } = input;
  const { day, at } = await loadGround(deps);
  const known = agreement.payments.find(({ id }) => id === body.id);
  if (known) {
    const isSame = known.amountFen === body.amountFen && known.paidDay === body.paidDay;
    if (isSame) return agreement;
    throw conflict('payment_conflict');
  }
  if (body.paidDay > day) throw badField('paidDay', rule.dayHasCome);
  const payments = [...agreement.payments, { ...body, at }];
  return changeAgreement(deps, agreement, { actor, action: 'payment', to: body.id, changes: { payments } });
}

/** Legal says whether scope, area and term fit the secrets the person came to know (SPC Fashi [2025] 12 art. 13). */
export async function reviewAgreement(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number; result: 'proportionate' | 'excessive'; note: string },
): Promise<AgreementRecord> {
  const agreement = await loadAgreement(input.id);
  requireStaff(actor, ['legal'], agreement.personId);
  const { result, note, version } = input;
  const review = { at: deps.now(), byId: actor.personId, result, note };
  return changeAgreement(deps, agreement, {
    actor,
    version,
    action: 'review',
    to: result,
    changes: { review },
  });
}

/** HR records the paper the person signed for the insurance feed, with its term. */
export async function addAuthorisation(
  deps: Deps,
  actor: Actor,
  input: { id: string; body: AuthorisationBody },
): Promise<AgreementRecord> {
  const agreement = await loadAgreement(input.id);
  requireStaff(actor, HR_ROLES, agreement.personId);
  const { body } = input;
  const { day, at } = await loadGround(deps);
  if (body.signedDay > day) throw badField('signedDay', rule.dayHasCome);
  if (body.fromDay < body.signedDay) throw badField('fromDay', rule.notBeforeSigned);
  if (body.toDay < body.fromDay) throw badField('toDay', rule.notBeforeFromDay);
  if (agreement.authorisations.some(({ id }) => id === body.id)) return agreement;
  const authorisations = [...agreement.authorisations, { ...body, recordedAt: at }];
  return changeAgreement(deps, agreement, {
    actor,
    action: 'authorise',
    to: body.documentSha256,
    changes: { authorisations },
  });
}

/** The person takes every authorisation back, at once and without a reason (PIPL art. 15). */
export async function withdrawAuthorisation(deps: Deps, actor: Actor, id: string): Promise<AgreementRecord> {
  const agreement = await loadAgreement(id);
  if (actor.personId !== agreement.personId) throw notFound('agreement');
  const { day } = await loadGround(deps);
  const isOver = agreement.authorisations.every(({ withdrawnDay }) => withdrawnDay !== undefined);
  const authorisations = agreement.authorisations.map((one) => ({ withdrawnDay: day, ...one }));
  const changes = { authorisations };
  const withdrawn = isOver
    ? agreement
    : await changeAgreement(deps, agreement, { actor, action: 'withdraw_authorisation', changes });
  await deps.tombstones?.add(authorisationStones(withdrawn, deps.now()));
  return withdrawn;
}

/** The company gives the person free, from a day on. */
export async function releaseAgreement(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number; day: string; reason: string },
): Promise<AgreementRecord> {
  const agreement = await loadAgreement(input.id);
  requireStaff(actor, ['hr_lead', 'legal'], agreement.personId);
  if (agreement.release) throw conflict('already_released');
  const { day, reason, version } = input;
  const release = { day, reason, byId: actor.personId, at: deps.now() };
  return changeAgreement(deps, agreement, {
    actor,
    version,
    action: 'release',
    to: day,
    changes: { release },
  });
}

/** `NC-261126-7F3K2Q`: the day and six characters that follow from the id. */
function agreementNoOf(id: string, day: string): string {
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 6).toUpperCase();
  return `NC-${day.replaceAll('-', '').slice(2)}-${digest}`;
}
