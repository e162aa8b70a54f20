import { createHash } from 'node:crypto';
import type { ExplainBody, VerifyBody } from '../contract/case.ts';
import { isExplanationOver } from '../domain/case/name.ts';
import { nextShiftStart } from '../domain/case/own-roster.ts';
import { conflict } from '../errors.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findDuty } from './case/case-duty.ts';
import { schedulesFrom } from './case/case-facts.ts';
import { loadCase, stepCase, stepLatest } from './case/case-step.ts';
import { waitsEnded } from './case/case-wait.ts';
import type { Actor, Deps } from './deps.ts';
import { requireWay } from './relay/to-subject.ts';
import { SYSTEM } from './deps.ts';

/** T0: the person gets the facts, HR on duty gets the case under a pseudonym, and the contact clock starts. */
export async function publishCase(deps: Deps, record: CaseRecord): Promise<CaseRecord> {
  const at = deps.now();
  const duty = await findDuty(record, at);
  return stepCase(deps, record, {
    event: 'publish',
    actor: SYSTEM,
    changes: { publishedAt: at, ...(duty && { duty }) },
    cards: [{ slot: 'case-hr' }],
  });
}

/** HR writes to the person through the bot; somebody off duty is written to at the next shift start. */
export async function contactCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version?: number; note?: string },
): Promise<CaseRecord> {
  const take = (record: CaseRecord) => contact(deps, actor, { record, ...input });
  return input.version === undefined ? stepLatest(input.caseId, take) : take(await loadCase(input.caseId));
}

async function contact(
  deps: Deps,
  actor: Actor,
  { record, ...input }: { record: CaseRecord; version?: number; note?: string },
): Promise<CaseRecord> {
  const at = deps.now();
  await requireWay(deps, record);
  const queuedUntil = nextShiftStart(await schedulesFrom(record, at), at);
  const isFirst = record.state === 'open';
  return stepCase(deps, record, {
    event: 'contact',
    actor,
    ...(input.version !== undefined && { version: input.version }),
    changes: {
      ...(isFirst && { publishedAt: at, duty: { hrId: actor.personId, deputyIds: [] } }),
      contact: {
        at,
        byId: actor.personId,
        ...(input.note !== undefined && { note: input.note }),
        ...(queuedUntil && { queuedUntil }),
      },
    },
    cards: [
      { slot: 'contact', ...(queuedUntil && { notBefore: queuedUntil }) },
      ...(isFirst ? [{ slot: 'case-hr' }] : []),
    ],
  });
}

/**
 * The person answers; the same answer sent twice is one answer, and a case that moved meanwhile still takes it. Who wants to say more
 * says that the answer is not `done`; then the period runs on.
 */
export async function explainCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: ExplainBody },
): Promise<CaseRecord> {
  const { id, quickReason, text, done = true } = input.body;
  return stepLatest(input.caseId, async (record) => {
    if (record.explanation && record.personId === actor.personId) return repeatedAnswer(record, input.body);
    const at = deps.now();
    const isLast = done && record.explanationEndedAt === undefined;
    return stepCase(deps, record, {
      event: 'explain',
      actor,
      changes: { explanation: { id, at, quickReason, text } },
      ...(isLast && { followedBy: { event: 'finish_explaining', changes: { explanationEndedAt: at } } }),
    });
  });
}

/** 已说明完毕: the person has said everything, the period ends early. */
export async function finishExplaining(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version: number },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const changes = { explanationEndedAt: deps.now() };
  return stepCase(deps, record, { event: 'finish_explaining', actor, version: input.version, changes });
}

/** The period ended: silence proves nothing, HR verifies with what there is. */
export async function endExplanation(deps: Deps, record: CaseRecord): Promise<CaseRecord> {
  const changes = { explanationEndedAt: record.explanationDueAt ?? deps.now() };
  return stepCase(deps, record, { event: 'end_explanation', actor: SYSTEM, changes });
}

/** HR says what was found. Unsubstantiated or permitted closes the case at once. */
export async function verifyCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: VerifyBody },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, result, reason } = input.body;
  const at = deps.now();
  const isOver = isExplanationOver(record, at) && record.explanationEndedAt === undefined;
  const verification = { at, byId: actor.personId, result, reason };
  const step = {
    event: 'verify',
    actor,
    version,
    reason,
    against: result === 'substantiated',
    changes: {
      verification,
      ...(isOver && record.explanationDueAt && { explanationEndedAt: record.explanationDueAt }),
    },
  } as const;
  if (result === 'substantiated') return stepCase(deps, record, step);
  return stepCase(deps, record, {
    ...step,
    followedBy: { event: 'close', changes: { outcome: result } },
    cards: [{ slot: 'decision' }],
  });
}

/** The HR lead gives the verification three more working days, once, for a stated reason. */
export async function extendVerification(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version: number; reason: string },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, reason } = input;
  const changes = { extension: { at: deps.now(), byId: actor.personId, reason } };
  return stepCase(deps, record, { event: 'extend', actor, version, reason, changes });
}

/** Lane A: a talk, no penalty and no file entry; HR alone closes it. */
export async function talkCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version: number; reason: string },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, reason } = input;
  return stepCase(deps, record, {
    event: 'talk',
    actor,
    version,
    reason,
    changes: { lane: 'A', outcome: 'talk', ...waitsEnded(record, deps.now()) },
    cards: [{ slot: 'decision' }],
  });
}

/** Case ids follow from the alert and its round, so that opening twice opens once. */
export function caseIdOf(alertId: string, round: number): string {
  return `c${createHash('sha256').update(`${alertId}#${round}`).digest('hex').slice(0, 23)}`;
}

/** What the sweep does for a case whose explanation period is over. */
export const mayEndExplanation = (record: CaseRecord, at: Date): boolean =>
  record.state === 'contacted' && record.explanationEndedAt === undefined && isExplanationOver(record, at);

function repeatedAnswer(record: CaseRecord, body: ExplainBody): CaseRecord {
  const given = record.explanation;
  const same = given?.id === body.id && given.text === body.text && given.quickReason === body.quickReason;
  if (same) return record;
  throw conflict('already_explained');
}
