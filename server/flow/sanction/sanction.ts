import type { DemandReplyBody, SanctionStepBody } from '../../contract/sanction.ts';
import { isEnded } from '../../domain/case/case.ts';
import { isAnswered } from '../../domain/case/name.ts';
import { firstDelivery } from '../../domain/sanction/delivery.ts';
import { isPreparing } from '../../domain/sanction/preparing.ts';
import {
  refuseStep,
  type SanctionStep,
  type StepFacts,
  type StepFault,
} from '../../domain/sanction/refuse-step.ts';
import type { Sanction, SanctionEvidence, SanctionRow } from '../../domain/sanction/sanction.ts';
import { standardSanction } from '../../domain/sanction/settings.ts';
import { takeStep } from '../../domain/sanction/take-step.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findLetter, type Letter } from '../../store/letters.ts';
import type { Pending } from '../../store/pending.ts';
import { saveSteps } from '../../store/sanctions.ts';
import { unionReplyDue } from './letter-days.ts';
import { loadCase } from '../case/case-step.ts';
import type { Actor, Deps } from '../deps.ts';
import { loadSanction, ruleBindingOf } from './sanction-facts.ts';
import { followSanction } from './sanction-wait.ts';

/** Takes one step of a legal path: refused when the path has no such step or its facts are missing (trust R10). */
export async function stepSanction(
  deps: Deps,
  actor: Actor,
  input: Readonly<{ caseId: string; body: SanctionStepBody }>,
): Promise<Sanction> {
  const record = await loadCase(input.caseId);
  if (isEnded(record.state)) throw conflict('case_ended');
  if (record.verification?.result !== 'substantiated') throw conflict('not_substantiated');
  if (!isPreparing(record.state)) throw conflict('penalty_asked');
  const { body } = input;
  const sanction = await loadSanction(record, body.path);
  if (sanction.version !== body.version) throw conflict('stale_version');
  const facts = await factsOf(deps, { record, sanction, actor, body });
  const next = await saveStep(deps, sanction, stepOf(deps, { record, actor, event: body.event, facts }));
  await followSanction(deps, next.id);
  return next;
}

/** The person's own word on a demand to stop. */
export async function replyToDemand(
  deps: Deps,
  actor: Actor,
  input: Readonly<{ caseId: string; body: DemandReplyBody }>,
): Promise<Sanction> {
  const record = await loadCase(input.caseId);
  if (isEnded(record.state)) throw conflict('case_ended');
  const sanction = await loadSanction(record, 'dual_employment');
  const { version, stopped, text } = input.body;
  if (sanction.version !== version) throw conflict('stale_version');
  const reply = { at: deps.now(), stopped, text };
  return saveStep(deps, sanction, stepOf(deps, { record, actor, event: 'reply', facts: { reply } }));
}

export function stepOf(
  deps: Deps,
  { record, ...rest }: Pick<SanctionStep, 'event' | 'actor' | 'facts'> & { record: CaseRecord },
): SanctionStep {
  const { isTalkOnly, finding } = record;
  return {
    ...rest,
    ...(isTalkOnly && { isTalkOnly }),
    at: deps.now(),
    happenedAt: finding.startAt,
    settings: standardSanction,
  };
}

/** One document write: the step, its history, its audit entry. */
export async function saveStep(deps: Deps, before: Sanction, step: SanctionStep): Promise<Sanction> {
  const fault = refuseStep(before, step);
  if (fault) throw stepError(fault);
  return saveTaken(deps, before, takeStep(before, step));
}

/** Keeps every step that `next` is ahead of `before`, in one write. */
export async function saveTaken(deps: Deps, before: Sanction, next: Sanction): Promise<Sanction> {
  const rows = next.history.slice(before.history.length);
  const saved = await saveSteps(before, next, [
    ...rows.map((row, at) => auditOf(next, row, before.version + at + 1)),
    { id: `${next.id}:${next.version}:follow`, kind: 'follow' },
  ]);
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  return next;
}

type Known = Readonly<{
  record: CaseRecord;
  sanction: Sanction;
  actor: Actor;
  body: SanctionStepBody;
}>;

/** What a step leaves in the file; dates, letters and rules come from our own records, never from the request. */
async function factsOf(deps: Deps, { record, sanction, actor, body }: Known): Promise<StepFacts> {
  const at = deps.now();
  switch (body.event) {
    case 'bind_rule': {
      const rule = await ruleBindingOf(record, body.article);
      return rule ? { rule } : {};
    }
    case 'list_evidence':
      return { evidence: body.evidence.map(toEvidence) };
    case 'hear':
      return hearingOf(record, at, body.interviewLetterId);
    case 'weigh_milder':
      return { milder: { at, byId: actor.personId, note: body.note } };
    case 'show_effect':
      return { effect: { at, note: body.note, evidence: body.evidence.map(toEvidence) } };
    case 'demand': {
      const { id, issuedAt, deadlineAt } = await letterOf(record, body.letterId, 'demand');
      return deadlineAt ? { demand: { letterId: id, issuedAt, deadlineAt } } : {};
    }
    case 'prove_delivery': {
      const letter = sanction.demand && (await findLetter(sanction.demand.letterId));
      const delivery = letter && firstDelivery('demand', letter.deliveries);
      return delivery ? { delivery } : {};
    }
    case 'refuse':
      return { refusal: { at, note: body.note, evidence: (body.evidence ?? []).map(toEvidence) } };
    case 'comply':
      return { compliance: { at, note: body.note } };
    case 'notify_union': {
      const { id, deadlineAt } = await letterOf(record, body.letterId, 'union_notice');
      const handedOverAt = new Date(body.handedOverAt);
      if (handedOverAt > at) throw conflict('not_handed_over');
      const due = await unionReplyDue(record, handedOverAt);
      // The notice may name a later day; the union keeps it.
      const replyDueAt = deadlineAt && deadlineAt > due.at ? deadlineAt : due.at;
      return { unionNotice: { letterId: id, to: body.to, handedOverAt, replyDueAt } };
    }
    case 'union_reply':
      return { unionReply: { at, byId: actor.personId, text: body.text } };
    case 'consider_reply':
      return { unionAnswer: { at, byId: actor.personId, answer: body.answer } };
    case 'union_silence':
      return {};
    default:
      throw notFound('step');
  }
}

/** How the person was heard: by an interview record, the own answer, or the whole period without one. */
export async function hearingOf(
  record: CaseRecord,
  at: Date,
  interviewLetterId?: string,
): Promise<Pick<StepFacts, 'hearing'>> {
  if (interviewLetterId !== undefined) {
    const { id, issuedAt } = await letterOf(record, interviewLetterId, 'interview');
    return { hearing: { at: issuedAt, how: 'interview', letterId: id } };
  }
  if (record.explanation) return { hearing: { at: record.explanation.at, how: 'explanation' } };
  const { explanationDueAt, explanationEndedAt } = record;
  // 已说明完毕 after answers to HR's messages.
  if (explanationEndedAt && isAnswered(record) && at >= explanationEndedAt)
    return { hearing: { at: explanationEndedAt, how: 'explanation' } };
  const isOver = explanationDueAt !== undefined && at >= explanationDueAt;
  return isOver ? { hearing: { at: explanationDueAt, how: 'silence' } } : {};
}

async function letterOf(record: CaseRecord, id: string, kind: Letter['kind']): Promise<Letter> {
  const letter = await findLetter(id);
  if (letter?.caseId !== record.id || letter.kind !== kind) throw notFound('letter');
  return letter;
}

type EvidenceInput = Extract<SanctionStepBody, { event: 'list_evidence' }>['evidence'][number];
function toEvidence({ at, ...item }: EvidenceInput): SanctionEvidence {
  return { ...item, ...(at !== undefined && { at: new Date(at) }) };
}

const wrongPerson: ReadonlySet<StepFault> = new Set(['not_your_role', 'is_subject']);
const stepError = (fault: StepFault) => (wrongPerson.has(fault) ? forbidden(fault) : conflict(fault));

function auditOf({ id, personId }: Sanction, row: SanctionRow, version: number): Pending {
  const { at, actorId, event, from, to } = row;
  const entry = { at, actorId, action: `sanction.${event}`, subject: `sanctions:${id}`, personId, from, to };
  return { id: `${id}:${version}`, kind: 'audit', entry };
}
