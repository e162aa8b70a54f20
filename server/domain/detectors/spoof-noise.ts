import { listWander, type WanderStretch } from '../track/error-wander.ts';
import type { SpoofedLocationSettings } from './spoofed-location-settings.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

const MIN_MS = 60_000;
/** By one, two, three and more stretches; never enough alone, because some receivers filter nothing. */
const DRAWN = [0.35, 0.45, 0.55];
const FIXED = 0.45;

/** Stretches at one place in which every fix errs anew: noise that a program draws, where a receiver's error wanders. */
export function findDrawnNoise({ day, settings }: SpoofQuestion): SpoofSign | null {
  const drawn = stretchesOf({ day, settings }).filter(
    ({ ratio, spreadM }) => ratio >= settings.drawnRatio && spreadM > settings.fixedSpreadM,
  );
  if (drawn.length === 0) return null;
  return {
    reason: 'error_drawn_anew',
    strength: DRAWN[Math.min(DRAWN.length, drawn.length) - 1] ?? 0,
    isHard: false,
    spans: drawn.map(({ fromMs, toMs }) => stretchOf(fromMs, toMs)),
    count: drawn.length,
  };
}

/** A position that does not change at all for long, also as a part of a longer stay. */
export function findFixedPosition({ day, settings }: SpoofQuestion): SpoofSign | null {
  const fixed = stretchesOf({ day, settings }).filter(({ spreadM }) => spreadM <= settings.fixedSpreadM);
  const runs = joinTouching(fixed).filter(
    ({ fromMs, toMs }) => toMs - fromMs >= settings.minStillMin * MIN_MS,
  );
  if (runs.length === 0) return null;
  return {
    reason: 'unnatural_stillness',
    strength: FIXED,
    isHard: false,
    spans: runs.map(({ fromMs, toMs }) => stretchOf(fromMs, toMs)),
    count: runs.length,
  };
}

const stretchesOf = ({ day, settings }: Pick<SpoofQuestion, 'day' | 'settings'>): WanderStretch[] =>
  listWander(day.track, wanderOf(settings));

const wanderOf = ({ wanderFixes, wanderSpreadM, wanderStepMin }: SpoofedLocationSettings) => ({
  fixes: wanderFixes,
  maxSpreadM: wanderSpreadM,
  maxStepMin: wanderStepMin,
});

function joinTouching(stretches: readonly WanderStretch[]): { fromMs: number; toMs: number }[] {
  const runs: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of stretches) {
    const last = runs.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = toMs;
    else runs.push({ fromMs, toMs });
  }
  return runs;
}
