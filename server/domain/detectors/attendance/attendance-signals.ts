import { haversineM } from '../../geo/distance.ts';
import { distanceToEdgeM } from '../../geo/fence.ts';
import { isWithin } from '../../interval.ts';
import type { StayPoint } from '../../track/track.ts';
import type { AttendanceMismatchSettings } from '../settings/attendance-mismatch-settings.ts';
import type { AwayStretch } from './away-time.ts';
import { fixClockMin } from '../day/day-clock.ts';
import type { PeriodEvidence } from '../evidence.ts';
import { permissionsIn } from '../permissions.ts';
import type { ShiftAttendance } from './shift-attendance.ts';

type AttendanceReason =
  | 'punched_by_peer'
  | 'punch_elsewhere'
  | 'absent'
  | 'came_late_from_spot'
  | 'left_early_to_spot'
  | 'peer_device';
/** What speaks against one shift's attendance record. `stretches`: the time away that counts. */
export type AttendanceSignals = Readonly<{
  reasons: readonly AttendanceReason[];
  stretches: readonly AwayStretch[];
  awayMin: number;
  isRecurrent: boolean;
}>;
/** All judged shifts with the settings, to compare one shift with. */
export type Around = Readonly<{ all: readonly ShiftAttendance[]; settings: AttendanceMismatchSettings }>;

/** Shifts that one wrong clock has to explain alike before it counts as an explanation. */
const CLOCK_SHIFTS = 2;
/** Minutes: the least by which a wrong clock is off, and the most by which the offsets may differ from each other. */
const CLOCK_MIN = 20;

/** Every signal of a shift, the strongest first. */
export function listSignals(
  evidence: PeriodEvidence,
  shift: ShiftAttendance,
  around: Around,
): AttendanceSignals {
  const { settings } = around;
  const recurs = (stretch: AwayStretch) => isRecurrent(evidence, shift, { ...around, spot: stretch.spot });
  // What was claimed speaks alone; what nobody claimed is told only where there is nothing else.
  const claimed = shift.away.filter((stretch) => isClaimed(stretch, shift));
  const away = claimed.some(({ minutes }) => minutes >= settings.absentMin) ? claimed : shift.away;
  const long = away.filter(({ minutes }) => minutes >= settings.absentMin);
  const edges = away.filter(({ minutes }) => minutes >= settings.edgeMin).filter(recurs);
  const early = edges.filter((stretch) => touchesEnd(stretch, shift, settings));
  const late = edges.filter((stretch) => touchesStart(stretch, shift, settings));
  const elsewhere = shift.checks.filter(({ says }) => says === 'elsewhere');
  const reasons: (AttendanceReason | false)[] = [
    elsewhere.some(({ byPeer }) => byPeer !== null) && 'punched_by_peer',
    elsewhere.some(({ byPeer }) => byPeer === null) && 'punch_elsewhere',
    long.length > 0 && 'absent',
    early.length > 0 && 'left_early_to_spot',
    late.length > 0 && 'came_late_from_spot',
    shift.checks.some(({ says, byPeer }) => says === 'unknown' && byPeer !== null) && 'peer_device',
  ];
  const stretches = shift.away.filter((one) => [...long, ...early, ...late].includes(one));
  return {
    reasons: reasons.filter((reason) => reason !== false),
    stretches,
    awayMin: stretches.reduce((sum, { minutes }) => sum + minutes, 0),
    isRecurrent: stretches.some(recurs),
  };
}

/** What else explains the signals, one reason code each. */
export function listAttendanceDoubts(
  evidence: PeriodEvidence,
  shift: ShiftAttendance,
  { signals, all, settings }: Around & Readonly<{ signals: AttendanceSignals }>,
): string[] {
  return [
    isAnchored(evidence, shift, { stretches: signals.stretches, settings }) && 'anchor_at_place',
    (isClockOff(all) || areFixesMoved(evidence, shift, signals)) && 'clock_offset',
    isNeverSeen(evidence, shift, { all, settings }) && 'place_never_seen',
    isPermitted(evidence, shift) && 'permitted_elsewhere',
    isUnclaimed(shift, signals) && 'no_clock_out',
  ].filter((reason) => reason !== false);
}

/** The same spot on another judged day, or a habit of the past that is no place of ours. */
function isRecurrent(
  { baseline }: PeriodEvidence,
  { day }: ShiftAttendance,
  { all, settings, spot }: Around & Readonly<{ spot: StayPoint | null }>,
): boolean {
  if (!spot) return false;
  const isSame = (other: Readonly<{ lng: number; lat: number }> | null) =>
    other !== null && haversineM(other, spot) <= settings.sameSpotM;
  return (
    all.some((other) => other.day.day !== day.day && other.away.some((stretch) => isSame(stretch.spot))) ||
    baseline.stops.some((stop) => stop.weight >= 2 && isSame(stop))
  );
}

const touchesStart = (
  { startAt }: AwayStretch,
  { shift }: ShiftAttendance,
  { skewMin }: AttendanceMismatchSettings,
) => startAt.getTime() - shift.startAt.getTime() <= skewMin * 60_000;
const touchesEnd = (
  { endAt }: AwayStretch,
  { shift }: ShiftAttendance,
  { skewMin }: AttendanceMismatchSettings,
) => shift.endAt.getTime() - endAt.getTime() <= skewMin * 60_000;

/** A store code, till or Wi-Fi at the place within the time in question. */
function isAnchored(
  { anchors }: PeriodEvidence,
  { place, checks }: ShiftAttendance,
  {
    stretches,
    settings,
  }: Readonly<{ stretches: readonly AwayStretch[]; settings: AttendanceMismatchSettings }>,
): boolean {
  const skewMs = settings.skewMin * 60_000;
  const doubted = checks.filter(({ says }) => says === 'elsewhere').map(({ punch }) => punch);
  return anchors.some(
    ({ at, placeId, isOk }) =>
      isOk &&
      (stretches.some((stretch) => placeId === place?.id && isWithin(at, stretch)) ||
        doubted.some(
          (punch) =>
            (placeId === place?.id || placeId === punch.placeId) &&
            placeId !== undefined &&
            Math.abs(at.getTime() - punch.at.getTime()) <= skewMs,
        )),
  );
}

/** Who forgot to clock out claims the time up to when they were at the place last: an absence from which they came back is part of it. */
const isClaimed = ({ startAt }: AwayStretch, { claimedTo }: ShiftAttendance): boolean =>
  claimedTo === null || startAt < claimedTo;

const isUnclaimed = (shift: ShiftAttendance, { stretches }: AttendanceSignals): boolean =>
  stretches.length > 0 && !stretches.some((stretch) => isClaimed(stretch, shift));

/** The manager or an approved trip sent the person somewhere else when the doubted punch was made. */
function isPermitted(evidence: PeriodEvidence, { checks }: ShiftAttendance): boolean {
  return checks.some(({ says, punch: { at } }) => {
    const moment = { startAt: at, endAt: new Date(at.getTime() + 1) };
    return says === 'elsewhere' && permissionsIn(evidence, moment).some(({ kind }) => kind !== 'declaration');
  });
}

/** Every shift begins and ends just as much earlier or later than punched: a clock or time zone is wrong. */
function isClockOff(all: readonly ShiftAttendance[]): boolean {
  const offsets = all.flatMap(({ offsetsMin }) => offsetsMin);
  if (offsets.length < 2 * CLOCK_SHIFTS) return false;
  const low = Math.min(...offsets);
  const high = Math.max(...offsets);
  return high - low <= CLOCK_MIN && (low >= CLOCK_MIN || high <= -CLOCK_MIN);
}

/** Only a punch speaks, and the day's fixes look moved in time as a whole. */
const areFixesMoved = (
  evidence: PeriodEvidence,
  { day }: ShiftAttendance,
  { stretches }: AttendanceSignals,
): boolean => stretches.length === 0 && fixClockMin(evidence, day) !== null;

/**
 * In all days that are known the person was not once near the place: then its stored position is as doubtful as the person. One day
 * away, or a place where the person was seen before, says nothing of the position.
 */
function isNeverSeen(
  { baseline }: PeriodEvidence,
  { place }: ShiftAttendance,
  { all, settings }: Around,
): boolean {
  if (!place) return false;
  const there = all.filter((shift) => shift.place?.id === place.id);
  const isNear = (spot: Readonly<{ lng: number; lat: number }>) =>
    distanceToEdgeM(spot, place) <= settings.awayM;
  return (
    new Set(there.map(({ day }) => day.day)).size + baseline.days >= settings.seenDays &&
    !baseline.stops.some(isNear) &&
    !all.some(({ day }) => day.stays.some(isNear))
  );
}
