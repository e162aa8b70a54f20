import { localPlane } from '../geo/distance.ts';
import type { Place } from '../geo/place.ts';
import { presenceAt, type Sighting } from '../geo/presence.ts';
import { DEFAULT_PRESENCE } from '../geo/presence-settings.ts';
import { medianOf } from '../track/median.ts';
import type { Track } from '../track/track.ts';
import { WITNESS } from './place-witness.ts';
import type { PresenceFields } from './presence-fields.ts';

/** Fixes near a place that follow each other; `first` and `last` are their indexes, `fixes` counts those near. */
export type PlaceRun = Readonly<{
  first: number;
  last: number;
  fixes: number;
  /** Minutes between two near fixes with no other fix between. */
  clearMin: number;
}>;

/** All near fixes without a long silence among them, and how likely the person was inside. */
export type PlaceChain = PlaceRun & Readonly<{ sighting: Sighting; probability: number }>;

/**
 * Runs of near fixes. A run ends at a silence, at a fix another place explains, and at a fix elsewhere that a second one supports;
 * adding such fixes can therefore only shorten runs.
 */
export function findRuns(track: Track, says: Uint8Array, settings: PresenceFields): PlaceRun[] {
  const { atMs } = track;
  const gapMs = settings.maxFixGapMin * 60_000;
  const runs: { first: number; last: number; fixes: number; clearMin: number }[] = [];
  let isOpen = false;
  for (let at = 0; at < says.length; at++) {
    if (breaksRun(atMs, says, { at, pairMs: settings.elsewherePairMin * 60_000 })) isOpen = false;
    if (says[at] !== WITNESS.near) continue;
    const run = runs.at(-1);
    const sinceMs = run ? (atMs[at] ?? 0) - (atMs[run.last] ?? 0) : Infinity;
    if (!isOpen || !run || sinceMs > gapMs) runs.push({ first: at, last: at, fixes: 1, clearMin: 0 });
    else {
      if (run.last === at - 1) run.clearMin += sinceMs / 60_000;
      run.last = at;
      run.fixes++;
    }
    isOpen = true;
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
  const gapMs = settings.maxFixGapMin * 60_000;
  const groups: number[][] = [];
  for (let at = says.indexOf(WITNESS.near); at >= 0; at = says.indexOf(WITNESS.near, at + 1)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (!group || last === undefined || (track.atMs[at] ?? 0) - (track.atMs[last] ?? 0) > gapMs)
      groups.push([at]);
    else group.push(at);
  }
  return groups.map((group) => {
    const sighting = sightingOf(track, group);
    const { probability } = presenceAt(sighting, place, { neighbours });
    return { ...boundsOf(group), clearMin: sighting.dwellMin, sighting, probability };
  });
}

/**
 * Where fixes of one spot put it: their median, with the reported error, or the scatter they really show where that is worse (phones in
 * streets and old imports report too little). Scatter averages out over independent fixes, so less of it is left.
 */
export function sightingOf(track: Track, group: readonly number[]): Sighting {
  const pick = (column: Float64Array) => Float64Array.from(group, (at) => column[at] ?? 0);
  const lng = medianOf(pick(track.lng), 0, group.length);
  const lat = medianOf(pick(track.lat), 0, group.length);
  const { xOf, yOf } = localPlane({ lng, lat });
  const offsets = Float64Array.from(group, (at) =>
    Math.hypot(xOf(track.lng[at] ?? 0), yOf(track.lat[at] ?? 0)),
  );
  const { first, last, fixes } = boundsOf(group);
  const dwellMin = ((track.atMs[last] ?? 0) - (track.atMs[first] ?? 0)) / 60_000;
  const independent = Math.max(1, Math.min(fixes, 1 + dwellMin / DEFAULT_PRESENCE.independentMin));
  const { steadyShare } = DEFAULT_PRESENCE;
  const leftShare = Math.sqrt(1 / (independent * steadyShare + 1 - steadyShare));
  const scatterM = R68_PER_R50 * medianOf(offsets, 0, fixes) * leftShare;
  return {
    lng,
    lat,
    fixes,
    dwellMin,
    accuracyM: Math.max(medianOf(pick(track.accuracyM), 0, fixes), scatterM),
  };
}

/** Of a circular normal error, the radius that holds 68 % over the one that holds half. */
const R68_PER_R50 = Math.sqrt(Math.log(1 - 0.68) / Math.log(0.5));

function boundsOf(group: readonly number[]): { first: number; last: number; fixes: number } {
  return { first: group[0] ?? 0, last: group.at(-1) ?? 0, fixes: group.length };
}

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
