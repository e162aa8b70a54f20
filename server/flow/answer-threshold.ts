import {
  findChange,
  findChangeByInstance,
  findChangesIn,
  saveChangeApprovers,
} from '../store/threshold-changes.ts';
import type { ApprovalTopic } from './approval-topic.ts';
import { thresholdRequestOf } from './ask-threshold.ts';
import { endChange, signChange } from './tuning-change.ts';
import { findSigners, maySign } from './tuning-signers.ts';

/** A signer has nine days: five working days and two weekends. */
const LIFE_MS = 9 * 24 * 3_600_000;

/** A signer's word on new thresholds. */
export const thresholdTopic: ApprovalTopic = {
  kind: 'threshold',
  collection: 'threshold_changes',
  lifeMs: LIFE_MS,
  findByInstance: async (code) => thresholdRequestOf(await findChangeByInstance(code)),
  listWaiting: async (limit) =>
    (await findChangesIn('waiting')).flatMap((change) => thresholdRequestOf(change) ?? []).slice(0, limit),
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
  settle: async (deps, { documentId, requestId }, answer) => {
    const change = await findChange(documentId);
    if (change?.status !== 'waiting' || change.asking?.requestId !== requestId) return;
    if (answer.result === 'ended') {
      await endChange(deps, change, { status: 'expired', why: answer.reason });
      return;
    }
    const { decider, at, comment, result } = answer;
    const accept = result === 'approved';
    const signature = { byId: decider.id, at, via: 'chat', accept, comment } as const;
    await signChange(deps, change, { as: change.asking.as, signature });
  },
};
