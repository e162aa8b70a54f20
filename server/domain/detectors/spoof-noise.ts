import { listWander, type WanderStretch } from '../track/error-wander.ts';
import type { Track } from '../track/track.ts';
import type { SpoofedLocationSettings } from './spoofed-location-settings.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

const MIN_MS = 60_000;
/** By one, two, three and more stretches; never enough alone, because some receivers filter nothing. */
const DRAWN = [0.35, 0.45, 0.55];
const FIXED = 0.45;

/** An error that no receiver makes: none at all for long, or a new one with every fix. */
export function findFalseError(question: SpoofQuestion): SpoofSign | null {
  const stretches = stretchesOf(question.day.track, question.settings);
  return findFixedPosition(question, stretches) ?? findDrawnNoise(question, stretches);
}

/** Stretches at one place in which every fix errs anew: noise that a program draws, where a receiver's error wanders. */
function findDrawnNoise({ settings }: SpoofQuestion, all: readonly WanderStretch[]): SpoofSign | null {
  const isDrawn = ({ ratio, spreadM }: WanderStretch): boolean =>
    ratio >= settings.drawnRatio && spreadM > settings.fixedSpreadM;
  const drawn = all.filter(isDrawn);
  const isMost = drawn.length >= settings.drawnShare * all.length;
  if (!isMost && longestRun(all.map(isDrawn)) < settings.drawnRun) return null;
  if (drawn.length === 0) return null;
  return {
    reason: 'error_drawn_anew',
    strength: DRAWN[Math.min(DRAWN.length, drawn.length) - 1] ?? 0,
    isHard: false,
    spans: drawn.map(({ fromMs, toMs }) => stretchOf(fromMs, toMs)),
    count: drawn.length,
  };
}

/**
 * A position that does not change at all for long, also as a part of a longer stay. A cached fix that is repeated for minutes is cleaned
 * away; one that is repeated for hours is what is looked for.
 */
function findFixedPosition(
  { day, settings }: SpoofQuestion,
  cleaned: readonly WanderStretch[],
): SpoofSign | null {
  const isFiltered = day.rejected.some(({ rule }) => rule === 'frozen');
  const all = isFiltered ? stretchesOf(day.reported, settings) : cleaned;
  const fixed = all.filter(({ spreadM }) => spreadM <= settings.fixedSpreadM);
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

/** The most in a row. */
function longestRun(row: readonly boolean[]): number {
  let longest = 0;
  let run = 0;
  for (const is of row) {
    run = is ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function stretchesOf(track: Track, settings: SpoofedLocationSettings): WanderStretch[] {
  const { wanderFixes: fixes, wanderSpreadM: maxSpreadM, wanderStepMin: maxStepMin } = settings;
  return listWander(track, { fixes, maxSpreadM, maxStepMin });
}

function joinTouching(stretches: readonly WanderStretch[]): { fromMs: number; toMs: number }[] {
  const runs: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of stretches) {
    const last = runs.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = toMs;
    else runs.push({ fromMs, toMs });
  }
  return runs;
}
