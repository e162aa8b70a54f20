import type { RecordKind, RecordToPut, WorkRecordKind } from '../../contract/records.ts';
import { said } from '../../contract/texts/record-faults.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import { addDays, instantOf } from '../../domain/time.ts';
import { invalidInput, type FieldFault } from '../../errors.ts';
import { findPlaceDigest } from '../../store/places.ts';
import { findWorkDigest, saveWorkRecord, withdrawWorkRecord } from '../../store/work-record-changes.ts';
import { type WorkRecord, type WorkSpan } from '../../store/work-records.ts';
import { findZoneDigest } from '../../store/zones.ts';
import { noteRecord } from '../../metrics/work.ts';
import type { Deps } from '../deps.ts';
import { withoutOffHoursPlace } from './anchor-place.ts';
import { checkRecord } from './record-checks.ts';
import { createKnown, noEmployee, type Known } from './record-references.ts';
import { putPlaceRecord, putZoneRecord, withdrawFromMap, type Put } from './records.ts';
import { rejudgeOnOrder, rejudgeWork } from '../detect/rejudge.ts';
import { sha256 } from '../secret/secret.ts';

type WorkToPut = Extract<RecordToPut, { kind: WorkRecordKind }>;

/** `digest` names what was received where the record says more than that. */
type How = Readonly<{ by: string; known?: Known; digest?: string }>;

/**
 * Puts one record under its own id; the same one again changes nothing. Refuses a person or a region nobody has; `notices` name a place
 * that nobody has put yet.
 */
export async function putRecord(
  deps: Deps,
  put: RecordToPut,
  { by, known = createKnown(), digest }: How,
): Promise<Readonly<{ result: Put; notices: readonly FieldFault[] }>> {
  const { put: allowed, notices: told } = await withoutOffHoursPlace(put, known);
  const { faults, notices } = await checkRecord(deps, allowed, known);
  if (faults.length > 0) throw invalidInput(faults);
  const kept = await keep(deps, allowed, { by, known, ...(digest !== undefined && { digest }) });
  const isHeld = kept === 'held';
  const result = isHeld ? 'unchanged' : kept;
  noteRecord(put.kind, result);
  const held = isHeld
    ? [{ field: 'externalId', ...said(put.kind === 'zones' ? 'heldZone' : 'heldPlace') }]
    : [];
  return { result, notices: [...told, ...notices, ...held] };
}

async function keep(
  deps: Deps,
  put: RecordToPut,
  { by, known, digest }: How & Readonly<{ known: Known }>,
): Promise<Put | 'held'> {
  if (put.kind === 'places')
    return putPlaceRecord(deps, put.externalId, {
      ...put.record,
      by,
      ...(digest !== undefined && { digest }),
    });
  if (put.kind === 'zones') return putZoneRecord(deps, put.externalId, { ...put.record, by });
  const person = await known.person(employeeNoOf(put));
  if (!person) throw invalidInput([noEmployee(put.kind)]);
  const source = { digest: digestOf(put), by, at: deps.now() };
  return saveWorkRecord(toWorkRecord(put, person.timeZone), source, (changed) =>
    rejudgeChanged(deps, { ...put, changed, isKept: changed.length > 1 }, known),
  );
}

/**
 * Takes back one record that its system has deleted: nothing counts it from here on, and what rested on it is judged again. Asking again, or
 * for what was never put, changes nothing.
 */
export async function withdrawRecord(
  deps: Deps,
  { kind, externalId, by }: Readonly<{ kind: RecordKind; externalId: string; by: string }>,
): Promise<'withdrawn' | 'absent'> {
  const isTaken = await takeBack(deps, { kind, externalId, by });
  if (isTaken) noteRecord(kind, 'withdrawn');
  return isTaken ? 'withdrawn' : 'absent';
}

function takeBack(
  deps: Deps,
  { kind, externalId, by }: Readonly<{ kind: RecordKind; externalId: string; by: string }>,
): Promise<boolean> {
  if (kind === 'places' || kind === 'zones') return withdrawFromMap(deps, { kind, externalId, by });
  return withdrawWorkRecord({ kind, externalId, by, at: deps.now() }, (changed) =>
    rejudgeChanged(deps, { kind, externalId, changed, isKept: true }, createKnown()),
  );
}

type Change = Pick<WorkToPut, 'kind' | 'externalId'> &
  Readonly<{
    changed: readonly WorkSpan[];
    /** It stood before, so that something may rest on it. */
    isKept: boolean;
  }>;

/** Also of somebody the record was about until now, or whose alert rests on it. */
async function rejudgeChanged(
  deps: Deps,
  { kind, externalId, changed, isKept }: Change,
  known: Known,
): Promise<void> {
  const found = await Promise.all(
    changed.map(async ({ employeeNo, startAt }) => {
      const person = await known.person(employeeNo);
      return person ? [{ personId: person.id, timeZone: person.timeZone, startAt }] : [];
    }),
  );
  await rejudgeWork(deps, found.flat());
  if (kind === 'orders' && isKept) await rejudgeOnOrder(deps, externalId);
}

/** Fields that hold an instant, which can be written in any zone. */
const INSTANTS: ReadonlySet<string> = new Set(['at', 'startAt', 'endAt']);
const sameInstant = (field: string, value: unknown): unknown =>
  INSTANTS.has(field) && typeof value === 'string' ? new Date(value).toISOString() : value;

/** Names the content of a record; the same instant in another zone is the same content. */
export const digestOf = ({ record }: RecordToPut): string => sha256(JSON.stringify(record, sameInstant));

/** The same of what is kept under its id now. */
export async function findKeptDigest({
  kind,
  externalId,
}: Pick<RecordToPut, 'kind' | 'externalId'>): Promise<string | undefined> {
  if (kind === 'places') return findPlaceDigest(externalId);
  return kind === 'zones' ? findZoneDigest(externalId) : findWorkDigest(kind, externalId);
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
  if (put.kind === 'anchors') {
    const { kind: anchor, at, placeId } = put.record;
    const data = { anchor, ...(placeId !== undefined && { placeId }) };
    return { ...base, kind: 'anchors', ...spanOf({ startAt: at, endAt: at }), data };
  }
  if (put.kind === 'tasks') {
    const { kind: task, point, datum, waybillId, ...span } = put.record;
    const own = { task, point: toWgs84(point, datum), sourceDatum: datum };
    const data = { ...own, ...(waybillId !== undefined && { waybillId }) };
    return { ...base, kind: 'tasks', ...spanOf(span), data };
  }
  if (put.kind === 'plans') {
    const { customerId, day, orderNo, fromTime, toTime, stayMin } = put.record;
    const data = {
      orderNo,
      ...(fromTime !== undefined && { fromAt: instantOf(day, fromTime, timeZone) }),
      ...(toTime !== undefined && { toAt: instantOf(day, toTime, timeZone) }),
      ...(stayMin !== undefined && { stayMin }),
    };
    return { ...base, kind: 'plans', customerId, ...dayOfPlan(day, timeZone), data };
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
