import { createHash } from 'node:crypto';
import type { DeclarationBody } from '../contract/case.ts';
import { conflict, invalidInput } from '../errors.ts';
import { addDays, dayOf } from '../domain/time.ts';
import { findAlerts } from '../store/alerts.ts';
import {
  askAgain,
  decideDeclaration as saveDecision,
  insertDeclaration,
  type Declaration,
} from '../store/declarations.ts';
import { markDirty } from '../store/detections.ts';
import type { Pending } from '../store/pending.ts';
import { findPeopleWithRole, findPerson, type Person } from '../store/people.ts';
import { findPlace } from '../store/places.ts';
import { revokeWork, type ApprovalAnswer, type ApprovalEnd, type ApprovalRequest } from './approval-topic.ts';
import type { Deps } from './deps.ts';
import { pickApprover } from './pick-approver.ts';

/** Days back in which a decision on a declaration judges stays at its place again. */
const REJUDGE_DAYS = 35;

/** A person declares a side job; HR decides in the chat. The same id again is the same declaration. */
export async function declareSideJob(
  deps: Deps,
  person: Person,
  body: DeclarationBody,
): Promise<Declaration> {
  await checkBody(body);
  const approver = pickApprover(await findDeclarationApprovers(person.id), body.id);
  if (!approver) throw conflict('no_approver', 'nobody may decide this declaration');
  const { id, placeExternalId, employer, note, ...hours } = body;
  const at = deps.now();
  const { declaration, created } = await insertDeclaration({
    ...hours,
    id,
    personId: person.id,
    digest: digestOf(body),
    ...(placeExternalId !== undefined && { placeId: placeExternalId }),
    ...(employer !== undefined && { employer }),
    ...(note !== undefined && { note }),
    status: 'pending',
    submittedAt: at,
    requestId: id,
    askedAt: at,
    approverIds: [approver.id],
    pending: [
      auditOf(
        { id, personId: person.id },
        { at, actorId: person.id, action: 'declaration.submit', to: 'pending' },
      ),
      { id: `${id}:approval`, kind: 'approval', topic: 'declaration' },
    ],
    sent: [],
  });
  if (declaration.personId !== person.id || declaration.digest !== digestOf(body))
    throw conflict('declaration_conflict', 'this id names another declaration');
  if (created) await deps.enqueue({ name: 'relay' });
  return declaration;
}

/**
 * What HR said in the chat; the declaration's place is judged again either way. Withdrawn by the person, or taken back after all, it is
 * over; ended in any other way it still waits, and somebody else is asked.
 */
export async function settleDeclaration(
  deps: Deps,
  request: ApprovalRequest,
  answer: ApprovalAnswer,
): Promise<void> {
  if (answer.result !== 'ended') {
    const { result, decider, at } = answer;
    return close(deps, request, { from: 'pending', status: result, byId: decider.id, at });
  }
  const { reason } = answer;
  const over = { status: 'withdrawn', byId: 'system', at: deps.now() } as const;
  if (reason === 'approval_canceled') return close(deps, request, { ...over, from: 'pending' }, reason);
  if (reason === 'approval_reverted') {
    // Nobody may have heard yet that it was approved.
    for (const from of ['pending', 'approved'] as const)
      await close(deps, request, { ...over, from }, reason);
    return;
  }
  await askSomebodyElse(deps, request, reason);
}

// oxlint-disable-next-line eslint/max-params -- why belongs to the audit line, not to the decision
async function close(
  deps: Deps,
  { documentId: id, applicantId: personId }: ApprovalRequest,
  decision: Parameters<typeof saveDecision>[1],
  why?: string,
): Promise<void> {
  const { from, status: to, byId: actorId, at } = decision;
  const what = { at, actorId, action: 'declaration.decide', from, to, ...(why !== undefined && { why }) };
  const saved = await saveDecision(id, decision, [
    auditOf({ id, personId }, what),
    { id: `${id}:card:declaration`, kind: 'card', slot: 'declaration' },
  ]);
  if (saved) await rejudgePlace(deps, saved);
}

async function askSomebodyElse(deps: Deps, request: ApprovalRequest, reason: ApprovalEnd): Promise<void> {
  const { documentId: id, applicantId, requestId } = request;
  const approvers = await findDeclarationApprovers(applicantId);
  const others = approvers.filter((person) => !request.approverIds.includes(person.id));
  const next = pickApprover(others.length > 0 ? others : approvers, requestId);
  if (!next) return;
  const at = deps.now();
  const nextId = `${id}-${+at}`;
  const asked = { requestId: nextId, askedAt: at, approverIds: [next.id] };
  const what = { at, actorId: 'system', action: 'declaration.ask_again', to: 'pending', why: reason };
  await askAgain(id, requestId, asked, [
    { ...auditOf({ id, personId: applicantId }, what), id: `${nextId}:audit` },
    { id: `${nextId}:approval`, kind: 'approval', topic: 'declaration' },
    ...revokeWork('declaration', request),
  ]);
  await deps.enqueue({ name: 'relay' });
}

async function rejudgePlace(deps: Deps, { personId, placeId }: Declaration): Promise<void> {
  const person = await findPerson(personId);
  if (!person || placeId === undefined) return;
  const today = dayOf(deps.now(), person.timeZone);
  const alerts = await findAlerts(personId, addDays(today, -REJUDGE_DAYS), today);
  const at = new Date(+deps.now() - deps.settleMs);
  for (const { shiftId, day } of alerts.filter((alert) => alert.placeId === placeId))
    await markDirty({ personId, shiftId, day, at });
  await deps.enqueue({ name: 'detect', personId });
  await deps.enqueue({ name: 'relay' });
}

async function checkBody(body: DeclarationBody): Promise<void> {
  if (body.fromDay > body.toDay)
    throw invalidInput([{ field: 'toDay', reason: 'must not be before fromDay' }]);
  if (body.placeExternalId !== undefined && !(await findPlace(body.placeExternalId)))
    throw invalidInput([{ field: 'placeExternalId', reason: 'no such place' }]);
}

/** HR, but nobody decides about themselves. */
export async function findDeclarationApprovers(personId: string): Promise<Person[]> {
  return (await findPeopleWithRole('hr')).filter(({ id }) => id !== personId);
}

function digestOf(body: DeclarationBody): string {
  const fields = Object.entries(body).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

function auditOf(
  declaration: Pick<Declaration, 'id' | 'personId'>,
  change: Readonly<{ at: Date; actorId: string; action: string; from?: string; to: string; why?: string }>,
): Pending {
  const { id, personId } = declaration;
  return {
    id: `${id}:audit:${change.to}`,
    kind: 'audit',
    entry: { ...change, subject: `declarations:${id}`, personId },
  };
}
