import type { ApprovalKind } from '../../contract/approval.ts';
import type { WaitKind } from '../../contract/case.ts';
import { standingPenalty } from '../../domain/case/appeal.ts';
import type { Case, CaseMove } from '../../domain/case/case.ts';
import type { CaseEvent } from '../../domain/case/transitions.ts';
import { settleAsk } from '../../domain/case/name.ts';
import { deriveDeadlines } from '../../domain/case/deadlines.ts';
import { refuseMove, type CaseActor, type MoveFault } from '../../domain/case/guard.ts';
import { andThen, moveCase, type Moved, type Step } from '../../domain/case/move.ts';
import { AppError, conflict, forbidden, notFound } from '../../errors.ts';
import { findCase, saveMove, type CaseAsk, type CaseRecord } from '../../store/cases.ts';
import type { Pending } from '../../store/pending.ts';
import { revokeWork } from '../approval/approval-topic.ts';
import { factsOf } from './case-facts.ts';
import type { Actor, Deps } from '../deps.ts';

/** Moves of one case that may come between; more than this at once is no person. */
const MOST_TRIES = 10;

/** Cards a move sends; `notBefore` holds one back. */
export type CardToSend = Readonly<{ slot: string; notBefore?: Date }>;
type Next = Pick<Step, 'event' | 'reason' | 'changes'>;
export type CaseStep = Readonly<
  Next & {
    actor: CaseActor;
    version?: number;
    against?: boolean;
    waitFor?: WaitKind;
    /** A second event of the same write. */
    followedBy?: Next;
    cards?: readonly CardToSend[];
    /** Asks in the chat. */
    approval?: ApprovalKind;
  }
>;

/**
 * Moves a case by one step: the move, its history, its deadlines, its audit entries and its messages are one document write. Refused when
 * the guard says no or when somebody moved it first.
 */
export async function stepCase(deps: Deps, before: CaseRecord, step: CaseStep): Promise<CaseRecord> {
  const at = deps.now();
  const fault = refuseMove(before, { ...step, at });
  if (fault) throw faultError(fault);
  const first = moveCase(before, { ...step, actorId: step.actor.personId, at });
  const both = step.followedBy
    ? andThen(first, { ...step.followedBy, actorId: step.actor.personId, at })
    : first;
  const moved = { ...both, next: settleAsk(both.next, step.event, at) };
  const timed = await withDeadlines(moved, at);
  const dropped = droppedBy(before, timed.next);
  const pending = [
    ...pendingOf(timed, step),
    ...takenBackWork(before, timed.next),
    ...dropped.flatMap((ask) => revokeOf[ask](before)),
  ];
  const saved = await saveMove(before, timed.next, { pending, dropped });
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  return saved;
}

/**
 * Takes a step on the case as it is now. What somebody says or presses without naming a version is about the case, not about one version
 * of it: when it moves between reading and writing (a manager's word, a deadline), the step is tried on what it has become.
 */
export async function stepLatest(
  id: string,
  step: (record: CaseRecord) => Promise<CaseRecord>,
): Promise<CaseRecord> {
  for (let left = MOST_TRIES; ; left -= 1) {
    try {
      return await step(await loadCase(id));
    } catch (error) {
      if (left <= 1 || !(error instanceof AppError && error.code === 'stale_version')) throw error;
    }
  }
}

/** Whether the guard would allow this step now. */
export function mayStep(deps: Deps, record: CaseRecord, event: CaseEvent, actor: Actor): boolean {
  return refuseMove(record, { event, actor, at: deps.now() }) === null;
}

export async function loadCase(id: string): Promise<CaseRecord> {
  const record = await findCase(id);
  if (!record) throw notFound('case');
  return record;
}

async function withDeadlines({ next, rows }: Moved, at: Date): Promise<Moved> {
  const { clock: _clock, ...rest } = next;
  return { next: { ...rest, ...deriveDeadlines(next, await factsOf(next), at) }, rows };
}

/** The entry of one row of a case's history in the audit chain. */
export const moveAudit = ({ id, personId }: Case, row: CaseMove, auditId: string): Pending => ({
  id: auditId,
  kind: 'audit',
  entry: {
    at: row.at,
    actorId: row.actorId,
    action: `case.${row.event}`,
    subject: `cases:${id}`,
    personId,
    ...(row.from !== undefined && { from: row.from }),
    to: row.to,
  },
});

function pendingOf({ next, rows }: Moved, step: CaseStep): Pending[] {
  const key = `${next.id}:${next.version}`;
  const audits = rows.map((row, index) => moveAudit(next, row, `${key}:audit:${index}`));
  const cards = (step.cards ?? []).map(({ slot, notBefore }): Pending => ({
    id: `${key}:card:${slot}`,
    kind: 'card',
    slot,
    ...(notBefore && { notBefore }),
  }));
  return [
    ...audits,
    ...(step.approval ? [{ id: `${key}:approval`, kind: 'approval', topic: step.approval } as const] : []),
    ...cards,
    { id: `${key}:refresh`, kind: 'refresh' },
    { id: `${key}:alert`, kind: 'alert' },
  ];
}

/** Letters that went out tell of a penalty that is none any more. */
function takenBackWork(before: Case, next: Case): Pending[] {
  const isTakenBack = standingPenalty(before) !== undefined && standingPenalty(next) === undefined;
  return isTakenBack ? [{ id: `${next.id}:${next.version}:follow`, kind: 'follow' }] : [];
}

/** What is asked in the chat no more: of a case that leaves its proposal without a decision, or whose name is open anyway. */
function droppedBy({ state, approval, unmaskAsk }: CaseRecord, next: Case): CaseAsk[] {
  const isLeft = state === 'proposed' && (next.state === 'verified' || next.state === 'withdrawn');
  const isDropped = unmaskAsk !== undefined && next.unmaskAsk === undefined;
  return [
    ...(isLeft && approval ? (['approval'] as const) : []),
    ...(isDropped ? (['unmaskAsk'] as const) : []),
  ];
}

const revokeOf: Readonly<Record<CaseAsk, (before: CaseRecord) => Pending[]>> = {
  approval: ({ approval, proposal }) =>
    approval && proposal ? revokeWork('decision', { ...approval, applicantId: proposal.byId }) : [],
  unmaskAsk: ({ unmaskAsk }) =>
    unmaskAsk ? revokeWork('unmask', { ...unmaskAsk, applicantId: unmaskAsk.byId }) : [],
};

const wrongPerson: readonly MoveFault[] = [
  'not_your_role',
  'is_subject',
  'is_proposer',
  'is_verifier',
  'is_decider',
  'in_reporting_line',
  'other_region',
];
export function faultError(fault: MoveFault): AppError {
  return wrongPerson.includes(fault) ? forbidden(fault) : conflict(fault);
}
