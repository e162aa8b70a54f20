import type { NonCompeteEvent } from '../../contract/non-compete.ts';
import type { NonCompeteAnswer } from '../../contract/non-compete-moves.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { dueFrom } from '../../domain/due.ts';
import {
  isNonCompeteEnded,
  moveNonCompete,
  refuseNonCompete,
  type NonCompeteChanges,
  type NonCompeteFault,
} from '../../domain/non-compete/procedure.ts';
import { addDays } from '../../domain/time.ts';
import { badField, conflict, forbidden, notFound } from '../../errors.ts';
import {
  findNonCompeteCase,
  saveNonCompeteMove,
  type NonCompeteCaseRecord,
} from '../../store/non-compete-cases.ts';
import type { Pending } from '../../store/pending.ts';
import { findPerson } from '../../store/people.ts';
import { zoneOf } from '../company/calendar.ts';
import type { Actor, Deps } from '../deps.ts';
import { requireLive } from '../rollout/rollout-mode.ts';
import { auditLine, loadGround, staleVersion } from './non-compete-parts.ts';

type Base = Readonly<{ caseId: string; version: number; reason: string }>;

/** HR tells the person what was found and until when to answer; needs a door the person can answer through. */
export async function notifyNonCompete(
  deps: Deps,
  actor: Actor,
  { caseId, version, reason, hasDoor }: Base & { hasDoor: boolean },
): Promise<NonCompeteCaseRecord> {
  if (!hasDoor) throw conflict('no_way_to_answer');
  const { at, timeZone, settings } = await loadGround(deps);
  const asked = { fromAt: at, workingDays: settings.explainWorkingDays };
  const { dueAt: answerDueAt, counted } = dueFrom(asked, await zoneOf({ timeZone }));
  return step(deps, actor, { caseId, version, reason, event: 'notify', changes: { answerDueAt, counted } });
}

/** The person answers, or objects to a demand: once each; the same words sent twice are one answer. */
export async function answerNonCompete(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; kind: 'explain' | 'object'; body: NonCompeteAnswer },
): Promise<NonCompeteCaseRecord> {
  const { caseId, kind, body } = input;
  const record = await loadNonCompeteCase(caseId);
  const given = kind === 'explain' ? record.explanation : record.objection;
  if (given?.id === body.id && given.text === body.text && record.personId === actor.personId) return record;
  const answer = { ...body, at: deps.now() };
  const changes = kind === 'explain' ? { explanation: answer } : { objection: answer };
  return step(deps, actor, { caseId, event: kind, changes });
}

export async function verifyNonCompete(
  deps: Deps,
  actor: Actor,
  { caseId, version, reason, result }: Base & { result: 'substantiated' | 'unsubstantiated' },
): Promise<NonCompeteCaseRecord> {
  const verification = { byId: actor.personId, at: deps.now(), result, reason };
  const against = result === 'substantiated';
  return step(deps, actor, { caseId, version, reason, event: 'verify', against, changes: { verification } });
}

/** A written demand to keep the agreement, with a day that leaves time to act; not by who found it true. */
export async function demandNonCompete(
  deps: Deps,
  actor: Actor,
  { caseId, version, reason, deadlineDay }: Base & { deadlineDay: string },
): Promise<NonCompeteCaseRecord> {
  const { day, at, settings } = await loadGround(deps);
  const earliest = addDays(day, settings.minDemandDays);
  if (deadlineDay < earliest) throw badField('deadlineDay', rule.dayOrLater(earliest));
  const demand = { byId: actor.personId, at, deadlineDay, reason };
  return step(deps, actor, { caseId, version, reason, event: 'demand', changes: { demand } });
}

/** The other steps of staff: uphold, drop, comply, refer. */
export async function moveNonCompeteCase(
  deps: Deps,
  actor: Actor,
  input: Base & { event: 'uphold' | 'drop' | 'comply' | 'refer' },
): Promise<NonCompeteCaseRecord> {
  return step(deps, actor, input);
}

/** The ground is gone: the case ends in the person's favour. */
export async function withdrawNonCompete(deps: Deps, caseId: string, reason: string): Promise<void> {
  const record = await loadNonCompeteCase(caseId);
  if (isNonCompeteEnded(record.state)) return;
  await step(deps, { personId: 'system', roles: ['system'] }, { caseId, event: 'withdraw', reason });
}

export async function loadNonCompeteCase(id: string): Promise<NonCompeteCaseRecord> {
  const found = await findNonCompeteCase(id);
  if (!found) throw notFound('non_compete_case');
  return found;
}

type Step = Readonly<{
  caseId: string;
  event: NonCompeteEvent;
  version?: number;
  reason?: string;
  against?: boolean;
  changes?: NonCompeteChanges;
}>;

/** What goes beyond a talk with HR: only where the whole procedure is in force (product M25). */
const BEYOND_A_TALK: readonly NonCompeteEvent[] = ['demand', 'uphold', 'refer'];

async function step(deps: Deps, actor: Actor, input: Step): Promise<NonCompeteCaseRecord> {
  const { event, version, against, reason, changes } = input;
  const record = await loadNonCompeteCase(input.caseId);
  const { at, day } = await loadGround(deps);
  const fault = refuseNonCompete(record, {
    event,
    actor,
    at,
    day,
    ...(version !== undefined && { version }),
    ...(against !== undefined && { against }),
  });
  if (fault) throw faultError(fault);
  if (BEYOND_A_TALK.includes(event)) await requireLive(deps, (await findPerson(record.personId)) ?? {});
  const next = moveNonCompete(record, {
    event,
    actorId: actor.personId,
    at,
    ...(reason !== undefined && { reason }),
    ...(changes && { changes }),
  });
  const saved = await saveNonCompeteMove(record, next, workOf(record, { ...next, event, actor, at }));
  if (!saved) throw staleVersion();
  await deps.enqueue({ name: 'relay' });
  return saved;
}

/** The person hears of what staff does, staff of what the person does. */
function workOf(
  before: NonCompeteCaseRecord,
  after: Readonly<{ version: number; state: string; event: NonCompeteEvent; actor: Actor; at: Date }>,
): Pending[] {
  const { id, personId, state: from } = before;
  const { version, state: to, event, actor, at } = after;
  const where = { collection: 'non_compete_cases', id, version, personId };
  const audit = auditLine(where, {
    at,
    actorId: actor.personId,
    action: `non_compete_case.${event}`,
    from,
    to,
  });
  const isSubject = actor.personId === personId;
  const tell: Pending = isSubject
    ? { id: `${id}:${version}:card`, kind: 'card', slot: 'answered' }
    : { id: `${id}:${version}:message`, kind: 'message', template: 'news' };
  return [audit, tell, { id: `${id}:${version}:refresh`, kind: 'refresh' }];
}

const wrongPerson: readonly NonCompeteFault[] = ['not_your_role', 'is_subject', 'is_verifier', 'is_demander'];
const faultError = (fault: NonCompeteFault) =>
  wrongPerson.includes(fault) ? forbidden(fault) : conflict(fault);
