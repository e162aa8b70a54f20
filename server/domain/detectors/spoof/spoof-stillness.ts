import { SKETCH_WIDTH } from '../../baseline/day-sketch.ts';
import type { Baseline } from '../../baseline/baseline.ts';
import type { StayPoint } from '../../track/track.ts';
import type { SpoofedLocationSettings } from '../settings/spoofed-location-settings.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

const MIN_MS = 60_000;
/** Strength of the sign at most, never enough alone: a phone on a charger is still as well. */
const MOST = 0.45;
/** Own earlier long stays from which their smallest extent is known. */
const MIN_HISTORY = 5;

/** Long stays whose fixes wander less than real error does, by a floor and by the person's own history: a frozen position, also with jitter. */
export function findStillness({ evidence, day, settings }: SpoofQuestion): SpoofSign | null {
  const floorM = stillnessOf(evidence.baseline, settings);
  const still = day.stays.filter((stay) => isLong(stay, settings) && stay.extentM < floorM);
  const stillest = Math.min(...still.map(({ extentM }) => extentM));
  if (still.length === 0) return null;
  return {
    reason: 'unnatural_stillness',
    strength: MOST * Math.min(1, 1.2 - stillest / settings.stillExtentM),
    isHard: false,
    spans: still.map(({ startAt, lastFixAt }) => stretchOf(startAt.getTime(), lastFixAt.getTime())),
    count: still.length,
  };
}

function isLong(stay: StayPoint, { minStillMin, minStillFixes }: SpoofedLocationSettings): boolean {
  return (
    stay.lastFixAt.getTime() - stay.startAt.getTime() >= minStillMin * MIN_MS && stay.fixes >= minStillFixes
  );
}

/** Metres of extent below which a long stay is stiller than real ones. */
function stillnessOf(
  { recent }: Baseline,
  { minStillMin, stillExtentM, stillShare }: SpoofedLocationSettings,
): number {
  const extents: number[] = [];
  for (const { stays } of recent)
    for (let at = 0; at < stays.length; at += SKETCH_WIDTH)
      if ((stays[at + 3] ?? 0) >= minStillMin) extents.push(stays[at + 4] ?? 0);
  if (extents.length < MIN_HISTORY) return stillExtentM;
  return Math.min(stillExtentM, stillShare * Math.min(...extents));
}
