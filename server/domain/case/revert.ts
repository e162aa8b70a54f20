import type { Case } from './case.ts';

/**
 * The case without a decision whose approval was taken back. With it goes an appeal from it: a new decision can be appealed from anew.
 * What the person wrote in the appeal stays, among the messages.
 */
export function withoutDecision(subject: Case): Case {
  const { decision: _back, appealUntilAt: _over, appeal, messages = [], ...rest } = subject;
  if (!appeal) return { ...rest, ...(subject.messages && { messages }) };
  const { id, at, text } = appeal;
  return { ...rest, messages: [...messages, { id, at, from: 'subject', byId: subject.personId, text }] };
}
