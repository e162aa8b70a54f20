import type { Baseline } from '../../baseline/baseline.ts';
import { listWander, type WanderStretch } from '../../track/error-wander.ts';
import { listFixedRuns } from '../../track/fixed-runs.ts';
import type { Track } from '../../track/track.ts';
import type { SpoofedLocationSettings } from '../settings/spoofed-location-settings.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

/** Strength of the sign for one, two, three and more stretches; never enough alone, because some receivers filter nothing. */
const DRAWN = [0.35, 0.45, 0.55];
const FIXED = 0.45;

/** An error that no receiver makes: none at all for long, or a new one with every fix. */
export function findFalseError(question: SpoofQuestion): SpoofSign | null {
  return findFixedPosition(question) ?? findDrawnNoise(question);
}

/** Stretches at one place in which every fix errs anew: noise that a program draws, where a receiver's error wanders. */
function findDrawnNoise({ evidence, day, settings }: SpoofQuestion): SpoofSign | null {
  const known = evidence.baseline.recent.flatMap(({ errorRatio }) => errorRatio ?? []);
  if (isUsual(known, settings)) return null;
  // Between seldom fixes any receiver's error is a new one: such a stretch says something only in comparison with the person's own days.
  const isOpen = ({ fromMs, toMs }: WanderStretch): boolean =>
    known.length >= MIN_HISTORY || toMs - fromMs <= settings.wanderFixes * OFTEN_MS;
  const all = stretchesOf(day.track, settings).filter(isOpen);
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

/** Earlier days with a long rest from which the own receiver is known. */
const MIN_HISTORY = 5;
/** Milliseconds from fix to fix within which a receiver's error surely wanders. */
const OFTEN_MS = 45_000;

/** Whether the person's receiver errs anew with each fix on its ordinary days too. */
function isUsual(known: readonly number[], { drawnRatio, ownDrawnShare }: SpoofedLocationSettings): boolean {
  const drawn = known.filter((ratio) => ratio >= drawnRatio);
  return known.length >= MIN_HISTORY && drawn.length >= ownDrawnShare * known.length;
}

/**
 * A position that does not change at all for long, also as a part of a longer stay. A cached fix that is repeated for minutes is cleaned
 * away; one that is repeated for hours is what is looked for.
 */
function findFixedPosition({ evidence, day, settings }: SpoofQuestion): SpoofSign | null {
  const isFiltered = day.rejected.some(({ rule }) => rule === 'frozen');
  const runs = listFixedRuns(isFiltered ? day.reported : day.track, {
    spreadM: settings.fixedSpreadM,
    stepMin: settings.fixedStepMin,
    fixes: settings.minFixedFixes,
    minutes: Math.max(settings.minStillMin, LONGER * usualFixedMin(evidence.baseline)),
  });
  if (runs.length === 0) return null;
  return {
    reason: 'unnatural_stillness',
    strength: FIXED,
    isHard: false,
    spans: runs,
    count: runs.length,
  };
}

/** Own earlier days from which the own longest rest at one coordinate is known, the share of them it covers, and how far it is exceeded. */
const FIXED_DAYS = 5;
const USUAL_SHARE = 0.9;
const LONGER = 1.5;

/** Minutes at one coordinate that nine of ten own earlier days did not exceed: some phones filter every rest away. */
function usualFixedMin({ recent }: Baseline): number {
  const known = recent.map(({ fixedMin }) => fixedMin).toSorted((a, b) => a - b);
  return known.length < FIXED_DAYS ? 0 : (known[Math.floor(USUAL_SHARE * known.length)] ?? 0);
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
