import { WaitKindSchema } from '../../contract/case.ts';
import type { Case, ClockKind } from './case.ts';

/** What of a case says whose turn it is. */
export type CaseTurn = Pick<
  Case,
  'personId' | 'state' | 'clock' | 'approval' | 'unmaskAsk' | 'appeal' | 'publishAt'
>;

/** Clocks that run until HR does something; the others run for the person, for named people or for the system. */
const HR_CLOCKS: readonly ClockKind[] = ['contact', 'verification', 'decision', 'execution'];
/** Clocks at whose end it is HR's turn: the penalty is carried out, the wait is ended. */
const HR_AFTER: readonly ClockKind[] = ['appeal_window', ...WaitKindSchema.options];

/**
 * Until when the next step is to be done, where it is this reader's, who is never the person (product section 4, each clock's actor); null
 * where it has no date, undefined where it is not theirs.
 */
export function dueOfTurn(
  { personId, state, clock, approval, unmaskAsk, appeal, publishAt }: CaseTurn,
  reader: Readonly<{ personId: string; roles: readonly string[] }>,
  at: Date,
): Date | null | undefined {
  if (reader.personId === personId || (state === 'open' && publishAt > at)) return undefined;
  const isAsked = (ids: readonly string[] = []): boolean => ids.includes(reader.personId);
  const isHr = reader.roles.includes('hr') || reader.roles.includes('hr_lead');
  const isOf =
    clock?.kind === 'approval'
      ? isAsked(approval?.approverIds)
      : clock?.kind === 'appeal'
        ? isAsked(appeal?.deciderIds)
        : isHr && clock !== undefined && HR_CLOCKS.includes(clock.kind);
  if (clock && isOf) return clock.dueAt;
  // What ran until then was the person's time, or somebody else's.
  const isOver = clock !== undefined && at >= clock.dueAt && HR_AFTER.includes(clock.kind);
  const isDone = clock?.kind === 'appeal_window' && state !== 'approved';
  return (isHr && isOver && !isDone) || isAsked(unmaskAsk?.approverIds) ? null : undefined;
}
