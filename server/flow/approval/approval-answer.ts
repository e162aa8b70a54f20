import type { MoveFault } from '../../domain/case/guard.ts';
import type { ApprovalInstance } from '../../feishu/platform.ts';
import { findPersonByOpenId, type Person } from '../../store/people.ts';
import type { ApprovalAnswer, ApprovalEnd, ApprovalRequest, ApprovalTopic } from './approval-topic.ts';
import type { Deps } from '../deps.ts';

export type Asked = Readonly<{
  topic: ApprovalTopic;
  request: ApprovalRequest;
  instance: ApprovalInstance;
}>;

/**
 * What an instance says about its request: null while it waits. Everyone who took part must be allowed to; `ended` is what only an
 * event knows. Somebody who decided after all counts, not the clock.
 */
export async function readAnswer(
  deps: Deps,
  { topic, request, instance }: Asked,
  ended?: ApprovalEnd,
): Promise<ApprovalAnswer | null> {
  const { status, deciderOpenIds } = instance;
  const isDecided = status === 'APPROVED' || status === 'REJECTED';
  if (instance.isReverted === true) return { result: 'ended', reason: 'approval_reverted' };
  if (ended === 'approval_reverted' || (ended && !isDecided)) return { result: 'ended', reason: ended };
  if (status === 'PENDING') return null;
  if (!isDecided) return { result: 'ended', reason: 'approval_canceled' };
  const deciders = await Promise.all(deciderOpenIds.map(findPersonByOpenId));
  const decider = deciders.at(-1);
  if (!decider) return { result: 'ended', reason: 'approver_unknown' };
  for (const one of deciders) {
    const fault = one?.isActive ? await mayNotDecide(deps, { topic, request }, one) : 'approver_unknown';
    if (fault) return { result: 'ended', reason: fault };
  }
  const at = instance.decidedAt ?? deps.now();
  const result = status === 'APPROVED' ? 'approved' : 'rejected';
  return { result, decider, at, comment: instance.comment ?? '' };
}

/** Neither who asks nor whom it is about decides; the rest is the topic's to say. */
export async function mayNotDecide(
  deps: Deps,
  { topic, request }: Omit<Asked, 'instance'>,
  person: Person,
): Promise<MoveFault | null> {
  if (person.id === request.subjectId) return 'is_subject';
  if (person.id === request.applicantId) return 'is_proposer';
  return topic.refuse(deps, request, person);
}
