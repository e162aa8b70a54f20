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

/** Whether the next step is this reader's, who is never the person; product section 4, each clock's actor. */
export function isTurnOf(
  { personId, state, clock, approval, unmaskAsk, appeal, publishAt }: CaseTurn,
  reader: Readonly<{ personId: string; roles: readonly string[] }>,
  at: Date,
): boolean {
  if (reader.personId === personId || (state === 'open' && publishAt > at)) return false;
  if (unmaskAsk?.approverIds.includes(reader.personId)) return true;
  if (!clock) return false;
  if (clock.kind === 'approval') return approval?.approverIds.includes(reader.personId) ?? false;
  if (clock.kind === 'appeal') return appeal?.deciderIds?.includes(reader.personId) ?? false;
  const isHr = reader.roles.includes('hr') || reader.roles.includes('hr_lead');
  if (clock.kind === 'appeal_window' && state !== 'approved') return false;
  return isHr && (HR_CLOCKS.includes(clock.kind) || (HR_AFTER.includes(clock.kind) && at >= clock.dueAt));
}
