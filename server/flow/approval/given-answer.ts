import { readAnswer } from './approval-answer.ts';
import type { ApprovalRequest, ApprovalTopic } from './approval-topic.ts';
import type { Deps } from '../deps.ts';

/** An instance the platform cannot be asked about for this long after its time is given up. */
export const UNKNOWN_MS = 24 * 3_600_000;

/**
 * Before time speaks for somebody: an answer in the chat whose event is under way was given in time, and is taken. True when it was, and
 * then the document is another one.
 */
export async function takeGivenAnswer(
  deps: Deps,
  topic: ApprovalTopic,
  { request, dueAt }: Readonly<{ request: ApprovalRequest; dueAt: Date }>,
): Promise<boolean> {
  const { instanceCode } = request;
  if (instanceCode === undefined || +deps.now() - +dueAt > UNKNOWN_MS) return false;
  const instance = await deps.feishu.approvals.get(instanceCode);
  const answer = await readAnswer(deps, { topic, request, instance });
  if (answer) await topic.settle(deps, request, answer);
  return answer !== null;
}
