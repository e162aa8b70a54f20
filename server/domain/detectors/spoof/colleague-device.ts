import type { PeriodEvidence } from '../evidence.ts';

/** Own earlier punches from a device that make it the own one, whoever else is said to have it: phones change hands. */
export const OWN_PUNCHES = 3;

/** The only other person with this device; null for the own one, one that several people use (the shop's), or one nobody knows. */
export function colleagueWith(
  { deviceIds, punches, peers, judge }: PeriodEvidence,
  deviceId: string | undefined,
  ownPunches = OWN_PUNCHES,
): string | null {
  if (deviceId === undefined || deviceIds.includes(deviceId)) return null;
  const users = peers.filter((peer) => peer.deviceIds.includes(deviceId));
  if (users.length !== 1) return null;
  const before = punches.filter(
    (punch) => punch.deviceId === deviceId && punch.at.getTime() < judge.startAt.getTime(),
  );
  return before.length >= ownPunches ? null : (users[0]?.personId ?? null);
}
