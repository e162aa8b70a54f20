import type { ItemReceipt, Said } from '../../contract/ingest.ts';
import {
  VisitSchema,
  type Visit as VisitItem,
  type VisitBatch,
  type VisitDetails,
} from '../../contract/visit.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import { haversineM } from '../../domain/geo/distance.ts';
import { conflict, notFound } from '../../errors.ts';
import type { Pending } from '../../store/pending.ts';
import type { Person } from '../../store/people.ts';
import { findPlace } from '../../store/places.ts';
import { editVisit, findVisit, insertVisit, keepVisitConflict, type Visit } from '../../store/visits.ts';
import { findErased } from '../own/erased.ts';
import { agreesSince } from '../policy/consent.ts';
import type { Deps } from '../deps.ts';
import { rejudgeAt } from '../detect/rejudge-at.ts';
import { admitAll, momentIn } from '../ingest/device-time.ts';
import { parseItem } from '../faults.ts';
import { findSchedulesAround } from '../ingest/ingest-judge.ts';
import { hashSecret, keysOf, type Keyed } from '../secret/secret.ts';

/** Takes logged visits one by one: the time always, the position only with consent and inside working time (R1, R2). */
export async function takeVisits(
  deps: Deps,
  person: Person,
  batch: VisitBatch,
): Promise<{ receipts: Said<ItemReceipt>[] }> {
  const receivedAt = deps.now();
  const receipts: Said<ItemReceipt>[] = [];
  for (const [index, item] of batch.visits.entries()) {
    const parsed = parseItem(VisitSchema, item);
    if (!parsed.data) {
      receipts.push({ index, status: 'rejected', code: 'invalid', ...parsed.fault });
      continue;
    }
    receipts.push({
      id: parsed.data.id,
      index,
      ...(await keep(deps, person, { item: parsed.data, batch, receivedAt })),
    });
  }
  if (receipts.some(({ status }) => status === 'created')) await deps.enqueue({ name: 'relay' });
  return { receipts };
}

/**
 * Purpose, order, note and end, as the person corrects them; an edit older than the last one changes nothing. A phone without a signal tells
 * late: the visit ended when the person said so, not when it was heard.
 */
export async function describeVisit(
  deps: Deps,
  person: Person,
  input: Readonly<{ id: string; details: VisitDetails }>,
): Promise<Visit> {
  const { id, details } = input;
  const known = await ownVisit(person, id);
  if (known.said === 'declined') throw conflict('visit_declined');
  const { editedAtMs, ended, purpose, ordered, note } = details;
  const at = deps.now();
  const saidAt = new Date(editedAtMs);
  const isCredible = saidAt >= known.startAt && saidAt <= at;
  // Nothing was said of it yet: a clock that was set back since it began does not make this an old edit.
  const isFirst = +known.editedAt === +known.startAt;
  const isErased = (await findErased(person, 'visit'))(known.startAt, { saidAt, recordId: id });
  const saved = await editVisit(
    id,
    {
      editedAt: isFirst && saidAt < known.startAt ? known.startAt : saidAt,
      purpose,
      ...(ordered !== undefined && { ordered }),
      ...(note !== undefined && !isErased && { note }),
      ...(ended === true && known.endedAt === undefined && { endedAt: isCredible ? saidAt : at }),
    },
    [auditOf(known, { at, action: 'visit.describe', key: String(editedAtMs) })],
  );
  if (!saved) return ownVisit(person, id);
  await rejudgeAt(person, saved.startAt, at);
  return saved;
}

/** A visit of this person; somebody else's does not exist. */
export async function ownVisit(person: Person, id: string): Promise<Visit> {
  const found = await findVisit(id);
  if (found?.personId !== person.id) throw notFound('visit');
  return found;
}

type Input = Readonly<{ item: VisitItem; batch: VisitBatch; receivedAt: Date }>;

async function keep(deps: Deps, person: Person, input: Input): Promise<Omit<ItemReceipt, 'index' | 'id'>> {
  const { item, receivedAt } = input;
  const visit = await toVisit(deps, person, input);
  if (!visit) return { status: 'rejected', code: 'no_such_customer', field: 'customerId' };
  if (await insertVisit(visit, [auditOf(visit, { at: receivedAt, action: 'visit.log', key: 'log' })])) {
    await rejudgeAt(person, visit.startAt, receivedAt);
    return { status: 'created' };
  }
  const first = await findVisit(item.id);
  if (first?.personId !== person.id) return { status: 'conflict', code: 'id_taken' };
  if (keysOf(deps).some((by) => first.digest === digestOf(by, item))) return { status: 'duplicate' };
  const { digest, customerId, startAt } = visit;
  await keepVisitConflict(item.id, { digest, receivedAt, customerId, startAt });
  return { status: 'conflict' };
}

async function toVisit(
  deps: Deps,
  person: Person,
  { item, batch, receivedAt }: Input,
): Promise<Visit | null> {
  const place = await findPlace(item.customerId);
  if (!place?.roles.includes('customer')) return null;
  const moment = momentIn(item, { ...batch, receivedAt });
  const startAt = new Date(moment.atMs);
  const moments = moment.possibleMs.map((ms) => new Date(ms));
  const admission = admitAll(await findSchedulesAround(person, moment.possibleMs), moments);
  const mayLocate = admission === 'ok' && (await agreesSince(person.id, 'location', ...moments));
  const isErased = (await findErased(person, 'visit'))(startAt, { recordId: item.id });
  const location = mayLocate && !isErased ? locationOf(item) : undefined;
  const { id, customerId, purpose, ordered, note, capturedAtMs } = item;
  return {
    id,
    personId: person.id,
    customerId,
    startAt,
    source: 'phone',
    said: 'logged',
    purpose,
    ...(ordered !== undefined && { ordered }),
    ...(note !== undefined && !isErased && { note }),
    ...(location && { location, distanceM: Math.round(haversineM(location, place.center)) }),
    hasPhoto: false,
    capturedAt: new Date(capturedAtMs),
    receivedAt,
    ...(moment.isLateOnPhoneTime && { onPhoneTime: true }),
    ...(moment.isImpossible && { clockWasOff: true }),
    editedAt: startAt,
    digest: digestOf(deps, item),
    conflicts: [],
  };
}

export function auditOf(
  { id, personId }: Pick<Visit, 'id' | 'personId'>,
  { at, action, key }: Readonly<{ at: Date; action: string; key: string }>,
): Pending {
  const subject = `visits:${id}`;
  return {
    id: `${subject}:${key}`,
    kind: 'audit',
    entry: { at, actorId: personId, action, subject, personId },
  };
}

function locationOf({ location }: VisitItem): Visit['location'] {
  if (!location) return undefined;
  const { lng, lat, accuracyM, datum } = location;
  return { ...toWgs84({ lng, lat }, datum), accuracyM, sourceDatum: datum };
}

/** Keyed, so that a digest says nothing about a location that was not kept. */
function digestOf(key: Keyed, { customerId, capturedAtMs, location }: VisitItem): string {
  const { lng, lat, accuracyM, datum } = location ?? {};
  return hashSecret(key, 'visit', JSON.stringify([customerId, capturedAtMs, lng, lat, accuracyM, datum]));
}
