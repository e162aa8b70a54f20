import { refuseMove } from '../../domain/case/guard.ts';
import {
  findCaseByInstance,
  listOpenNames,
  listUnmaskAsks,
  saveCaseApprovers,
} from '../../store/case-approvals.ts';
import { findCase, type CaseRecord } from '../../store/cases.ts';
import type { ApprovalRequest, ApprovalTopic } from '../approval/approval-topic.ts';
import { unmaskRequestOf } from './ask-unmask.ts';
import { eachOf } from '../each-of.ts';
import { isInLine } from './reporting-line.ts';
import { closeName, declineName, endAsk, findUnmaskApprovers, openName } from './unmask.ts';

/** As long as the person has to explain, in hours: afterwards the name opens by itself. */
const LIFE_MS = 72 * 3_600_000;

/** The second person's word on opening a name. */
export const unmaskTopic: ApprovalTopic = {
  kind: 'unmask',
  collection: 'cases',
  lifeMs: LIFE_MS,
  findByInstance: async (instanceCode) =>
    unmaskRequestOf(await findCaseByInstance('unmaskAsk', instanceCode)) ??
    grantedOf(await findCaseByInstance('unmask', instanceCode)),
  listWaiting: async function* (batch) {
    const asked = eachOf(batch, listUnmaskAsks, ({ unmaskAsk, id }) => ({ at: unmaskAsk?.at ?? null, id }));
    for await (const record of asked) {
      const request = unmaskRequestOf(record);
      if (request) yield request;
    }
  },
  listGranted: async function* (at, batch) {
    const open = eachOf(
      batch,
      (scope) => listOpenNames(at, scope),
      ({ unmask, id }) => ({ at: unmask?.untilAt ?? null, id }),
    );
    for await (const record of open) {
      const request = grantedOf(record);
      if (request) yield request;
    }
  },
  noteApprovers: ({ documentId, requestId }, approverIds) =>
    saveCaseApprovers('unmaskAsk', { id: documentId, requestId }, approverIds),
  refuse: async (deps, { documentId }, decider) => {
    const record = await findCase(documentId);
    if (!record?.unmaskAsk) return null;
    const leadsSubject = await isInLine(decider, record.personId);
    const actor = { personId: decider.id, roles: decider.roles, leadsSubject };
    return refuseMove(record, { event: 'unmask', actor, at: deps.now() });
  },
  findApprovers: ({ subjectId = '', applicantId }) => findUnmaskApprovers(subjectId, applicantId),
  settle: async (deps, { documentId, requestId }, answer) => {
    const record = await findCase(documentId);
    if (!record) return;
    if (answer.result === 'ended' && record.unmask?.instanceCode === requestId)
      return closeName(deps, record, answer.reason);
    if (record.unmaskAsk?.requestId !== requestId) return;
    if (answer.result === 'ended') await endAsk(deps, record, answer.reason);
    else if (answer.result === 'approved') await openName(deps, record, answer);
    else await declineName(deps, record, answer);
  },
};

/** The request that opened the name: an approval may be taken back afterwards. */
function grantedOf(record: CaseRecord | null): ApprovalRequest | null {
  if (!record?.unmask) return null;
  const { at, askedById, byId, instanceCode } = record.unmask;
  const who = { applicantId: askedById, subjectId: record.personId, approverIds: [byId] };
  return { documentId: record.id, requestId: instanceCode, askedAt: at, instanceCode, ...who };
}
