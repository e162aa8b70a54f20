import { z } from 'zod';
import type { ApprovalInstance, PlatformEvent } from '../feishu/platform.ts';
import { findCaseByInstance, listCases } from '../store/cases.ts';
import { findDeclarationByInstance, findWaitingDeclarations } from '../store/declarations.ts';
import { getSetting, saveSetting } from '../store/settings.ts';
import { decideDeclaration } from './declare.ts';
import { decideCase, recall, type RecallReason } from './decision.ts';
import { eachAtMost } from './each-at-most.ts';
import type { Deps } from './deps.ts';

type ApprovalEvent = Extract<PlatformEvent, { kind: 'approval' }>;

const BATCH = 500;
const PARALLEL = 4;
/** Approvals are asked for by themselves this often, in case an event was lost. */
const POLL_MS = 15 * 60_000;
/** Five working days and two weekends are never less: nobody is hurried, and nothing old is signed. */
const APPROVAL_LIFE_MS = 9 * 24 * 3_600_000;
const ENDED_BY_EVENT: Readonly<Partial<Record<ApprovalEvent['status'], RecallReason>>> = {
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
  await reconcileApproval(deps, event.instanceCode, ended);
}

/** Asks after every approval that waits: an event may be lost, a decision may not. */
export async function pollApprovals(deps: Deps): Promise<void> {
  const polledAt = z.coerce
    .date()
    .catch(new Date(0))
    .parse(await getSetting(POLLED_KEY));
  if (+deps.now() - +polledAt < POLL_MS) return;
  await saveSetting(POLLED_KEY, deps.now());
  const cases = await listCases({ states: ['proposed'], limit: BATCH });
  const declarations = await findWaitingDeclarations(BATCH);
  const codes = [
    ...cases.map(({ approval }) => approval?.instanceCode),
    ...declarations.map((one) => one.instanceCode),
  ].filter((code) => code !== undefined);
  await eachAtMost(PARALLEL, codes, (code) => reconcileApproval(deps, code));
}

/** A proposal nobody decides goes back to HR: what was known then may not be signed much later (R8). */
export async function expireApprovals(deps: Deps): Promise<void> {
  const before = new Date(+deps.now() - APPROVAL_LIFE_MS);
  const waiting = await listCases({ states: ['proposed'], limit: BATCH });
  for (const record of waiting)
    if (record.proposal && record.proposal.at <= before) await recall(deps, record, 'approval_expired');
}

/** Asks the platform to tell of decisions; once per definition is enough, again is harmless. */
export async function watchApprovals(deps: Deps): Promise<void> {
  for (const code of Object.values(deps.approvalCodes))
    if (code !== '') await deps.feishu.approvals.subscribe(code);
}

async function reconcileApproval(deps: Deps, instanceCode: string, ended?: RecallReason): Promise<void> {
  const found = await findCaseByInstance(instanceCode);
  const declaration = found ? null : await findDeclarationByInstance(instanceCode);
  if (!found && !declaration) return;
  const instance = await deps.feishu.approvals.get(instanceCode);
  // Somebody decided after all: their word counts, not the clock.
  const isDecided = instance.status === 'APPROVED' || instance.status === 'REJECTED';
  const now =
    ended === undefined || (isDecided && ended !== 'approval_reverted') ? instance : canceled(instance);
  if (found) await decideCase(deps, found, now, ended);
  if (declaration) await decideDeclaration(deps, declaration, now);
}

function canceled({ instanceCode }: ApprovalInstance): ApprovalInstance {
  return { instanceCode, status: 'CANCELED' };
}
