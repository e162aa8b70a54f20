import { AppError, unexpected } from '../errors.ts';
import type { PlatformEvent } from '../feishu/platform.ts';
import {
  claimEvent,
  findWaitingEvents,
  markEventHandled,
  postponeEvent,
  type Received,
} from '../store/inbox.ts';
import { handleApprovalEvent } from './approval/approval-events.ts';
import { handleDayChange, handlePunch } from './punch/attendance-events.ts';
import { eachAtMost } from './each-at-most.ts';
import type { Deps } from './deps.ts';
import { readStoredEvent } from './inbox.ts';
import { noteHealth } from './health.ts';
import { handleUserChange } from './org/person-events.ts';

/** Small, so that a change of people that comes in a flood is seen soon. */
const BATCH = 50;
const MAX_ROUNDS = 400;
/** Events of different people and approvals handled at once. */
const PARALLEL = 8;
/** How long one worker may work on an event before another may take it over. */
const LEASE_MS = 60_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 30 * 60_000;
/** Waits of 5 s doubling to 30 min: about four hours of an unreachable platform. */
const MAX_ATTEMPTS = 17;

/** Handles everything that waits, until nothing does: safe to run anywhere, any number of times. One failing event waits alone. */
export async function handleEvents(deps: Deps): Promise<void> {
  const faults: unknown[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const waiting = await findWaitingEvents(deps.now(), BATCH);
    if (waiting.length === 0) break;
    await eachAtMost(PARALLEL, groupBySubject(waiting), async (eventIds) => {
      for (const eventId of eventIds)
        await handleEvent(deps, eventId).catch((error: unknown) => faults.push(error));
    });
  }
  if (faults.length > 0) throw new AggregateError(faults, 'events');
}

/** Handles one event if it waits; again, or by several at once, it takes effect once. Throws when it has to wait for another try. */
export async function handleEvent(deps: Deps, eventId: string): Promise<void> {
  const received = await claimEvent(eventId, deps.now(), LEASE_MS);
  if (!received) return;
  try {
    await takeEffect(deps, readStoredEvent(received.event));
    await markEventHandled(eventId, deps.now());
  } catch (error) {
    await waitOrGiveUp(deps, received, error);
    throw error;
  }
}

async function takeEffect(deps: Deps, event: PlatformEvent): Promise<void> {
  switch (event.kind) {
    case 'approval':
      return handleApprovalEvent(deps, event);
    case 'user_changed':
      return handleUserChange(deps, event);
    case 'scope_changed':
      return deps.enqueue({ name: 'sync-org' });
    case 'punched':
      return handlePunch(event.punch);
    case 'day_changed':
      return handleDayChange(deps, event);
    case 'ignored':
  }
}

async function waitOrGiveUp(deps: Deps, received: Received, error: unknown): Promise<void> {
  const { eventId, attempts = 1 } = received;
  const failure = error instanceof AppError ? error.code : 'unexpected';
  if (attempts >= MAX_ATTEMPTS) {
    await noteHealth(deps, 'events', error instanceof AppError ? error : unexpected());
    return markEventHandled(eventId, deps.now(), failure);
  }
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  await postponeEvent(eventId, new Date(+deps.now() + waitMs));
}

/** Events about the same approval or person stay in the order they came. */
function groupBySubject(waiting: readonly Received[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const received of waiting) {
    const subject = subjectIn(received);
    groups.set(subject, [...(groups.get(subject) ?? []), received.eventId]);
  }
  return [...groups.values()];
}

/** One that cannot be read stands for itself: it fails alone, when it is handled. */
function subjectIn({ eventId, event }: Received): string {
  try {
    return subjectOf(readStoredEvent(event));
  } catch {
    return eventId;
  }
}

function subjectOf(event: PlatformEvent): string {
  if (event.kind === 'approval') return event.instanceCode;
  if (event.kind === 'user_changed') return event.openId;
  if (event.kind === 'punched') return event.punch.userId;
  return event.kind === 'day_changed' ? event.userId : event.eventId;
}
