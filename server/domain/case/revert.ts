import type { Case } from './case.ts';

/**
 * The case without its decision, after the approval was taken back. An appeal from it goes too, since a new decision can be appealed from
 * anew; what the person wrote in the appeal stays, among the messages.
 */
export function withoutDecision(subject: Case): Case {
  const { decision: _back, appealUntilAt: _over, appeal, messages = [], ...rest } = subject;
  if (!appeal) return { ...rest, ...(subject.messages && { messages }) };
  const { id, at, text } = appeal;
  return { ...rest, messages: [...messages, { id, at, from: 'subject', byId: subject.personId, text }] };
}
