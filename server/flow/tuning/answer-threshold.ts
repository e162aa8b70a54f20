import {
  findChange,
  findChangeByInstance,
  findChangesIn,
  saveChangeApprovers,
} from '../../store/threshold-changes.ts';
import type { ApprovalTopic } from '../approval/approval-topic.ts';
import { thresholdRequestOf } from './ask-threshold.ts';
import { endChange, signChange } from './tuning-change.ts';
import { findSigners, maySign } from './tuning-signers.ts';
import { listGivenSignatures, signaturesOf, withdrawSignature } from './tuning-withdraw.ts';

/** A signer has nine days: five working days and two weekends. */
const LIFE_MS = 9 * 24 * 3_600_000;

/** A signer's word on new thresholds. */
export const thresholdTopic: ApprovalTopic = {
  kind: 'threshold',
  collection: 'threshold_changes',
  lifeMs: LIFE_MS,
  findByInstance: async (code) => {
    const change = await findChangeByInstance(code);
    if (!change || change.asking?.instanceCode === code) return thresholdRequestOf(change);
    return signaturesOf(change).find(({ instanceCode }) => instanceCode === code) ?? null;
  },
  listWaiting: async function* () {
    for (const change of await findChangesIn('waiting')) {
      const request = thresholdRequestOf(change);
      if (request) yield request;
    }
  },
  listGranted: async function* () {
    yield* await listGivenSignatures();
  },
  noteApprovers: ({ documentId: id, requestId }, approverIds) =>
    saveChangeApprovers({ id, requestId }, approverIds),
  refuse: async (_deps, { documentId }, decider) => {
    const change = await findChange(documentId);
    if (!change?.asking) return null;
    const isOther = Object.values(change.signatures).some(({ byId }) => byId === decider.id);
    return maySign(decider, change.asking.as) && !isOther ? null : 'not_your_role';
  },
  findApprovers: async ({ documentId }) => {
    const change = await findChange(documentId);
    return change?.asking ? findSigners(change, change.asking.as) : [];
  },
  settle: async (deps, request, answer) => {
    const { documentId, requestId, instanceCode } = request;
    const change = await findChange(documentId);
    if (change?.status !== 'waiting' || change.asking?.requestId !== requestId) {
      if (answer.result === 'ended') await withdrawSignature(deps, request, answer.reason);
      return;
    }
    if (answer.result === 'ended') {
      await endChange(deps, change, { status: 'expired', why: answer.reason });
      return;
    }
    const { decider, at, comment, result } = answer;
    const accept = result === 'approved';
    const given = { byId: decider.id, at, via: 'chat', accept, comment } as const;
    const signature = { ...given, ...(instanceCode !== undefined && { instanceCode }) };
    await signChange(deps, change, { as: change.asking.as, signature });
  },
};
