import { appendAudit } from '../../store/audit.ts';
import { findPeople, findPersonByOpenId } from '../../store/people.ts';
import { codeOf } from './approval.ts';
import { mayNotDecide, type Asked } from './approval-answer.ts';
import type { ApprovalEnd } from './approval-topic.ts';
import type { Deps } from '../deps.ts';
import { pickApprover } from './pick-approver.ts';

/**
 * Keeps up with who is asked now. One transferred to somebody who may not decide ends: their word would not count anyway. Where the one
 * who is asked has left, somebody else is asked instead.
 */
export async function followHolders(deps: Deps, asked: Asked): Promise<void> {
  const { topic, request, instance } = asked;
  const holderIds: string[] = [];
  for (const holder of instance.holders) {
    const person = await findPersonByOpenId(holder.openId);
    const fault = person?.isActive ? await mayNotDecide(deps, asked, person) : null;
    if (fault) return end(deps, asked, fault);
    const id = person?.isActive ? person.id : await handOn(deps, asked, holder);
    if (id === null) return end(deps, asked, 'approver_unknown');
    holderIds.push(id);
  }
  const isSame = holderIds.toSorted().join() === [...request.approverIds].toSorted().join();
  if (holderIds.length === 0 || isSame) return;
  await appendAudit(`${request.requestId}:asked:${holderIds.join()}`, {
    at: deps.now(),
    actorId: 'system',
    action: 'approval.transfer',
    subject: `${topic.collection}:${request.documentId}`,
    ...(request.subjectId !== undefined && { personId: request.subjectId }),
    from: request.approverIds.join(' '),
    to: holderIds.join(' '),
  });
  await topic.noteApprovers(request, holderIds);
}

const end = (deps: Deps, { topic, request }: Asked, reason: ApprovalEnd): Promise<void> =>
  topic.settle(deps, request, { result: 'ended', reason });

/** Another person's id, who is asked instead of one who left; null when there is none or the platform refuses. */
async function handOn(
  deps: Deps,
  { topic, request, instance }: Asked,
  { openId, taskId }: Readonly<{ openId: string; taskId: string }>,
): Promise<string | null> {
  const asked = await findPeople(request.approverIds);
  const others = (await topic.findApprovers(request)).filter(
    (person) => !asked.some(({ id }) => id === person.id),
  );
  const next = pickApprover(others, request.requestId);
  if (!next) return null;
  const { instanceCode } = instance;
  const approvalCode = codeOf(deps, topic.kind);
  const task = { approvalCode, instanceCode, taskId, fromOpenId: openId, toOpenId: next.openId };
  return (await deps.feishu.approvals.transfer(task)) ? next.id : null;
}
