import { findCaseByInstance, listCases } from '../store/cases.ts';
import { findDeclarationByInstance, findWaitingDeclarations } from '../store/declarations.ts';
import { findWaitingEvents, markEventHandled } from '../store/inbox.ts';
import { findPersonByOpenId } from '../store/people.ts';
import { decideDeclaration } from './declare.ts';
import { decideCase } from './decision.ts';
import type { Deps } from './deps.ts';
import { loadWaitingEvent } from './inbox.ts';
import { endSessions } from './sign-in.ts';

const BATCH = 100;
/** Approvals are asked for by themselves this often, in case an event was lost. */
const POLL_MINUTES = 15;

/** Handles one received event; again is harmless. */
export async function handleEvent(deps: Deps, eventId: string): Promise<void> {
  const event = await loadWaitingEvent(eventId);
  if (!event) return;
  if (event.kind === 'approval') await handleApproval(deps, event.instanceCode);
  if (event.kind === 'user_changed') await handleUserChange(deps, event.openId);
  await markEventHandled(eventId, deps.now());
}

/** Events whose job was lost. One that keeps failing does not hold up the others. */
export async function retryEvents(deps: Deps): Promise<void> {
  const faults: unknown[] = [];
  for (const eventId of await findWaitingEvents(BATCH))
    await handleEvent(deps, eventId).catch((error: unknown) => faults.push(error));
  if (faults.length > 0) throw new AggregateError(faults, 'events');
}

/** Asks after every approval that waits: an event may be lost, a decision may not. */
export async function pollApprovals(deps: Deps): Promise<void> {
  if (deps.now().getUTCMinutes() % POLL_MINUTES !== 0) return;
  const cases = await listCases({ states: ['proposed'], limit: BATCH });
  const declarations = await findWaitingDeclarations(BATCH);
  const codes = [
    ...cases.map(({ approval }) => approval?.instanceCode),
    ...declarations.map((one) => one.instanceCode),
  ];
  for (const code of codes) if (code !== undefined) await handleApproval(deps, code);
}

/** Asks the platform to tell of decisions; once per definition is enough, again is harmless. */
export async function watchApprovals(deps: Deps): Promise<void> {
  for (const code of Object.values(deps.approvalCodes)) await deps.feishu.approvals.subscribe(code);
}

/** The event only says that something happened: what is decided is asked of the platform. */
async function handleApproval(deps: Deps, instanceCode: string): Promise<void> {
  const found = await findCaseByInstance(instanceCode);
  const declaration = found ? null : await findDeclarationByInstance(instanceCode);
  if (!found && !declaration) return;
  const instance = await deps.feishu.approvals.get(instanceCode);
  if (found) await decideCase(deps, found, instance);
  if (declaration) await decideDeclaration(deps, declaration, instance);
}

/** Rights follow the org data at once: sessions end, the org is read again. */
async function handleUserChange(deps: Deps, openId: string): Promise<void> {
  const person = await findPersonByOpenId(openId);
  if (person) await endSessions(person.id);
  await deps.enqueue({ name: 'sync-org' });
}
