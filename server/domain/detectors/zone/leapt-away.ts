import { haversineDegM } from '../../geo/distance.ts';
import type { Interval } from '../../interval.ts';
import { speedKmh } from '../../track/clean/speed.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { Track } from '../../track/track.ts';
import type { OffZoneSettings } from '../settings/off-zone-settings.ts';

/**
 * Whether the positions come to a stretch and leave it again in one step each that nobody travels: a phone that takes a moved Wi-Fi
 * router for where it was does so, and then was not there at all.
 */
export function isLeaptTo(track: Track, { startAt, endAt }: Interval, settings: OffZoneSettings): boolean {
  const first = firstAtOrAfter(track.atMs, startAt.getTime());
  const next = firstAtOrAfter(track.atMs, endAt.getTime()) + 1;
  return isLeap(track, first, settings) && isLeap(track, next, settings);
}

function isLeap(track: Track, at: number, { leapM, leapKmh }: OffZoneSettings): boolean {
  const { lng, lat } = track;
  if (at < 1 || at >= lng.length || speedKmh(track, at - 1, at) < leapKmh) return false;
  return haversineDegM(lng[at - 1] ?? 0, lat[at - 1] ?? 0, lng[at] ?? 0, lat[at] ?? 0) >= leapM;
}
