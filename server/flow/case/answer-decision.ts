import { refuseMove, type CaseActor } from '../../domain/case/guard.ts';
import { findCaseByInstance, saveCaseApprovers } from '../../store/case-approvals.ts';
import type { CaseState } from '../../contract/case.ts';
import { findCase, listCases } from '../../store/cases.ts';
import type { ApprovalRequest, ApprovalTopic } from '../approval/approval-topic.ts';
import { decisionRequestOf } from './ask-decision.ts';
import { revertDecision } from './case-revert.ts';
import { decideCase, findApprovers, recall } from '../decision.ts';
import { eachOf } from '../each-of.ts';
import { isInLine } from './reporting-line.ts';

/** Five working days and two weekends are never less: nobody is hurried, and nothing old is signed (R8). */
const LIFE_MS = 9 * 24 * 3_600_000;

/** The second person's word on a proposed measure. */
export const decisionTopic: ApprovalTopic = {
  kind: 'decision',
  collection: 'cases',
  lifeMs: LIFE_MS,
  findByInstance: async (instanceCode) =>
    decisionRequestOf(await findCaseByInstance('approval', instanceCode)),
  listWaiting: (batch) => requestsIn(['proposed'], batch),
  listGranted: (_at, batch) => requestsIn(['approved', 'appealed'], batch),
  noteApprovers: ({ documentId, requestId }, approverIds) =>
    saveCaseApprovers('approval', { id: documentId, requestId }, approverIds),
  refuse: async (deps, { documentId }, decider) => {
    const record = await findCase(documentId);
    if (record?.state !== 'proposed') return null;
    const leadsSubject = await isInLine(decider, record.personId);
    const actor: CaseActor = { personId: decider.id, roles: decider.roles, leadsSubject };
    return refuseMove(record, { event: 'approve', actor, at: deps.now() });
  },
  findApprovers: async ({ documentId, applicantId }) => {
    const record = await findCase(documentId);
    return record ? findApprovers(record, applicantId) : [];
  },
  settle: async (deps, { documentId, requestId }, answer) => {
    const record = await findCase(documentId);
    if (record?.approval?.requestId !== requestId) return;
    const isWaiting = record.state === 'proposed';
    if (answer.result !== 'ended') {
      if (isWaiting) await decideCase(deps, record, answer);
    } else if (isWaiting) await recall(deps, record, answer.reason);
    else await revertDecision(deps, record, answer.reason);
  },
};

async function* requestsIn(states: readonly CaseState[], batch: number): AsyncGenerator<ApprovalRequest> {
  const records = eachOf(
    batch,
    (scope) => listCases({ states, ...scope }),
    ({ openedAt, id }) => ({ at: openedAt, id }),
  );
  for await (const record of records) {
    const request = record.execution ? null : decisionRequestOf(record);
    if (request) yield request;
  }
}
