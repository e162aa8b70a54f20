import { dayOf } from '../../time.ts';
import { punchesOfDay } from '../day/day-punches.ts';
import { colleagueWith } from './colleague-device.ts';
import type { PeriodEvidence, PunchFact } from '../evidence.ts';
import type { EvidenceRef } from '../finding.ts';
import { stretchOf, type SpoofQuestion, type SpoofReason, type SpoofSign } from './spoof-sign.ts';

const HOUR_MS = 3_600_000;
/**
 * Strength of each sign alone: old photos get reused by mistake, shops share a phone, platforms warn too often. All three together are
 * enough.
 */
const STRENGTH = { photo_reused: 0.45, colleague_device: 0.35, platform_risk: 0.45 } as const;
/** Days on which punches carry pictures of the colleague whose device they came from: once is a phone borrowed in a hurry. */
const COLLEAGUE_DAYS = 2;
/** The same picture on so many days is no mistake, unless the phone hardly ever sends another or several people send it: an empty one. */
const PHOTO_DAYS = 3;
const OTHER_PHOTOS = 3;
const OFTEN = 0.85;

/** Signs of the day's punches, each weak. */
export function listPunchSigns({ evidence, day, settings }: SpoofQuestion): SpoofSign[] {
  const ofDay = punchesOfDay(evidence, day);
  const peerPhotos = new Set(evidence.peers.flatMap(({ photoHashes }) => photoHashes));
  const usedBefore = ({ at, photoHash }: PunchFact) =>
    evidence.punches.some(
      (other) =>
        other.photoHash === photoHash && at.getTime() - other.at.getTime() >= settings.photoHours * HOUR_MS,
    );
  const reused = ofDay.filter(
    (punch) => punch.photoHash !== undefined && (peerPhotos.has(punch.photoHash) || usedBefore(punch)),
  );
  const photos = signOf('photo_reused', reused);
  const device = signOf(
    'colleague_device',
    ofDay.filter(({ deviceId }) => colleagueWith(evidence, deviceId) !== null),
  );
  return [
    photos && isOftenReused(evidence, reused) ? { ...photos, strength: OFTEN, isHard: true } : photos,
    device && isMadeByColleague(evidence, ofDay) ? { ...device, strength: OFTEN, isHard: true } : device,
    signOf(
      'platform_risk',
      ofDay.filter(({ riskFlag = 0 }) => riskFlag > 0),
    ),
  ].filter((sign) => sign !== null);
}

/** Whether one of the pictures was sent on so many days up to now by somebody who also sends others. */
function isOftenReused(evidence: PeriodEvidence, reused: readonly PunchFact[]): boolean {
  const last = reused.at(-1)?.at ?? new Date(0);
  const sent = evidence.punches.filter(({ at, photoHash }) => photoHash !== undefined && at <= last);
  const others = new Set(sent.map(({ photoHash }) => photoHash)).size - 1;
  const daysOf = (hash: string | undefined) =>
    new Set(
      sent.filter(({ photoHash }) => photoHash === hash).map(({ at }) => dayOf(at, evidence.person.timeZone)),
    ).size;
  const isOfTheTeam = (hash = '') =>
    evidence.peers.filter(({ photoHashes }) => photoHashes.includes(hash)).length > 1;
  return (
    others >= OTHER_PHOTOS &&
    reused.some(({ photoHash }) => daysOf(photoHash) >= PHOTO_DAYS && !isOfTheTeam(photoHash))
  );
}

/**
 * Whether punches up to now came from a colleague's device with different pictures that only this colleague sent, on several days: an
 * empty picture is always the same, and a borrowed phone takes a new one.
 */
function isMadeByColleague(evidence: PeriodEvidence, ofDay: readonly PunchFact[]): boolean {
  const last = ofDay.at(-1)?.at ?? new Date(0);
  const made = evidence.punches.filter(({ at, deviceId, photoHash }) => {
    const colleague = at <= last ? colleagueWith(evidence, deviceId) : null;
    const senders = evidence.peers.filter(({ photoHashes }) => photoHashes.includes(photoHash ?? ''));
    return colleague !== null && senders.length === 1 && senders[0]?.personId === colleague;
  });
  return (
    made.some((punch) => ofDay.includes(punch)) &&
    new Set(made.map(({ photoHash }) => photoHash)).size > 1 &&
    new Set(made.map(({ at }) => dayOf(at, evidence.person.timeZone))).size >= COLLEAGUE_DAYS
  );
}

function signOf(
  reason: SpoofReason & keyof typeof STRENGTH,
  punches: readonly PunchFact[],
): SpoofSign | null {
  if (punches.length === 0) return null;
  return {
    reason,
    strength: STRENGTH[reason],
    isHard: false,
    spans: [stretchOf(punches[0]?.at.getTime(), punches.at(-1)?.at.getTime())],
    count: punches.length,
    records: punches.map(({ id }): EvidenceRef => ({ kind: 'punch', id })),
  };
}
