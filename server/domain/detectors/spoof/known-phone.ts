import { dayOf } from '../../time.ts';
import type { PeriodEvidence } from '../evidence.ts';

/**
 * Whether the phones of the judged time are known from at least `minDays` days before it, so that their habits are in the baseline.
 * The baseline's days are the person's, whichever phone they had: a phone's are those with a punch from it. The phones are those the
 * positions came from, or that punched where the positions name none. Where no punch names a device the person's days stand for both.
 */
export function isPhoneKnown(
  { baseline, deviceIds, judge, person, punches }: PeriodEvidence,
  minDays: number,
): boolean {
  if (baseline.days < minDays) return false;
  const named = punches.filter(({ deviceId }) => deviceId !== undefined);
  if (named.length === 0) return true;
  const isBefore = ({ at }: Readonly<{ at: Date }>) => at.getTime() < judge.startAt.getTime();
  const inJudged = named.filter((punch) => !isBefore(punch)).map(({ deviceId }) => deviceId);
  const phones = deviceIds.length > 0 ? deviceIds : inJudged;
  const daysOf = (phone: string | undefined) =>
    new Set(
      named
        .filter((punch) => punch.deviceId === phone && isBefore(punch))
        .map(({ at }) => dayOf(at, person.timeZone)),
    ).size;
  return phones.length > 0 && phones.every((phone) => daysOf(phone) >= minDays);
}
