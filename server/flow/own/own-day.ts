import { isWithin, type Interval } from '../../domain/interval.ts';
import type { Place } from '../../domain/geo/place.ts';
import { reconcilePunches } from '../../domain/reconcile-punches.ts';
import { trackKm } from '../../domain/report/distance.ts';
import { addDays, instantOf } from '../../domain/time.ts';
import type { DaySchedule } from '../../domain/working-time.ts';
import { findAttendanceFlows, type AttendanceFlowRecord } from '../../store/attendance-flows.ts';
import { findOvertimeOf } from '../../store/overtime-requests.ts';
import { findOwnTimes } from '../../store/own-times.ts';
import type { Person } from '../../store/people.ts';
import { findPromptsOf, type PresencePrompt } from '../../store/presence-prompts.ts';
import type { Punch } from '../../store/punches.ts';
import type { Deps } from '../deps.ts';
import { findPlaces } from '../../store/places.ts';
import { findVisits } from '../../store/visits.ts';
import { findWorkRecords } from '../../store/work-records.ts';
import { loadTrack } from '../ingest/load-track.ts';
import { findWorkWindow } from '../signal/work-window.ts';

/** What the person did and may do with this day by themselves. */
export type OwnDay = Readonly<{
  session?: Readonly<{ runningSince?: Date; window: Interval }>;
  rest?: Interval;
  presence?: PresencePrompt;
  /** Customers planned for today and not visited yet, in their order. */
  planned: readonly Place[];
  distanceKm: number | null;
  overtimeMin: number;
  /** Punches made in the chat app's own attendance. */
  platformPunches: readonly AttendanceFlowRecord[];
}>;

type Input = Readonly<{ day: string; schedules: readonly DaySchedule[]; punches: readonly Punch[] }>;

export async function findOwnDay(deps: Deps, person: Person, input: Input): Promise<OwnDay> {
  const { id, timeZone } = person;
  const { day, schedules, punches } = input;
  const now = deps.now();
  const yesterday = addDays(day, -1);
  const dayStartAt = instantOf(day, '00:00', timeZone);
  const dayEndAt = instantOf(addDays(day, 1), '00:00', timeZone);
  const [own, prompts, flows, planned, overtimeMin, distanceKm] = await Promise.all([
    findOwnTimes(id, yesterday, day),
    findPromptsOf(id, [yesterday, day]),
    findAttendanceFlows(id, dayStartAt, new Date(+now + 1)),
    findPlanned(person, dayStartAt, dayEndAt),
    overtimeMinutes(person, day),
    distanceOf(id, schedules),
  ]);
  const rest = own.find((one) => one.kind === 'rest' && !one.endedAt && isWithin(now, one));
  const presence = prompts.find(({ state, answerBy }) => state === 'open' && now < answerBy);
  const session = await sessionOf(person, input, now);
  const platform = flows.map((flow) => ({ ...flow, personId: id }));
  return {
    ...(session && { session }),
    ...(rest && { rest }),
    ...(presence && { presence }),
    planned,
    distanceKm,
    overtimeMin,
    platformPunches: reconcilePunches(punches, platform).onlyThere,
  };
}

/** Where no shift is planned: the session that runs, or the window for one while it lasts. */
async function sessionOf(person: Person, { day, schedules }: Input, now: Date): Promise<OwnDay['session']> {
  const shifts = schedules.flatMap((schedule) => schedule.shifts);
  if (shifts.some(({ isSession }) => !isSession)) return undefined;
  const running = shifts.find((shift) => isWithin(now, shift));
  const isOnLeave = schedules.some(({ leaves }) => leaves.some((leave) => isWithin(now, leave)));
  if (!running && isOnLeave) return undefined;
  const window = await findWorkWindow(day, person);
  if (!running && !isWithin(now, window)) return undefined;
  return running ? { runningSince: running.startAt, window: running } : { window };
}

async function findPlanned(person: Person, fromAt: Date, toAt: Date): Promise<Place[]> {
  const [records, visits] = await Promise.all([
    findWorkRecords(person.employeeNo, fromAt, toAt),
    findVisits(person.id, fromAt, toAt),
  ]);
  const visited = new Set(visits.flatMap(({ said, customerId }) => (said === 'logged' ? customerId : [])));
  const next = records
    .flatMap((record) =>
      record.kind === 'plans' ? [{ id: record.customerId ?? '', orderNo: record.data.orderNo }] : [],
    )
    .filter(({ id }) => !visited.has(id))
    .toSorted((a, b) => a.orderNo - b.orderNo);
  const places = new Map((await findPlaces(next.map(({ id }) => id))).map((place) => [place.id, place]));
  return next.flatMap(({ id }) => places.get(id) ?? []);
}

async function distanceOf(personId: string, schedules: readonly DaySchedule[]): Promise<number | null> {
  const shifts = schedules.flatMap(({ shifts: own }) => own);
  const parts = await Promise.all(shifts.map(async (shift) => trackKm(await loadTrack(personId, shift))));
  const known = parts.flatMap((km) => km ?? []);
  return known.length === 0 ? null : Math.round(known.reduce((sum, km) => sum + km, 0) * 10) / 10;
}

async function overtimeMinutes({ id, timeZone }: Person, day: string): Promise<number> {
  const fromAt = instantOf(`${day.slice(0, 7)}-01`, '00:00', timeZone);
  const requests = await findOvertimeOf(id, fromAt, instantOf(addDays(day, 1), '00:00', timeZone));
  const approved = requests.filter(({ status }) => status === 'approved');
  return Math.round(approved.reduce((sum, { startAt, endAt }) => sum + +endAt - +startAt, 0) / 60_000);
}
