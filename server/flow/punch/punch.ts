import { forbidden, conflict, notFound } from '../../errors.ts';
import { PunchSchema, type ItemReceipt, type Said, type PunchBatch } from '../../contract/ingest.ts';
import type { Pending } from '../../store/pending.ts';
import { findPerson, type Person } from '../../store/people.ts';
import {
  countWaitingPunches,
  findPunch,
  insertPunch,
  keepPunchConflict,
  settlePunch,
  type Punch,
} from '../../store/punches.ts';
import { hasCurrentConsent } from '../policy/consent.ts';
import type { Actor, Deps } from '../deps.ts';
import { parseItem } from '../faults.ts';
import { inTurn } from '../in-turn.ts';
import { findErased } from '../own/erased.ts';
import { toDevice } from '../ingest.ts';
import { readId } from '../ingest/item-id.ts';
import { withProof } from './punch-anchor.ts';
import { findConfirmers } from './punch-confirmers.ts';
import { judgePunch, punchDigestOf } from './punch-judge.ts';
import { rejudgePunch } from './punch-rejudge.ts';
import { auditPunch, settlementOf, viewOf } from './punch-settle.ts';
import { keysOf } from '../secret/secret.ts';

const DAY_MS = 86_400_000;
/** Punches of one person in a day that a card tells of; those after them wait on the list. */
const CARDS_A_DAY = 20;
type Taken = { receipts: Said<ItemReceipt>[] };

/** Takes check-ins and check-outs, one by one. A readable punch is never refused (M1): what is doubtful waits for the store manager. */
export const takePunches = (deps: Deps, person: Person, batch: PunchBatch): Promise<Taken> =>
  inTurn(`punches:${person.id}`, () => takeAll(deps, person, batch));

async function takeAll(deps: Deps, person: Person, batch: PunchBatch): Promise<Taken> {
  const receivedAt = deps.now();
  const mayKeepDevice = batch.device !== undefined && (await hasCurrentConsent(person.id, 'device_risk'));
  const device = mayKeepDevice && batch.device ? toDevice(batch.device) : undefined;
  const isErased = await findErased(person, 'punch');
  const receipts: Said<ItemReceipt>[] = [];
  for (const [index, item] of batch.punches.entries()) {
    const parsed = parseItem(PunchSchema, item);
    if (!parsed.data) {
      receipts.push({
        ...readId(item, PunchSchema.shape.id),
        index,
        status: 'rejected',
        code: 'invalid',
        ...parsed.fault,
      });
      continue;
    }
    const envelope = { batch, receivedAt, ...(device && { device }) };
    const judged = await withProof(await judgePunch(deps, person, { item: parsed.data, ...envelope }));
    const punch = isErased(judged.at, { recordId: judged.id }) ? withoutDetails(judged) : judged;
    const digests = keysOf(deps).map((by) => punchDigestOf(by, parsed.data));
    const kept = await keep(punch, digests);
    if (kept.status === 'created') await rejudgePunch(punch, receivedAt);
    receipts.push({ id: punch.id, index, ...kept });
  }
  if (receipts.some(({ status }) => status === 'created')) await deps.enqueue({ name: 'relay' });
  return { receipts };
}

/** As a deletion leaves it: its time and what it was judged. */
function withoutDetails(punch: Punch): Punch {
  const { location: _location, distanceM: _distance, note: _note, device: _device, ...rest } = punch;
  return rest;
}

/** Who is in charge of the punch says yes with one tap, or no with a reason; never about themselves. */
export async function confirmPunch(
  deps: Deps,
  actor: Actor,
  input: { punchId: string; accept: boolean; note?: string | undefined },
): Promise<Punch> {
  const { punchId, accept, note } = input;
  const [punch, manager] = await Promise.all([findPunch(punchId), findPerson(actor.personId)]);
  if (!punch) throw notFound('punch');
  if (punch.personId === manager?.id && isManager(manager)) throw forbidden('own_punch');
  if (!manager?.isActive || !(await findConfirmers(punch)).some(({ id }) => id === manager.id))
    throw forbidden('not_store_manager');
  const confirmation = { byId: manager.id, at: deps.now(), accept, ...(note !== undefined && { note }) };
  const isSettled = await settlePunch(punchId, confirmation, settlementOf(punch, confirmation));
  const settled = (await findPunch(punchId)) ?? punch;
  if (!isSettled && settled.confirmation?.accept !== accept)
    throw conflict('already_settled', { status: settled.status });
  if (isSettled) {
    await rejudgePunch(settled, confirmation.at);
    await deps.enqueue({ name: 'relay' });
  }
  return settled;
}

const isManager = ({ roles }: Person): boolean =>
  roles.includes('store_manager') || roles.includes('area_manager');

async function keep(
  punch: Punch,
  digests: readonly string[],
): Promise<Pick<ItemReceipt, 'status' | 'code' | 'punch'>> {
  if (await insertPunch(punch, await creationOf(punch))) return { status: 'created', punch: viewOf(punch) };
  const first = await findPunch(punch.id);
  if (first?.personId !== punch.personId) return { status: 'conflict', code: 'id_taken' };
  if (digests.includes(first.digest)) return { status: 'duplicate', punch: viewOf(first) };
  const { digest, receivedAt, kind, at, capturedAt, location, note } = punch;
  await keepPunchConflict(punch.id, {
    digest,
    receivedAt,
    kind,
    at,
    capturedAt,
    ...(location && { location }),
    ...(note !== undefined && { note }),
  });
  return { status: 'conflict', punch: viewOf(first) };
}

async function creationOf(punch: Punch): Promise<Pending[]> {
  const audit = auditPunch(punch, { at: punch.receivedAt, actorId: punch.personId, action: 'punch.create' });
  if (punch.status === 'confirmed')
    return [audit, { id: `punches:${punch.id}:attendance`, kind: 'attendance' }];
  const sinceAt = new Date(+punch.receivedAt - DAY_MS);
  if ((await countWaitingPunches(punch.personId, sinceAt)) >= CARDS_A_DAY) return [audit];
  return [audit, { id: `punches:${punch.id}:card`, kind: 'card', slot: 'punch-confirm' }];
}
