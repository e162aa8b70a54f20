import type { Track } from '../track.ts';
import { accuracy } from './accuracy.ts';
import { duplicate } from './duplicate.ts';
import { listFarSteps } from './far-steps.ts';
import { frozen } from './frozen.ts';
import { hampel } from './hampel.ts';
import { position } from './position.ts';
import { replay } from './replay.ts';
import type { CleanRule } from './rule.ts';
import { keepRuns, keptRuns, viewOf } from '../runs.ts';
import { endOfSession } from './session.ts';
import type { CleanSettings } from './settings.ts';
import { speed } from './speed.ts';
import { time } from './time.ts';
import { tower } from './tower.ts';

/** In this order: each rule sees what the ones before it left. */
const CLEAN_RULES: readonly CleanRule[] = [
  position,
  time,
  accuracy,
  duplicate,
  speed,
  tower,
  hampel,
  frozen,
  replay,
];

/**
 * Rules that say "this reading is no position of this moment". The others (a journey too fast, a replay ...) are claims about where
 * the person was: what may contradict or look made up must stay visible to the detectors.
 */
export const READING_RULES: ReadonlySet<string> = new Set(
  [position, time, accuracy, duplicate].map(({ name }) => name),
);

/** A fix that is kept out of judgement, and the rule that said so; `index` is its place in the track given. */
export type RejectedFix = Readonly<{ index: number; atMs: number; rule: string }>;

/** Splits a track into the fixes to judge by and the rejected ones, in time order; the input is not changed. */
export function cleanTrack(track: Track, settings: CleanSettings): { track: Track; rejected: RejectedFix[] } {
  const rejected: RejectedFix[] = [];
  const runs: number[] = [];
  for (let from = 0; from < track.atMs.length;) {
    const to = endOfSession(track.atMs, from);
    const gone = judgeSession(viewOf(track, from, to), settings);
    let next = from;
    for (const { index, rule } of gone) {
      const at = from + index;
      rejected.push({ index: at, atMs: track.atMs[at] ?? 0, rule });
      if (at > next) runs.push(next, at);
      next = at + 1;
    }
    if (to > next) runs.push(next, to);
    from = to;
  }
  return { track: rejected.length === 0 ? track : keepRuns(track, runs), rejected };
}

type Gone = Readonly<{ index: number; rule: string }>;

/** What the rules reject of one session, in time order. */
function judgeSession(session: Track, settings: CleanSettings): Gone[] {
  let left = session;
  let farSteps: readonly number[] | null = null;
  let gone: Gone[] = [];
  for (const rule of CLEAN_RULES) {
    farSteps ??= listFarSteps(left);
    const verdicts = rule.rejects(left, settings, farSteps);
    if (!verdicts?.includes(1)) continue;
    const fresh = placesOf(verdicts, gone).map((index) => ({ index, rule: rule.name }));
    gone = [...gone, ...fresh].sort((a, b) => a.index - b.index);
    left = keepRuns(left, keptRuns(verdicts));
    farSteps = null;
  }
  return gone;
}

/** Where the fixes just rejected were in the whole session, from which `gone` are missing by now. */
function placesOf(verdicts: Uint8Array, gone: readonly Gone[]): number[] {
  const places: number[] = [];
  let before = 0;
  for (let at = verdicts.indexOf(1); at >= 0; at = verdicts.indexOf(1, at + 1)) {
    while ((gone[before]?.index ?? Infinity) <= at + before) before++;
    places.push(at + before);
  }
  return places;
}
