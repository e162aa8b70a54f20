import { colleagueWith } from './colleague-device.ts';
import type { PunchFact } from './evidence.ts';
import type { EvidenceRef } from './finding.ts';
import { stretchOf, type SpoofQuestion, type SpoofReason, type SpoofSign } from './spoof-sign.ts';

const HOUR_MS = 3_600_000;
/** Punches so long around a shift are the day's. */
const MARGIN_MS = 2 * HOUR_MS;
/** What each says alone: old photos get reused by mistake, shops share a phone, platforms warn too often. All three together are enough. */
const STRENGTH = { photo_reused: 0.45, colleague_device: 0.35, platform_risk: 0.45 } as const;

/** Signs of the day's punches, each weak. */
export function listPunchSigns({ evidence, day, settings }: SpoofQuestion): SpoofSign[] {
  const ofDay = evidence.punches.filter(({ at }) =>
    day.shifts.some(
      ({ startAt, endAt }) =>
        at.getTime() >= startAt.getTime() - MARGIN_MS && at.getTime() <= endAt.getTime() + MARGIN_MS,
    ),
  );
  const peerPhotos = new Set(evidence.peers.flatMap(({ photoHashes }) => photoHashes));
  const usedBefore = ({ at, photoHash }: PunchFact) =>
    evidence.punches.some(
      (other) =>
        other.photoHash === photoHash && at.getTime() - other.at.getTime() >= settings.photoHours * HOUR_MS,
    );
  return [
    signOf(
      'photo_reused',
      ofDay.filter(
        (punch) => punch.photoHash !== undefined && (peerPhotos.has(punch.photoHash) || usedBefore(punch)),
      ),
    ),
    signOf(
      'colleague_device',
      ofDay.filter(({ deviceId }) => colleagueWith(evidence, deviceId) !== null),
    ),
    signOf(
      'platform_risk',
      ofDay.filter(({ riskFlag = 0 }) => riskFlag > 0),
    ),
  ].filter((sign) => sign !== null);
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
