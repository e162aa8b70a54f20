import { moveFlexible } from '../../domain/flexible-request.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { findFlexible, updateFlexible, type FlexibleShift } from '../../store/flexible-shifts.ts';
import { findPerson } from '../../store/people.ts';
import type { Pending } from '../../store/pending.ts';
import { revokeWork } from '../approval/approval-topic.ts';
import { flexibleRequestOf } from './ask-flexible.ts';
import type { Actor, Deps } from '../deps.ts';
import { flexibleAudit, flexibleCard } from './flexible-parts.ts';

/** The person takes a request back that still waits. */
export async function withdrawFlexible(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number },
): Promise<FlexibleShift> {
  const request = await findOwn(actor, input.id);
  return finish(deps, request, { ...input, actor, event: 'withdraw' });
}

/** The person ends agreed hours for the days that have not begun; whoever agreed is told. */
export async function stopFlexible(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number },
): Promise<FlexibleShift> {
  const request = await findOwn(actor, input.id);
  return finish(deps, request, { ...input, actor, event: 'end', slot: 'stopped' });
}

/** HR ends agreed hours for the days that have not begun; the person is told why. */
export async function endFlexible(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number; reason: string },
): Promise<FlexibleShift> {
  const request = await findFlexible(input.id);
  if (!request) throw notFound('flexible_shift');
  if (!actor.roles.some((role) => role === 'hr' || role === 'hr_lead')) throw forbidden('not_your_role');
  if (request.personId === actor.personId) throw forbidden('is_subject');
  return finish(deps, request, { ...input, actor, event: 'end', slot: 'result' });
}

async function findOwn({ personId }: Actor, id: string): Promise<FlexibleShift> {
  const request = await findFlexible(id);
  if (request?.personId !== personId) throw notFound('flexible_shift');
  return request;
}

type Finish = Readonly<{
  actor: Actor;
  version: number;
  event: 'withdraw' | 'end';
  reason?: string;
  slot?: 'result' | 'stopped';
}>;

async function finish(deps: Deps, request: FlexibleShift, input: Finish): Promise<FlexibleShift> {
  const today = await todayOf(deps, request);
  const isOver = input.event === 'end' && request.lastDay <= today;
  if (moveFlexible(request.status, input.event) === null || isOver) throw conflict('illegal_transition');
  const saved = request.version === input.version && (await writeEnd(deps, request, input));
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  return saved;
}

/** One write: days that have begun stay as they were. Null = somebody was first, or it may not end so. */
export async function writeEnd(
  deps: Deps,
  request: FlexibleShift,
  input: Readonly<{
    actor: Actor;
    event: 'withdraw' | 'end' | 'lapse';
    reason?: string;
    slot?: 'result' | 'stopped';
  }>,
): Promise<FlexibleShift | null> {
  const { actor, event, reason, slot } = input;
  const status = moveFlexible(request.status, event);
  if (!status) return null;
  const at = deps.now();
  const audit = flexibleAudit(request, {
    at,
    actorId: actor.personId,
    action: `flexible.${event}`,
    from: request.status,
    to: status,
  });
  const revoke: Pending[] =
    request.status === 'pending' ? revokeWork('flexible', flexibleRequestOf(request)) : [];
  return updateFlexible(request, {
    set: {
      status,
      endedAt: at,
      endedById: actor.personId,
      approverIds: [],
      ...(event === 'end' && { lastDay: await lastDayOf(deps, request) }),
      ...(reason !== undefined && { endReason: reason }),
    },
    unset: ['step', 'dueAt', 'counted'],
    pending: [audit, ...revoke, ...(slot ? [flexibleCard(request, slot)] : [])],
  });
}

/** The last day that has begun; the day before the first where none has. */
async function lastDayOf(deps: Deps, request: FlexibleShift): Promise<string> {
  const today = await todayOf(deps, request);
  const before = addDays(request.fromDay, -1);
  const last = today < request.lastDay ? today : request.lastDay;
  return last < before ? before : last;
}

async function todayOf(deps: Deps, { personId }: FlexibleShift): Promise<string> {
  const person = await findPerson(personId);
  return dayOf(deps.now(), person?.timeZone ?? 'UTC');
}
