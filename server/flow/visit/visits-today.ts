import * as rule from '../../contract/texts/request-rules.ts';
import type { Place } from '../../domain/geo/place.ts';
import { addDays, dayOf, instantOf } from '../../domain/time.ts';
import { suggestVisits, type VisitSuggestion } from '../../domain/visit/suggest-visits.ts';
import { badField, conflict, notFound } from '../../errors.ts';
import type { SuggestionAnswer, VisitsToday } from '../../contract/visit.ts';
import { findDetections } from '../../store/detections.ts';
import type { Person } from '../../store/people.ts';
import { findPlace } from '../../store/places.ts';
import { findVisit, findVisits, insertVisit, type Visit } from '../../store/visits.ts';
import { findWorkRecords } from '../../store/work-records.ts';
import type { Deps } from '../deps.ts';
import { companyMap } from '../detect/company-map.ts';
import { rejudgeAt } from '../detect/rejudge-at.ts';
import { sha256 } from '../secret/secret.ts';
import { auditOf } from './visit.ts';
import { readVisitAsks } from './visit-asks.ts';
import { findEndedVisits, type EndedVisit } from './visit-records.ts';

/** A suggestion older than this is no help to anyone's memory. */
const SUGGEST_DAYS = 3;
/** Customers of the region named beside the planned ones. */
const MANY_CUSTOMERS = 500;

export type VisitsDay = Readonly<{
  day: string;
  asks: NonNullable<VisitsToday['asks']>;
  visits: readonly EndedVisit[];
  /** Planned ones first, in their order. */
  customers: readonly Readonly<{ place: Place; plannedNo?: number; visitedToday: boolean }>[];
  suggestions: readonly VisitSuggestion[];
  /** Withdrawn ones too. */
  namedById: ReadonlyMap<string, Place>;
}>;

/** All the visit screen needs: today's visits, whom to visit, and what the own track suggests of the last days. */
export async function findVisitsToday(deps: Deps, person: Person): Promise<VisitsDay> {
  const now = deps.now();
  const day = dayOf(now, person.timeZone);
  const fromAt = instantOf(day, '00:00', person.timeZone);
  const toAt = instantOf(addDays(day, 1), '00:00', person.timeZone);
  const [{ placeById, namedById }, records, visits, suggestions, asks] = await Promise.all([
    companyMap(),
    findWorkRecords(person.employeeNo, fromAt, toAt),
    findEndedVisits(person, { fromAt, toAt, now }),
    findSuggestions(deps, person),
    readVisitAsks(),
  ]);
  const planned = new Map(
    records.flatMap((record) =>
      record.kind === 'plans' ? [[record.customerId ?? '', record.data.orderNo] as const] : [],
    ),
  );
  const visited = new Set(visits.map(({ customerId }) => customerId));
  return {
    day,
    asks,
    visits,
    customers: customersOf([...placeById.values()], person, planned).map((place) => {
      const plannedNo = planned.get(place.id);
      return {
        place,
        ...(plannedNo !== undefined && { plannedNo }),
        visitedToday: visited.has(place.id),
      };
    }),
    suggestions,
    namedById,
  };
}

/** The person's word on a suggested visit; the first word stays, and nothing ever brings a declined one back. */
export async function answerSuggestion(
  deps: Deps,
  person: Person,
  input: Readonly<{ key: string; answer: SuggestionAnswer }>,
): Promise<Visit> {
  const { key, answer } = input;
  const id = answer.answer === 'confirm' ? answer.id : declineId(person, key);
  const known = await findVisit(id);
  if (known?.personId === person.id) return known;
  if (known) throw conflict('id_taken');
  const suggestion = (await findSuggestions(deps, person)).find((one) => one.key === key);
  if (!suggestion) throw notFound('suggestion');
  const customerId = await customerOf(suggestion, answer);
  const visit = visitOf({ ...suggestion, customerId }, { id, person, answer, at: deps.now() });
  const action = answer.answer === 'confirm' ? 'visit.confirm' : 'visit.decline';
  await insertVisit(visit, [auditOf(visit, { at: visit.receivedAt, action, key: answer.answer })]);
  if (answer.answer === 'confirm') await rejudgeAt(person, visit.startAt, visit.receivedAt);
  await deps.enqueue({ name: 'relay' });
  return visit;
}

/** The person knows better than the track whom they visited: the suggested one, its neighbour or anyone of the company's. */
async function customerOf(suggestion: VisitSuggestion, answer: SuggestionAnswer): Promise<string> {
  if (answer.answer === 'decline' || answer.customerId === undefined) return suggestion.customerId;
  const place = await findPlace(answer.customerId);
  if (!place?.roles.includes('customer')) throw badField('customerId', rule.customer);
  return place.id;
}

const declineId = (person: Person, key: string): string => `d${sha256(`${person.id}:${key}`).slice(0, 31)}`;

function visitOf(
  { customerId, startAt, endAt, key }: VisitSuggestion,
  given: Readonly<{ id: string; person: Person; answer: SuggestionAnswer; at: Date }>,
): Visit {
  const { id, person, answer, at } = given;
  const details =
    answer.answer === 'confirm'
      ? {
          purpose: answer.purpose,
          ...(answer.ordered !== undefined && { ordered: answer.ordered }),
          ...(answer.note !== undefined && { note: answer.note }),
        }
      : {};
  return {
    id,
    personId: person.id,
    customerId,
    startAt,
    endedAt: endAt,
    source: 'suggestion',
    said: answer.answer === 'confirm' ? 'logged' : 'declined',
    ...details,
    hasPhoto: false,
    capturedAt: at,
    receivedAt: at,
    editedAt: at,
    digest: sha256(key),
    conflicts: [],
  };
}

/** Stays of the last days that may have been visits and of which nothing was said, neither here nor in the company's records. */
async function findSuggestions(deps: Deps, person: Person): Promise<VisitSuggestion[]> {
  const now = deps.now();
  const toDay = dayOf(now, person.timeZone);
  const fromDay = addDays(toDay, -SUGGEST_DAYS);
  const fromAt = instantOf(fromDay, '00:00', person.timeZone);
  const [detections, own, records, { places }] = await Promise.all([
    findDetections(person.id, fromDay, toDay),
    findVisits(person.id, fromAt, now),
    findWorkRecords(person.employeeNo, fromAt, now),
    companyMap(),
  ]);
  const ended = new Map(
    (await findEndedVisits(person, { fromAt, toAt: now, now })).map(({ id, endAt }) => [id, endAt]),
  );
  const said = [
    ...own.map(({ id, startAt, endedAt }) => ({ startAt, endAt: ended.get(id) ?? endedAt ?? startAt })),
    ...records.filter(({ kind }) => kind === 'visits'),
  ];
  const stays = detections.flatMap(({ result }) => result?.stays ?? []);
  return suggestVisits(stays, places, { said });
}

/** The planned customers in their order, then the others of the region by name. */
function customersOf(
  places: readonly Place[],
  { regionId }: Person,
  planned: ReadonlyMap<string, number>,
): Place[] {
  const customers = places.filter(({ roles }) => roles.includes('customer'));
  const first = customers
    .filter(({ id }) => planned.has(id))
    .toSorted((a, b) => (planned.get(a.id) ?? 0) - (planned.get(b.id) ?? 0));
  const others = customers.filter((place) => !planned.has(place.id) && place.regionId === regionId);
  return [...first, ...others].slice(0, MANY_CUSTOMERS);
}
