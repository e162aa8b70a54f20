import { haversineDegM } from '../../geo/distance.ts';
import { listFarSteps } from '../../track/clean/far-steps.ts';
import { speedKmh } from '../../track/clean/speed.ts';
import type { Track } from '../../track/track.ts';
import type { SpoofedLocationSettings } from '../settings/spoofed-location-settings.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

const ALONE = 0.35;
const PAIR = 0.92;

/**
 * Jumps from rest to rest that nobody travels. Looked for in the cleaned track: spikes, masts and cached fixes are gone, and a tunnel, a
 * train or a flight either takes its time or moves before and after. Two phones of one person also jump, so then it is no hard sign.
 */
export function findJumps({ evidence, day, settings }: SpoofQuestion): SpoofSign | null {
  const { track } = day;
  const jumps = listFarSteps(track, settings.minJumpM).filter((at) => isJump(track, at, settings));
  const [first] = jumps;
  if (first === undefined) return null;
  const isOnePhone = evidence.deviceIds.length < 2;
  return {
    reason: 'impossible_jump',
    strength: jumps.length > 1 && isOnePhone ? PAIR : ALONE,
    isHard: jumps.length > 1 && isOnePhone,
    spans: jumps.map((at) => stretchOf(track.atMs[at - 1], track.atMs[at])),
    count: jumps.length,
  };
}

function isJump(track: Track, at: number, settings: SpoofedLocationSettings): boolean {
  const { lng, lat } = track;
  const { minJumpM } = settings;
  if (speedKmh(track, at - 1, at) < fastestKmh(track, at, settings)) return false;
  if (haversineDegM(lng[at - 1] ?? 0, lat[at - 1] ?? 0, lng[at] ?? 0, lat[at] ?? 0) < minJumpM) return false;
  const { minSideFixes } = settings;
  if (isStale(track, at, settings) || isLast(track, at, settings)) return false;
  return (
    rests(track, [at - minSideFixes, at - 1], settings) && rests(track, [at, at + minSideFixes - 1], settings)
  );
}

/** A silence is that many times longer than the step of the jump, and at least so long. */
const SILENT_TIMES = 5;
const SILENT_MS = 2 * 60_000;

const isSilent = ({ atMs }: Track, next: number, jump: number): boolean =>
  (atMs[next] ?? 0) - (atMs[next - 1] ?? 0) >=
  Math.max(SILENT_MS, SILENT_TIMES * ((atMs[jump] ?? 0) - (atMs[jump - 1] ?? 0)));

/**
 * Whether the fixes before the jump are the first after a silence that has time for its way: an app that wakes up first tells the
 * place it knew last.
 */
function isStale(track: Track, jump: number, settings: SpoofedLocationSettings): boolean {
  for (let at = jump - 1; at > 0 && at > jump - settings.minSideFixes; at--)
    if (isSilent(track, at, jump)) return speedKmh(track, at - 1, jump) < fastestKmh(track, jump, settings);
  return false;
}

/** Whether the fix after the jump is the last before a silence, and nothing after that agrees with it. */
function isLast(track: Track, jump: number, { minJumpM }: SpoofedLocationSettings): boolean {
  const { lng, lat } = track;
  const next = jump + 1;
  if (next >= lng.length || !isSilent(track, next, jump)) return false;
  return haversineDegM(lng[jump] ?? 0, lat[jump] ?? 0, lng[next] ?? 0, lat[next] ?? 0) >= minJumpM / 2;
}

/** What nobody exceeds from rest to rest between two fixes: in a long silence there is time for a train or an aircraft. */
function fastestKmh({ atMs }: Track, at: number, settings: SpoofedLocationSettings): number {
  const silentMin = ((atMs[at] ?? 0) - (atMs[at - 1] ?? 0)) / 60_000;
  if (silentMin >= settings.flightMin) return settings.flightKmh;
  return silentMin >= settings.trainMin ? settings.trainKmh : settings.minJumpKmh;
}

/** Whether the fixes from one to the other, both in the track, move no faster than a town's traffic. */
function rests(
  track: Track,
  [from, to]: readonly [number, number],
  { restKmh }: SpoofedLocationSettings,
): boolean {
  if (from < 0 || to >= track.atMs.length) return false;
  for (let at = from + 1; at <= to; at++) if (speedKmh(track, at - 1, at) > restKmh) return false;
  return true;
}
