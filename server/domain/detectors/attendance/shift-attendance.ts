import { distanceToEdgeM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import type { StayPoint } from '../../track/track.ts';
import { isOvertime, type Shift } from '../../working-time.ts';
import type { AttendanceMismatchSettings } from '../settings/attendance-mismatch-settings.ts';
import { listAway, type AwayStretch } from './away-time.ts';
import type { PeriodEvidence, PunchFact, WorkDay } from '../evidence.ts';
import { findClocked } from './clocked-time.ts';
import { checkPunch, type PunchCheck } from '../hours/punch-check.ts';
import { errorRadiusM } from '../place/error-radius.ts';

/** One shift somebody clocked in for, compared with the track. */
export type ShiftAttendance = Readonly<{
  day: WorkDay;
  shift: Shift;
  place: Place | null;
  checks: readonly PunchCheck[];
  away: readonly AwayStretch[];
  /** Without a clock-out, the last moment seen at the place: nobody claimed to be at work after it. */
  claimedTo: Date | null;
  /** Minutes from the first punch to being seen at the place, and from the last punch to being seen there last, when both are known. */
  offsetsMin: readonly number[];
}>;

/** Every judged shift with a clock-in; a forgotten punch claims nothing. */
export function listAttendance(
  evidence: PeriodEvidence,
  settings: AttendanceMismatchSettings,
): ShiftAttendance[] {
  return evidence.days.flatMap((day) =>
    day.shifts
      .filter((shift) => !isOvertime(shift))
      .flatMap((shift) => attend(evidence, { day, shift }, settings) ?? []),
  );
}

function attend(
  evidence: PeriodEvidence,
  { day, shift }: Readonly<{ day: WorkDay; shift: Shift }>,
  settings: AttendanceMismatchSettings,
): ShiftAttendance | null {
  const found = findClocked(evidence.punches, { shift, shifts: day.shifts });
  if (!found) return null;
  const { clockIn, clockOut, own } = found;
  const place = workplaceOf(evidence, shift, clockIn);
  const clocked = { startAt: clockIn.at, endAt: clockOut?.at ?? shift.endAt };
  const held = own.filter((punch) => isHeld(punch, day));
  return {
    day,
    shift,
    place,
    checks: held.map((punch) => checkPunch(evidence, { day, punch, shiftPlace: place }, settings)),
    away: place ? listAway(evidence, { day, shift, place, clocked }, settings) : [],
    claimedTo: clockOut || !place ? null : lastSeenAt(day, place, settings),
    offsetsMin:
      place && clockOut && own.length === 2 ? offsetsOf(day, { place, clockIn, clockOut }, settings) : [],
  };
}

/**
 * The place of work of a shift, or null. Only people who serve at one place can be absent from it; others are away from their base by
 * trade. A shift that names no place is worked at the store of ours that the person clocked in at.
 */
function workplaceOf(
  { person, placeById }: PeriodEvidence,
  { placeId }: Shift,
  clockIn: PunchFact,
): Place | null {
  const isFixed = (person.kind === 'promoter' || person.kind === 'office') && !person.isRegional;
  if (!isFixed) return null;
  if (placeId !== undefined) return placeById.get(placeId) ?? null;
  const punched = placeById.get(clockIn.placeId ?? '');
  return punched?.roles.includes('own_store') ? punched : null;
}

/** Only within working time can the track say anything. */
const isHeld = ({ at }: PunchFact, { work }: WorkDay): boolean =>
  work.some(
    ({ startAt, endAt }) =>
      at.getTime() >= startAt.getTime() - 15 * 60_000 && at.getTime() <= endAt.getTime() + 15 * 60_000,
  );

function staysAt(
  { stays }: WorkDay,
  place: Place,
  { nearM, accuracyRadii, unknownAccuracyM }: AttendanceMismatchSettings,
): StayPoint[] {
  return stays.filter(
    (stay) =>
      distanceToEdgeM(stay, place) <= nearM + accuracyRadii * errorRadiusM(stay.accuracyM, unknownAccuracyM),
  );
}

const lastSeenAt = (day: WorkDay, place: Place, settings: AttendanceMismatchSettings): Date =>
  staysAt(day, place, settings).at(-1)?.lastFixAt ?? new Date(0);

function offsetsOf(
  day: WorkDay,
  { place, clockIn, clockOut }: Readonly<{ place: Place; clockIn: PunchFact; clockOut: PunchFact }>,
  settings: AttendanceMismatchSettings,
): number[] {
  const there = staysAt(day, place, settings);
  const first = there[0];
  const last = there.at(-1);
  return first && last
    ? [
        (first.startAt.getTime() - clockIn.at.getTime()) / 60_000,
        (last.lastFixAt.getTime() - clockOut.at.getTime()) / 60_000,
      ]
    : [];
}
