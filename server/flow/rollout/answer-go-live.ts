import { findRollout, listRollouts, saveGoLiveApprovers, type Rollout } from '../../store/rollouts.ts';
import { isTakenBack, type ApprovalRequest, type ApprovalTopic } from '../approval/approval-topic.ts';
import { goLiveRequestOf } from './ask-go-live.ts';
import { answerGoLive, endAsking, maySignGoLive, withdrawGoLive } from './go-live.ts';
import { findGoLiveSigners } from './rollout-facts.ts';
import { loadRollout } from './rollout-move.ts';

/** A signer has nine days, as for new thresholds. */
const LIFE_MS = 9 * 24 * 3_600_000;
/** An approval in force is asked after for this long; later its event alone tells that it was taken back. */
const GIVEN_MS = 30 * 24 * 3_600_000;

/** The second person's word on a region going live. */
export const goLiveTopic: ApprovalTopic = {
  kind: 'go_live',
  collection: 'rollouts',
  lifeMs: LIFE_MS,
  findByInstance: async (code) =>
    (await requests()).find(({ instanceCode }) => instanceCode === code) ?? null,
  listWaiting: async function* () {
    for (const rollout of await listRollouts()) {
      const request = goLiveRequestOf(rollout);
      if (request) yield request;
    }
  },
  listGranted: async function* (at) {
    for (const rollout of await listRollouts()) {
      const request = givenRequestOf(rollout);
      if (request && +at - +request.askedAt < GIVEN_MS) yield request;
    }
  },
  noteApprovers: ({ documentId: id, requestId }, approverIds) =>
    saveGoLiveApprovers({ id, requestId }, approverIds),
  refuse: async (_deps, { documentId }, { id: personId, roles }) => {
    const rollout = await findRollout(documentId);
    if (!rollout?.goLive) return null;
    return maySignGoLive({ personId, roles }, rollout) ? null : 'not_your_role';
  },
  findApprovers: ({ applicantId }) => findGoLiveSigners(applicantId),
  settle: async (deps, request, answer) => {
    const { documentId, requestId, instanceCode, askedAt, applicantId } = request;
    const loaded = await loadRollout(deps, documentId);
    const { goLive, given } = loaded.before;
    if (goLive?.asking?.requestId !== requestId) {
      const isTaken = answer.result === 'ended' && isTakenBack(answer.reason);
      if (isTaken && given?.requestId === requestId) await withdrawGoLive(deps, loaded, answer.reason);
      return;
    }
    if (answer.result === 'ended') return endAsking(deps, loaded, answer.reason);
    const { decider, result, comment, at } = answer;
    const approverIds = [decider.id];
    await answerGoLive(deps, loaded, {
      actor: { personId: decider.id, roles: decider.roles },
      accept: result === 'approved',
      comment,
      at,
      ...(instanceCode !== undefined && {
        given: { requestId, instanceCode, askedAt, applicantId, approverIds },
      }),
    });
  },
};

async function requests(): Promise<ApprovalRequest[]> {
  return (await listRollouts()).flatMap((rollout) =>
    [goLiveRequestOf(rollout), givenRequestOf(rollout)].flatMap((request) => request ?? []),
  );
}

/** The approval in which a region was let go live. */
const givenRequestOf = ({ id, given }: Rollout): ApprovalRequest | null =>
  given ? { documentId: id, ...given } : null;
