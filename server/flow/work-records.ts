import {
  RecordToPutSchema,
  type RecordKind,
  type RecordToPut,
  type WorkRecordKind,
} from '../contract/records.ts';
import { toWgs84 } from '../domain/geo/datum.ts';
import { addDays, instantOf } from '../domain/time.ts';
import { invalidInput, type FieldFault } from '../errors.ts';
import { findPersonByEmployeeNo } from '../store/people.ts';
import { saveWorkRecord, type WorkRecord } from '../store/work-records.ts';
import type { Deps } from './deps.ts';
import { findBadKey, listFaults } from './faults.ts';
import { putPlace, putZone, type Put } from './records.ts';
import { sha256 } from './secret.ts';

/** Asked once per person and run, whatever the number of records. */
export type KnownPeople = (employeeNo: string) => Promise<{ timeZone: string } | null>;

type WorkToPut = Extract<RecordToPut, { kind: WorkRecordKind }>;

/** The record of a body that nobody has looked at, or what is wrong with which field. */
export function parseRecord(
  given: Readonly<{ kind: RecordKind; externalId: unknown; record: unknown }>,
): Readonly<{ put: RecordToPut }> | Readonly<{ faults: readonly FieldFault[] }> {
  const badKey = findBadKey(given.record);
  if (badKey) return { faults: [badKey] };
  const parsed = RecordToPutSchema.safeParse(given);
  if (parsed.success) return { put: parsed.data };
  const inside = (field: string): string => field.replace(/^record\./, '').replace(/^record$/, 'body');
  return { faults: listFaults(parsed.error).map((fault) => ({ ...fault, field: inside(fault.field) })) };
}

/** Puts one record under its own id; the same one again changes nothing. Refuses an employee number nobody has. */
export async function putRecord(
  deps: Deps,
  put: RecordToPut,
  { by, people = knownPeople() }: { by: string; people?: KnownPeople },
): Promise<Put> {
  if (put.kind === 'places') return putPlace(deps, put.externalId, { ...put.record, by });
  if (put.kind === 'zones') return putZone(deps, put.externalId, { ...put.record, by });
  const field = put.kind === 'orders' ? 'bookedTo' : 'employeeNo';
  const person = await people(employeeNoOf(put));
  if (!person) throw invalidInput([{ field, reason: 'no such employee number' }]);
  const digest = sha256(JSON.stringify(put.record));
  return saveWorkRecord(toWorkRecord(put, person.timeZone), { digest, by, at: deps.now() });
}

/** Looks people up, each once. */
export function knownPeople(): KnownPeople {
  const known = new Map<string, Promise<{ timeZone: string } | null>>();
  return (employeeNo) => {
    const asked = known.get(employeeNo) ?? findPersonByEmployeeNo(employeeNo);
    known.set(employeeNo, asked);
    return asked;
  };
}

const employeeNoOf = (put: WorkToPut): string =>
  put.kind === 'orders' ? put.record.bookedTo : put.record.employeeNo;

function toWorkRecord(put: WorkToPut, timeZone: string): WorkRecord {
  const base = { externalId: put.externalId, employeeNo: employeeNoOf(put) };
  if (put.kind === 'visits') {
    const { customerId, purpose, ...span } = put.record;
    return { ...base, kind: 'visits', customerId, ...spanOf(span), data: { ...(purpose && { purpose }) } };
  }
  if (put.kind === 'orders') {
    const { customerId, at, amountFen, channel } = put.record;
    const data = { amountFen, ...(channel && { channel }) };
    return { ...base, kind: 'orders', customerId, ...spanOf({ startAt: at, endAt: at }), data };
  }
  if (put.kind === 'attendance') {
    const { kind: direction, at, placeId, deviceId, riskFlag } = put.record;
    const data = {
      direction,
      ...(placeId !== undefined && { placeId }),
      ...(deviceId !== undefined && { deviceId }),
      ...(riskFlag !== undefined && { riskFlag }),
    };
    return { ...base, kind: 'attendance', ...spanOf({ startAt: at, endAt: at }), data };
  }
  if (put.kind === 'tasks') {
    const { kind: task, point, datum, ...span } = put.record;
    const data = { task, point: toWgs84(point, datum), sourceDatum: datum };
    return { ...base, kind: 'tasks', ...spanOf(span), data };
  }
  if (put.kind === 'plans') {
    const { customerId, day, orderNo } = put.record;
    return { ...base, kind: 'plans', customerId, ...dayOfPlan(day, timeZone), data: { orderNo } };
  }
  const { month, amountFen } = put.record;
  return { ...base, kind: 'targets', ...monthOf(month, timeZone), data: { amountFen } };
}

function spanOf({ startAt, endAt }: { startAt: string; endAt: string }) {
  return { startAt: new Date(startAt), endAt: new Date(endAt) };
}

/** The whole day in the person's zone. */
function dayOfPlan(day: string, timeZone: string) {
  return {
    startAt: instantOf(day, '00:00', timeZone),
    endAt: instantOf(addDays(day, 1), '00:00', timeZone),
  };
}

/** The month YYYY-MM in the person's zone. */
function monthOf(month: string, timeZone: string) {
  const first = `${month}-01`;
  const next = `${addDays(first, 31).slice(0, 7)}-01`;
  return { startAt: instantOf(first, '00:00', timeZone), endAt: instantOf(next, '00:00', timeZone) };
}
