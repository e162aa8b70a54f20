import { isEnded, type Case } from './case.ts';
import type { CaseEvent } from './transitions.ts';

/** Whether the person has answered, or had the whole period to do so (trust R9). */
export function isExplanationOver(subject: Case, at: Date): boolean {
  if (subject.explanation) return true;
  return subject.explanationDueAt !== undefined && at >= subject.explanationDueAt;
}

/**
 * Whether HR may see whose case it is (trust R12): the person answered under the own name, the period ended unanswered, or a
 * second person let HR unmask it for a stated purpose and time.
 */
export function isNameOpen(subject: Case, at: Date): boolean {
  return isExplanationOver(subject, at) || (subject.unmask !== undefined && at < subject.unmask.untilAt);
}

/** The case without a request to open the name that is answered, or that nobody needs any more. */
export function settleAsk(subject: Case, event: CaseEvent, at: Date): Case {
  const isAnswered = event === 'unmask' || event === 'end_unmask';
  if (!isAnswered && !isEnded(subject.state) && !isExplanationOver(subject, at)) return subject;
  const { unmaskAsk: _over, ...rest } = subject;
  return rest;
}
