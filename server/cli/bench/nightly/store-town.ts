import mongoose from 'mongoose';
import type { Place } from '../../../domain/geo/place.ts';
import type { SegmentFix } from '../../../domain/track/segment-codec.ts';
import type { DaySchedule } from '../../../domain/working-time.ts';
import { savePeople, type Person } from '../../../store/people.ts';
import { insertPunch, type Punch } from '../../../store/punches.ts';
import { saveSchedules } from '../../../store/schedules.ts';
import { appendSegment } from '../../../store/segments.ts';
import { saveWorkRecord } from '../../../store/work-record-changes.ts';
import { type WorkRecord } from '../../../store/work-records.ts';
import { heldFixes } from '../detectors/period-of.ts';
import {
  HOUR_MS,
  TIME_ZONE,
  type Day,
  type PlaceRow,
  type PunchRow,
  type Scene,
} from '../detectors/scene.ts';
import type { Town } from './made-town.ts';

/** Before the first day: everybody has acknowledged the policy since. */
export const ADOPTED = new Date('2026-01-05T00:00:00Z');
export const POLICY = { version: '1', hash: 'h' };

/** Puts a town into the store as uploads, imports and the directory would have done; answers how many fixes. */
export async function storeTown({ id: town, rivals, staff }: Town): Promise<number> {
  await savePeople(staff.map((scene) => ({ person: personOf(scene, town), pending: [] })));
  await mongoose.model('Acknowledgement').insertMany(staff.map(acknowledgedOf));
  const rows = rivals.map((spot, n): PlaceRow => ({ ...spot, ...RIVAL, id: `${town}-c${n}`, name: `c${n}` }));
  await mongoose.model('Place').insertMany([...rows.map(placeDoc), ...staff.flatMap(ownPlaces)]);
  await mongoose.model('Zone').insertMany(staff.flatMap(zoneDocs));
  await saveSchedules(staff.flatMap((scene) => daysOf(scene).map((day) => scheduleOf(scene, day))));
  await Promise.all(staff.flatMap((scene) => daysOf(scene).map((day, at) => storeFixes(scene, day, at))));
  await Promise.all(staff.flatMap((scene) => daysOf(scene).flatMap((day) => punchesOf(scene, day))));
  await Promise.all(staff.flatMap((scene) => daysOf(scene).flatMap((day) => recordsOf(scene, day))));
  return staff.flatMap(daysOf).reduce((sum, day) => sum + heldFixes(day).length, 0);
}

const RIVAL = { kind: 'competitor', radiusM: 60, datum: 'wgs84' } as const;
const SOURCE = { sourceDatum: 'wgs84', digest: 'd', pending: [], sent: [] };
const daysOf = ({ history, days }: Scene): Day[] => [...history, ...days];

function personOf({ person: { id } }: Scene, regionId: string): Person {
  return {
    id,
    openId: `ou_${id}`,
    userId: `u_${id}`,
    employeeNo: id,
    name: id,
    roles: ['employee'],
    staffKind: 'rep',
    engagement: 'full_time',
    employer: 'company',
    departmentIds: ['d'],
    regionId,
    timeZone: TIME_ZONE,
    isActive: true,
  };
}

const acknowledgedOf = ({ person: { id: personId } }: Scene) => ({
  _id: `${personId}:${POLICY.version}`,
  personId,
  ...POLICY,
  language: 'zh',
  readMs: 1,
  at: ADOPTED,
  pending: [],
});

/** The person's own customers and what was planted; the rivals of the town are everybody's. */
function ownPlaces({ person, places }: Scene): ReturnType<typeof placeDoc>[] {
  return places
    .filter(({ id, kind }) => kind !== 'competitor' || id === 'c-planted')
    .map((place) => placeDoc({ ...place, id: `${person.id}-${place.id}` }));
}

const placeDoc = ({ id, kind, name, lng, lat, radiusM }: PlaceRow) => {
  const roles: Place['roles'] = [kind];
  return { _id: id, name, roles, center: { lng, lat }, radiusM, ...SOURCE };
};

const zoneDocs = ({ person, zones }: Scene) =>
  zones.map(({ lng, lat, radiusM }) => ({
    _id: `${person.id}-z`,
    name: 'z',
    center: { lng, lat },
    radiusM,
    employeeNos: [person.id],
    ...SOURCE,
  }));

const at = (ms: number): Date => new Date(Math.round(ms));
const spanOf = ({ startMs, endMs }: { startMs: number; endMs: number }) => ({
  startAt: at(startMs),
  endAt: at(endMs),
});
const shiftIdOf = ({ day }: Day): string => `${day}:S`;

function scheduleOf({ person }: Scene, day: Day): DaySchedule {
  const ofKind = (kind: string) =>
    day.leaves
      .filter((leave) => leave.kind === kind)
      .map(({ start, end }) => ({ startAt: new Date(start), endAt: new Date(end) }));
  return {
    personId: person.id,
    day: day.day,
    timeZone: TIME_ZONE,
    shifts: [{ id: shiftIdOf(day), ...spanOf(day.shift), breaks: day.shift.breaks.map(spanOf) }],
    leaves: ofKind('leave'),
    trips: ofKind('trip'),
  };
}

/** One upload a day, of an evening. */
async function storeFixes({ person, deviceId }: Scene, day: Day, dayNo: number): Promise<void> {
  const fixes = heldFixes(day).map(({ ms, lng, lat, accuracyM }, n): SegmentFix => {
    const atMs = Math.round(ms);
    return { seq: dayNo * 10_000 + n, atMs, capturedAtMs: atMs, lng, lat, accuracyM };
  });
  if (fixes.length === 0) return;
  await appendSegment({
    personId: person.id,
    installId: deviceId,
    ordinal: dayNo + 1,
    receivedAt: at(day.shift.endMs + HOUR_MS),
    sourceDatum: 'wgs84',
    fixes,
    conflicts: [],
  });
}

function punchesOf(scene: Scene, day: Day): Promise<boolean>[] {
  return day.punches.flatMap((punch) => {
    const { kind } = punch;
    return kind === 'visit' ? [] : [insertPunch(punchOf(scene, day, { ...punch, kind }), [])];
  });
}

function punchOf(scene: Scene, day: Day, row: PunchRow & { kind: Punch['kind'] }): Punch {
  const { lng, lat, accuracyM = 0 } = row;
  const punchedAt = at(Date.parse(row.t));
  return {
    id: `${scene.person.id}-${row.id}`,
    personId: scene.person.id,
    kind: row.kind,
    at: punchedAt,
    capturedAt: punchedAt,
    receivedAt: punchedAt,
    skewMs: 0,
    status: 'confirmed',
    reasons: [],
    ...(lng !== undefined &&
      lat !== undefined && { location: { lng, lat, accuracyM, sourceDatum: 'wgs84' } }),
    shiftId: shiftIdOf(day),
    hasPhoto: false,
    installId: scene.deviceId,
    digest: row.id,
    conflicts: [],
  };
}

/** The day's visits and orders, as a sales system sends them. */
function recordsOf({ person: { id } }: Scene, day: Day): Promise<unknown>[] {
  const ofCustomer = (own: { id: string; customerId: string }) => ({
    externalId: `${id}-${own.id}`,
    employeeNo: id,
    customerId: `${id}-${own.customerId}`,
  });
  const visits = day.visits.map((visit): WorkRecord => {
    const span = { startAt: new Date(visit.start), endAt: new Date(visit.end) };
    const data = visit.purpose ? { purpose: visit.purpose } : {};
    return { kind: 'visits', ...ofCustomer(visit), ...span, data };
  });
  const orders = day.orders.map((order): WorkRecord => {
    const span = { startAt: new Date(order.t), endAt: new Date(order.t) };
    const { amountFen, channel } = order;
    return {
      kind: 'orders',
      ...ofCustomer(order),
      ...span,
      data: { amountFen, ...(channel && { channel }) },
    };
  });
  const source = { by: 'bench', at: at(day.shift.endMs + HOUR_MS), digest: 'd' };
  return [...visits, ...orders].map((record) => saveWorkRecord(record, source));
}
