import { MOST } from '../../contract/limits.ts';
import type { DataAnswerBody, DataRequestBody } from '../../contract/data-request.ts';
import { countDue, type Counted } from '../../domain/due.ts';
import { dayOf } from '../../domain/time.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import {
  countOpenRequests,
  endDataRequest,
  findDataRequest,
  insertDataRequest,
  type AskedRecord,
  type DataRequest,
} from '../../store/data-requests.ts';
import type { Pending } from '../../store/pending.ts';
import type { Person } from '../../store/people.ts';
import { recordRead } from '../../store/reads.ts';
import { zoneOf } from '../company/calendar.ts';
import type { Actor, Deps } from '../deps.ts';
import { inTurn } from '../in-turn.ts';
import { sha256 } from '../secret/secret.ts';
import { erasureStones } from '../tombstone/stones-of.ts';
import { findAskedRecord } from './asked-record.ts';

/** Working days in which HR has to answer (trust R14). */
export const ANSWER_WORKING_DAYS = 15;
/** What the answer's due date is counted from. */
export const countedOf = ({ submittedAt }: Pick<DataRequest, 'submittedAt'>): Counted => ({
  fromAt: submittedAt,
  workingDays: ANSWER_WORKING_DAYS,
});

/** A person asks for a correction, a deletion or an explanation; the same id again is the same request. */
export const requestData = (deps: Deps, person: Person, body: DataRequestBody): Promise<DataRequest> =>
  inTurn(`data-requests:${person.id}`, () => requestOnce(deps, person, body));

async function requestOnce(deps: Deps, person: Person, body: DataRequestBody): Promise<DataRequest> {
  const submittedAt = deps.now();
  const { id, ...asked } = body;
  const known = await findDataRequest(id);
  if (!known && (await countOpenRequests(person.id)) >= MOST.openRequests)
    throw conflict('too_many_requests');
  const record = known ? known.record : await findAskedRecord(person, body);
  const digest = sha256(JSON.stringify(Object.entries(asked).toSorted(([a], [b]) => (a < b ? -1 : 1))));
  const dueAt = countDue(countedOf({ submittedAt }), await zoneOf(person)).at;
  const fresh: DataRequest = {
    ...withoutUndefined(asked, person, record),
    id,
    personId: person.id,
    digest,
    status: 'open',
    submittedAt,
    dueAt,
  };
  const audit = dataRequestAudit(fresh, {
    at: submittedAt,
    actorId: person.id,
    action: 'data.request',
    to: 'open',
  });
  if (await insertDataRequest(fresh, [audit])) return fresh;
  const first = await findDataRequest(id);
  if (first?.personId === person.id && first.digest === digest) return first;
  throw conflict('request_conflict');
}

/** The person takes an open request back. */
export async function withdrawDataRequest(deps: Deps, person: Person, id: string): Promise<DataRequest> {
  const known = await findDataRequest(id);
  if (known?.personId !== person.id) throw notFound('request');
  const audit = dataRequestAudit(known, {
    at: deps.now(),
    actorId: person.id,
    action: 'data.withdraw',
    from: known.status,
    to: 'withdrawn',
  });
  const ended = await endDataRequest(id, { status: 'withdrawn' }, [audit]);
  if (ended) return ended;
  if (known.status === 'withdrawn') return known;
  throw conflict('request_ended');
}

/** HR says what was done, or why not; nobody answers the own request. */
export async function answerDataRequest(
  deps: Deps,
  actor: Actor,
  input: Readonly<{ id: string; body: DataAnswerBody }>,
): Promise<DataRequest> {
  const { id, body } = input;
  const known = await findDataRequest(id);
  if (!known) throw notFound('request');
  if (known.personId === actor.personId) throw forbidden('is_subject');
  const at = deps.now();
  const answer = { byId: actor.personId, at, reason: body.reason };
  const audit = dataRequestAudit(known, {
    at,
    actorId: actor.personId,
    action: 'data.answer',
    from: known.status,
    to: body.result,
    why: body.reason,
  });
  const ended = await endDataRequest(id, { status: body.result, answer }, [audit]);
  if (!ended) throw conflict('request_ended');
  await deps.tombstones?.add(erasureStones(ended));
  await recordRead({
    personId: known.personId,
    readerId: actor.personId,
    what: 'data_request',
    purpose: 'data_request',
    at,
  });
  return ended;
}

/** A copy was taken: it is an answered request like the others, so that the person sees when. */
export async function noteCopy(deps: Deps, person: Person, id: string): Promise<void> {
  const at = deps.now();
  const request: DataRequest = {
    id,
    personId: person.id,
    kind: 'copy',
    topic: 'all',
    text: '-',
    digest: '-',
    status: 'done',
    submittedAt: at,
    dueAt: at,
  };
  await insertDataRequest(request, [
    dataRequestAudit(request, { at, actorId: person.id, action: 'data.copy', to: 'done' }),
  ]);
}

export function dataRequestAudit(
  { id, personId }: Pick<DataRequest, 'id' | 'personId'>,
  change: Readonly<{ at: Date; actorId: string; action: string; from?: string; to: string; why?: string }>,
): Pending {
  const subject = `data_requests:${id}`;
  return { id: `${id}:audit:${change.to}`, kind: 'audit', entry: { ...change, subject, personId } };
}

/** Optional fields that were left out stay out; one record is of its own day. */
function withoutUndefined(
  { day: said, recordId: _id, ...asked }: Omit<DataRequestBody, 'id'>,
  { timeZone }: Person,
  record: AskedRecord | undefined,
) {
  const day = record ? dayOf(record.at, timeZone) : said;
  return { ...asked, ...(day !== undefined && { day }), ...(record && { record }) };
}
