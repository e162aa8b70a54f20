import type { SignalBatch } from '../../contract/signal.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import {
  decideOvertimeRequest,
  findOvertime,
  findOvertimeToDecide,
  insertOvertime,
  type OvertimeRequest,
} from '../../store/overtime-requests.ts';
import type { Pending } from '../../store/pending.ts';
import { findPeopleWithRole, type Person } from '../../store/people.ts';
import { findPunch, settlePunch } from '../../store/punches.ts';
import type { Actor, Deps } from '../deps.ts';
import { rejudgePunch } from './punch-rejudge.ts';
import { settlementOf } from './punch-settle.ts';
import {
  rejected,
  taken,
  type SignalContext,
  type SignalOf,
  type SignalVerdict,
} from '../signal/signal-context.ts';

/** Requests on one list. */
const MOST_SHOWN = 100;
/** The punch lies within its overtime, give or take this much. */
const AROUND_MS = 30 * 60_000;

/** "是否加班?": the person says from when to when and why; the punch must be an own one outside working time. */
export async function takeOvertime(
  { person, receivedAt }: SignalContext,
  { id, punchId, startAtMs, endAtMs, reason }: SignalOf<'overtime'>,
  { serverOffsetMs = 0 }: SignalBatch,
): Promise<SignalVerdict> {
  const punch = await findPunch(punchId);
  if (punch?.personId !== person.id) return rejected('not_found');
  if (!punch.reasons.includes('off_hours')) return rejected('not_off_hours');
  const startAt = new Date(startAtMs + serverOffsetMs);
  const endAt = new Date(endAtMs + serverOffsetMs);
  if (+punch.at < +startAt - AROUND_MS || +punch.at > +endAt + AROUND_MS) return rejected('outside_window');
  const placeId = punch.placeId;
  const request: OvertimeRequest = {
    id,
    personId: person.id,
    punchId,
    ...(placeId !== undefined && { placeId }),
    ...(person.regionId !== undefined && { regionId: person.regionId }),
    startAt,
    endAt,
    reason,
    requestedAt: receivedAt,
    status: 'pending',
  };
  const subject = `overtime_requests:${id}`;
  const isNew = await insertOvertime(request, [
    auditOf(request, { at: receivedAt, actorId: person.id, action: 'overtime.request' }),
    { id: `${subject}:card`, kind: 'card', slot: 'overtime' },
  ]);
  return isNew || (await findOvertime(id))?.personId === person.id
    ? taken({ punchId })
    : rejected('already_requested');
}

/** Who decides: the managers of the punch's store, and where there is none the region's; never the person. */
export async function findDeciders({ personId, placeId, regionId }: OvertimeRequest): Promise<Person[]> {
  const managers =
    placeId === undefined ? [] : await findPeopleWithRole('store_manager', { storePlaceId: placeId });
  const others = managers.filter(({ id }) => id !== personId);
  if (others.length > 0 || regionId === undefined) return others;
  return (await findPeopleWithRole('area_manager', { regionId })).filter(({ id }) => id !== personId);
}

/** Yes with one tap, no with a reason. A yes settles the punch it is about; nobody is written up for a no. */
export async function decideOvertime(
  deps: Deps,
  actor: Actor,
  input: Readonly<{ requestId: string; accept: boolean; note?: string | undefined }>,
): Promise<OvertimeRequest> {
  const { requestId, accept, note } = input;
  const request = await findOvertime(requestId);
  if (!request) throw notFound('overtime_request');
  if (!(await findDeciders(request)).some(({ id }) => id === actor.personId))
    throw forbidden('not_in_charge');
  const at = deps.now();
  const decision = { byId: actor.personId, at, ...(note !== undefined && { note }) };
  const status = accept ? 'approved' : 'declined';
  const isDecided = await decideOvertimeRequest(requestId, { status, decision }, [
    auditOf(request, {
      at,
      actorId: actor.personId,
      action: accept ? 'overtime.approve' : 'overtime.decline',
      ...(note !== undefined && { why: note }),
    }),
    { id: `overtime_requests:${requestId}:refresh`, kind: 'refresh' },
  ]);
  const decided = (await findOvertime(requestId)) ?? request;
  if (!isDecided && decided.status !== status) throw conflict('already_settled', { status: decided.status });
  if (decided.status === 'approved') await confirmPunchOf(decided);
  await deps.enqueue({ name: 'relay' });
  return decided;
}

/** Safe to repeat: a request that was approved and whose punch still waits is finished by the next tap or view. */
async function confirmPunchOf({ punchId, decision }: OvertimeRequest): Promise<void> {
  const punch = await findPunch(punchId);
  if (punch?.status !== 'needs_confirmation' || !decision) return;
  const { byId, at } = decision;
  const confirmation = { byId, at, accept: true };
  await settlePunch(punch.id, confirmation, settlementOf(punch, confirmation));
  await rejudgePunch(punch, at);
}

function auditOf(
  { id, personId }: OvertimeRequest,
  what: Readonly<{ at: Date; actorId: string; action: string; why?: string }>,
): Pending {
  const subject = `overtime_requests:${id}`;
  return { id: `${subject}:${what.action}`, kind: 'audit', entry: { ...what, subject, personId } };
}

/**
 * What waits for this manager: the requests of the own store; those of the region's people without a store, and of stores where nobody but
 * the person could decide.
 */
export async function findMyDecisions(manager: Person): Promise<OvertimeRequest[]> {
  const { id, roles, storePlaceId, regionId } = manager;
  const ofStore =
    roles.includes('store_manager') && storePlaceId !== undefined
      ? await findOvertimeToDecide({ placeId: storePlaceId }, id)
      : [];
  if (!roles.includes('area_manager') || regionId === undefined) return ofStore;
  const managers = await findPeopleWithRole('store_manager');
  const isManaged = ({ placeId, personId }: OvertimeRequest): boolean =>
    placeId !== undefined && managers.some((one) => one.storePlaceId === placeId && one.id !== personId);
  const ofRegion = (await findOvertimeToDecide({ regionId }, id)).filter((request) => !isManaged(request));
  return [...ofStore, ...ofRegion].slice(0, MOST_SHOWN);
}
