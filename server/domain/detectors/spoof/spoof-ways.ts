import { intersectIntervals } from '../../interval.ts';
import { listDrawnWays } from '../../track/drawn-ways.ts';
import type { SpoofQuestion, SpoofSign } from './spoof-sign.ts';

/** Strength of the sign for one, two, three and more ways; never enough alone, because an importer may fill the gaps of a true track. */
const STRENGTHS = [0.15, 0.4, 0.5];

/** Ways on which the phone moves as a program draws it: straight, and at one pace. */
export function findDrawnWays({ day, settings }: SpoofQuestion): SpoofSign | null {
  const { trips } = day.schedule;
  // A train is straight and steady.
  const ways = listDrawnWays(day.track, settings).filter(
    (way) => intersectIntervals([way], trips).length === 0,
  );
  if (ways.length === 0) return null;
  return {
    reason: 'way_drawn',
    strength: STRENGTHS[Math.min(STRENGTHS.length, ways.length) - 1] ?? 0,
    isHard: false,
    spans: ways,
    count: ways.length,
  };
}
