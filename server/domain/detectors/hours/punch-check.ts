import type { Place } from '../../geo/place.ts';
import type { AttendanceMismatchSettings } from '../settings/attendance-mismatch-settings.ts';
import { colleagueWith } from '../spoof/colleague-device.ts';
import type { PeriodEvidence, PunchFact, WorkDay } from '../evidence.ts';
import { boundDwell } from '../dwell/possible-dwell.ts';
import { errorRadiusM } from '../place/error-radius.ts';

/** What the track says of one punch: the person was `near` where it says, `elsewhere`, or nobody knows. */
export type PunchCheck = Readonly<{
  punch: PunchFact;
  says: 'near' | 'elsewhere' | 'unknown';
  nearestM: number;
  /** The only other person whose device made the punch, when it is not the own one. */
  byPeer: string | null;
}>;

/**
 * Compares a punch with the track, and its device with those of the team. `shiftPlace` is where a colleague's device should have been.
 * A clock-out may be made late, from anywhere: it claims only its own position.
 */
export function checkPunch(
  evidence: PeriodEvidence,
  { day, punch, shiftPlace }: Readonly<{ day: WorkDay; punch: PunchFact; shiftPlace: Place | null }>,
  settings: AttendanceMismatchSettings,
): PunchCheck {
  const byPeer = colleagueWith(evidence, punch.deviceId, settings.ownPunches);
  const skewMs = settings.skewMin * 60_000;
  const close = { fromMs: punch.at.getTime() - skewMs, toMs: punch.at.getTime() + skewMs };
  const wide = widen(close, punch, settings);
  const isPlaceClaimed = byPeer !== null || punch.kind === 'in';
  const bounds = [
    { place: positionOf(punch, settings), window: close },
    { place: isPlaceClaimed ? placeOf(evidence, punch) : null, window: wide },
    { place: byPeer === null ? null : shiftPlace, window: wide },
  ].flatMap(({ place, window }) => (place ? [boundDwell(day.track, place, { ...window, settings })] : []));
  const nearestM = Math.min(...bounds.map((bound) => bound.nearestM));
  const isKnown = bounds.some(({ fixes }) => fixes >= settings.minFixes);
  const says = bounds.some(({ nearFixes }) => nearFixes > 0)
    ? 'near'
    : isKnown && bounds.every(({ longestMin, isPassed }) => longestMin <= 0 && !isPassed)
      ? 'elsewhere'
      : 'unknown';
  return { punch, says, nearestM, byPeer };
}

/** People clock in on the way and out when already leaving: a place, unlike a position, is claimed for the work next to the punch. */
function widen(
  { fromMs, toMs }: Readonly<{ fromMs: number; toMs: number }>,
  { kind }: PunchFact,
  { edgeMin }: AttendanceMismatchSettings,
) {
  const edgeMs = edgeMin * 60_000;
  return { fromMs: kind === 'out' ? fromMs - edgeMs : fromMs, toMs: kind === 'in' ? toMs + edgeMs : toMs };
}

/** A punch's position as a place as large as its error. */
function positionOf(
  { id, position }: PunchFact,
  { accuracyRadii, unknownAccuracyM }: AttendanceMismatchSettings,
): Place | null {
  if (!position) return null;
  return {
    id,
    name: '',
    roles: ['other'],
    center: position,
    radiusM: accuracyRadii * errorRadiusM(position.accuracyM, unknownAccuracyM),
  };
}

const placeOf = ({ placeById }: PeriodEvidence, { placeId = '' }: PunchFact): Place | null =>
  placeById.get(placeId) ?? null;
