import type { Case } from './case.ts';

/** Hours an unmasking by the HR lead lasts. */
export const UNMASK_HOURS = 24;

/** Whether the person has answered, or had the whole period to do so (trust R9). */
export function isExplanationOver(subject: Case, at: Date): boolean {
  if (subject.explanation) return true;
  return subject.explanationDueAt !== undefined && at >= subject.explanationDueAt;
}

/**
 * Whether HR may see whose case it is (trust R12): the person answered under the own name, the period ended unanswered, or the HR lead
 * unmasked it for a stated purpose and time.
 */
export function isNameOpen(subject: Case, at: Date): boolean {
  return isExplanationOver(subject, at) || (subject.unmask !== undefined && at < subject.unmask.untilAt);
}
