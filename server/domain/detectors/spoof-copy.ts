import { haversineDegM } from '../geo/distance.ts';
import type { Track } from '../track/track.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

const COPY = 0.92;
/** Metres between two fixes on the way: shorter steps of a phone at rest come again by chance where coordinates are rounded. */
const STEP_M = 30;
/** Decimals of a degree compared, some 0.1 m: a change of datum rounds the last one. */
const DECIMALS = 6;
/** Double steps of an earlier day: two by chance are rare already. */
const LEAST = 6;

/** A way of an earlier day of the period again to the last digit: the errors of two days are never the same. */
export function findCopy({ day, copies }: SpoofQuestion): SpoofSign | null {
  if (copies.size === 0) return null;
  const same = listWaySteps(day.reported).filter(({ key }) => copies.has(key));
  if (same.length < LEAST) return null;
  const timeOf = (n: number) => day.reported.atMs[same.at(n)?.at ?? 0];
  return {
    reason: 'repeats_earlier_way',
    strength: COPY,
    isHard: true,
    spans: [stretchOf(timeOf(0), timeOf(-1))],
    count: same.length,
  };
}

/** Every two steps on the way in a row, as a word, with the place of the fix they end in. */
export function listWaySteps({ lng, lat }: Track): { at: number; key: string }[] {
  const steps: { at: number; key: string }[] = [];
  let before = 0;
  for (let at = 1; at < lng.length; at++) {
    const stepM = haversineDegM(lng[at - 1] ?? 0, lat[at - 1] ?? 0, lng[at] ?? 0, lat[at] ?? 0);
    const isStep = stepM >= STEP_M;
    if (isStep && before >= STEP_M)
      steps.push({ at, key: [at - 2, at - 1, at].map((n) => spotOf(lng[n], lat[n])).join(' ') });
    before = stepM;
  }
  return steps;
}

const spotOf = (lng = 0, lat = 0): string => `${lng.toFixed(DECIMALS)},${lat.toFixed(DECIMALS)}`;
