import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { PlatformEvent } from '../../feishu/platform.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import { readAnswer } from './approval-answer.ts';
import { followHolders } from './approval-holders.ts';
import { UNKNOWN_MS } from './given-answer.ts';
import { approvalTopics } from './approval-topics.ts';
import type { ApprovalEnd, ApprovalTopic } from './approval-topic.ts';
import type { Deps } from '../deps.ts';
import { tendEach } from '../each-of.ts';
import { isRecent } from '../is-recent.ts';
import { sliceOf, walkOn } from '../walk.ts';

type ApprovalEvent = Extract<PlatformEvent, { kind: 'approval' }>;

const BATCH = 500;
const PARALLEL = 4;
/** Approvals are asked for by themselves this often, in case an event was lost. */
const POLL_MS = 15 * 60_000;
const ENDED_BY_EVENT: Readonly<Partial<Record<ApprovalEvent['status'], ApprovalEnd>>> = {
  OVERTIME_CLOSE: 'approval_expired',
  REVERTED: 'approval_reverted',
};
const POLLED_KEY = 'approvals-polled-at';

/**
 * The event only says that something happened: what is decided is asked of the platform. Two statuses come in events only: time ran out
 * there, and an approved one was taken back.
 */
export async function handleApprovalEvent(deps: Deps, event: ApprovalEvent): Promise<void> {
  const ended = ENDED_BY_EVENT[event.status];
  await reconcileApproval(deps, event.instanceCode, { topics: approvalTopics, ...(ended && { ended }) });
}

/**
 * Asks after every approval that waits or may still be taken back: an event may be lost, a decision may not. A queue too long for one
 * slice is gone on with a minute later.
 */
export async function pollApprovals(deps: Deps, { batch } = { batch: BATCH }): Promise<void> {
  const polledAt = z.coerce
    .date()
    .catch(new Date(0))
    .parse(await getSetting(POLLED_KEY));
  if (isRecent(polledAt, deps.now(), POLL_MS)) return;
  const asked: { id: string; topic: ApprovalTopic; code: string }[] = [];
  for (const topic of approvalTopics)
    for (const list of [topic.listWaiting(batch), topic.listGranted(deps.now(), batch)])
      for await (const { instanceCode: code } of list)
        if (code !== undefined) asked.push({ id: `${topic.kind}:${code}`, topic, code });
  const walk = {
    key: 'approvals-walk',
    round: polledAt.toISOString(),
    atOnce: PARALLEL,
    sliceMs: sliceOf(deps),
  };
  const isDone = await walkOn(walk, asked, ({ topic, code }) =>
    reconcileApproval(deps, code, { topics: [topic] }),
  );
  if (isDone) await saveSetting(POLLED_KEY, deps.now());
}

/**
 * A question nobody answers ends: what was known then may not be signed much later (R8). The platform is asked once more before: an answer
 * whose event is under way was given in time.
 */
export async function expireApprovals(deps: Deps, { batch } = { batch: BATCH }): Promise<void> {
  const ended = 'approval_expired';
  for (const topic of approvalTopics) {
    await tendEach('approvals', topic.listWaiting(batch), async (request) => {
      const { instanceCode, askedAt } = request;
      const overMs = +deps.now() - +askedAt - topic.lifeMs;
      if (overMs < 0) return;
      if (instanceCode === undefined || overMs > UNKNOWN_MS)
        await topic.settle(deps, request, { result: 'ended', reason: ended });
      else await reconcileApproval(deps, instanceCode, { topics: [topic], ended });
    });
  }
}

type Unwatched = Readonly<{ variable: string; error: unknown }>;

/**
 * Asks the platform to tell of decisions; once per definition is enough, again is harmless. A code that it refuses costs no other one;
 * answers which could not be asked for, by the names they are set under.
 */
export async function watchApprovals({ approvalCodes, feishu }: Deps): Promise<Unwatched[]> {
  const unwatched: Unwatched[] = [];
  for (const [name, code] of Object.entries(approvalCodes)) {
    if (code === '' || unwatched.some(({ error }) => !isRefusal(error))) continue;
    await feishu.approvals
      .subscribe(code)
      .catch((error: unknown) => unwatched.push({ variable: `APPROVAL_CODE_${name.toUpperCase()}`, error }));
  }
  return unwatched;
}

/** Where the platform is not there at all, the next one need not be tried. */
const isRefusal = (error: unknown): boolean => error instanceof AppError && Number(error.details['code']) > 0;

async function reconcileApproval(
  deps: Deps,
  instanceCode: string,
  { topics, ended }: { topics: readonly ApprovalTopic[]; ended?: ApprovalEnd },
): Promise<void> {
  for (const topic of topics) {
    const request = await topic.findByInstance(instanceCode);
    if (!request) continue;
    const instance = await deps.feishu.approvals.get(instanceCode);
    const asked = { topic, request, instance };
    const answer = await readAnswer(deps, asked, ended);
    if (answer) await topic.settle(deps, request, answer);
    else await followHolders(deps, asked);
    return;
  }
}
