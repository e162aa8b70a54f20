import type { Place } from '../../geo/place.ts';
import { presenceAt, type Sighting } from '../../geo/presence.ts';
import type { Track } from '../../track/track.ts';
import { hereabouts, sightingOf } from './place-sighting.ts';
import { WITNESS } from './place-witness.ts';
import type { PresenceFields } from '../settings/presence-fields.ts';

/** Fixes near a place that follow each other; `first` and `last` are their indexes, `fixes` counts those near. */
export type PlaceRun = Readonly<{
  first: number;
  last: number;
  fixes: number;
  /** Minutes between two near fixes with none between that says otherwise. */
  clearMin: number;
}>;

/** All near fixes without a long silence among them, and how likely the person was inside. */
export type PlaceChain = PlaceRun & Readonly<{ sighting: Sighting; probability: number }>;

/**
 * Runs of near fixes. A run ends at a silence, at a fix another place explains, and at a fix elsewhere that a second one supports;
 * adding such fixes can therefore only shorten runs.
 */
export function findRuns(track: Track, says: Uint8Array, settings: PresenceFields): PlaceRun[] {
  const runs: { first: number; last: number; fixes: number; clearMin: number }[] = [];
  let isOpen = false;
  let isClear = true;
  for (let at = 0; at < says.length; at++) {
    if (says[at] === WITNESS.other || says[at] === WITNESS.elsewhere) isClear = false;
    if (isOpen && breaksRun(track.atMs, says, { at, pairMs: settings.elsewherePairMin * 60_000 }))
      isOpen = false;
    if (says[at] !== WITNESS.near) continue;
    const run = runs.at(-1);
    if (!isOpen || !run || !isLinked(track, says, { from: run.last, to: at, settings }))
      runs.push({ first: at, last: at, fixes: 1, clearMin: 0 });
    else {
      if (isClear) run.clearMin += minutesBetween(track, run.last, at);
      run.last = at;
      run.fixes++;
    }
    isOpen = true;
    isClear = true;
  }
  return runs;
}

/** The chains of near fixes; what other fixes say does not change them, so more data elsewhere never makes presence likelier. */
export function findChains(
  track: Track,
  says: Uint8Array,
  {
    place,
    neighbours,
    settings,
  }: Readonly<{ place: Place; neighbours: readonly Place[]; settings: PresenceFields }>,
): PlaceChain[] {
  const bounds: { first: number; last: number; fixes: number }[] = [];
  for (let at = says.indexOf(WITNESS.near); at >= 0; at = says.indexOf(WITNESS.near, at + 1)) {
    const chain = bounds.at(-1);
    if (!chain || !isLinked(track, says, { from: chain.last, to: at, settings }))
      bounds.push({ first: at, last: at, fixes: 1 });
    else {
      chain.last = at;
      chain.fixes++;
    }
  }
  return bounds.map((chain) => {
    const sighting = sightingOf(track, hereabouts(track, says, { ...chain, settings }));
    const { probability } = presenceAt(sighting, place, { neighbours });
    return { ...chain, clearMin: sighting.dwellMin, sighting, probability };
  });
}

/** No long silence between two near fixes, and no long stretch seen just outside. */
function isLinked(
  track: Track,
  says: Uint8Array,
  { from, to, settings }: Readonly<{ from: number; to: number; settings: PresenceFields }>,
): boolean {
  const minutes = minutesBetween(track, from, to);
  if (minutes > settings.maxFixGapMin) return false;
  if (minutes <= settings.maxStrayMin) return true;
  for (let at = from + 1; at < to; at++) if (says[at] === WITNESS.unclear) return false;
  return true;
}

const minutesBetween = ({ atMs }: Track, from: number, to: number): number =>
  ((atMs[to] ?? 0) - (atMs[from] ?? 0)) / 60_000;

function breaksRun(
  atMs: Float64Array,
  says: Uint8Array,
  { at, pairMs }: Readonly<{ at: number; pairMs: number }>,
): boolean {
  if (says[at] === WITNESS.other) return true;
  if (says[at] !== WITNESS.elsewhere) return false;
  const before = at === 0 ? -1 : says.lastIndexOf(WITNESS.elsewhere, at - 1);
  const after = says.indexOf(WITNESS.elsewhere, at + 1);
  const isPair = (other: number) => other >= 0 && Math.abs((atMs[other] ?? 0) - (atMs[at] ?? 0)) <= pairMs;
  return isPair(before) || isPair(after);
}
