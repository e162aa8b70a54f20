import type { Case, CaseMove } from './case.ts';
import { withoutDecision } from './revert.ts';
import { findRow, type CaseEvent } from './transitions.ts';

/** Fields a move may set besides state, version, history and the deadlines that follow from it. */
export type CaseChanges = Partial<Omit<Case, 'id' | 'version' | 'state' | 'history' | 'clock'>>;
/** A case after a move, with the rows it added. */
export type Moved = Readonly<{ next: Case; rows: readonly CaseMove[] }>;
/** A legal step, who takes it and what it changes besides the state. */
export type Step = Readonly<{
  event: CaseEvent;
  actorId: string;
  at: Date;
  reason?: string;
  changes?: CaseChanges;
}>;

/** The case after one legal step; the guard has been asked before. Its deadlines are derived afterwards. */
export function moveCase(subject: Case, step: Step): Moved {
  const to = findRow(subject, step.event)?.to;
  if (to === undefined) throw new RangeError(`no ${step.event} from ${subject.state}`);
  const row: CaseMove = {
    at: step.at,
    actorId: step.actorId,
    event: step.event,
    from: subject.state,
    to,
    ...(step.reason !== undefined && { reason: step.reason }),
  };
  const next: Case = {
    ...subject,
    ...step.changes,
    state: to,
    version: subject.version + 1,
    history: [...subject.history, row],
  };
  return { next: step.event === 'revert' ? withoutDecision(next) : next, rows: [row] };
}

/** Two steps written as one. */
export function andThen(moved: Moved, step: Step): Moved {
  const then = moveCase(moved.next, step);
  return { next: { ...then.next, version: moved.next.version }, rows: [...moved.rows, ...then.rows] };
}
