import { z } from 'zod';
import type { PlatformEvent } from '../feishu/platform.ts';
import { findCaseByInstance, listCases } from '../store/cases.ts';
import { findDeclarationByInstance, findWaitingDeclarations } from '../store/declarations.ts';
import { getSetting, saveSetting } from '../store/settings.ts';
import { decideDeclaration } from './declare.ts';
import { decideCase } from './decision.ts';
import { eachAtMost } from './each-at-most.ts';
import type { Deps } from './deps.ts';

type ApprovalEvent = Extract<PlatformEvent, { kind: 'approval' }>;

const BATCH = 500;
const PARALLEL = 4;
/** Approvals are asked for by themselves this often, in case an event was lost. */
const POLL_MS = 15 * 60_000;
const POLLED_KEY = 'approvals-polled-at';

/** The event only says that something happened: what is decided is asked of the platform. */
export async function handleApprovalEvent(deps: Deps, event: ApprovalEvent): Promise<void> {
  await reconcileApproval(deps, event.instanceCode);
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

/** Asks the platform to tell of decisions; once per definition is enough, again is harmless. */
export async function watchApprovals(deps: Deps): Promise<void> {
  for (const code of Object.values(deps.approvalCodes)) await deps.feishu.approvals.subscribe(code);
}

async function reconcileApproval(deps: Deps, instanceCode: string): Promise<void> {
  const found = await findCaseByInstance(instanceCode);
  const declaration = found ? null : await findDeclarationByInstance(instanceCode);
  if (!found && !declaration) return;
  const instance = await deps.feishu.approvals.get(instanceCode);
  if (found) await decideCase(deps, found, instance);
  if (declaration) await decideDeclaration(deps, declaration, instance);
}
