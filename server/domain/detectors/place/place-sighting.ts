import { localPlane } from '../../geo/distance.ts';
import { DEFAULT_PRESENCE } from '../../geo/presence-settings.ts';
import type { Sighting } from '../../geo/presence.ts';
import { medianOf } from '../../track/median.ts';
import { pickFixes } from '../../track/settle.ts';
import type { Track } from '../../track/track.ts';
import { WITNESS } from './place-witness.ts';
import type { PresenceFields } from '../settings/presence-fields.ts';
import { errorRadiusM } from './error-radius.ts';

/**
 * Where fixes of one spot put it: their median, with the reported error, or the scatter they really show where that is worse (phones in
 * streets and old imports report too little). Scatter averages out over independent fixes, so less of it is left.
 */
export function sightingOf(track: Track, group: readonly number[]): Sighting {
  const { lng: lngs, lat: lats, accuracyM } = pickFixes(track, group);
  const lng = medianOf(lngs, 0, group.length);
  const lat = medianOf(lats, 0, group.length);
  const { xOf, yOf } = localPlane({ lng, lat });
  const offsets = new Float64Array(group.length);
  for (let at = 0; at < offsets.length; at++)
    offsets[at] = Math.hypot(xOf(lngs[at] ?? 0), yOf(lats[at] ?? 0));
  const fixes = group.length;
  const dwellMin = ((track.atMs[group.at(-1) ?? 0] ?? 0) - (track.atMs[group[0] ?? 0] ?? 0)) / 60_000;
  const independent = Math.max(1, Math.min(fixes, 1 + dwellMin / DEFAULT_PRESENCE.independentMin));
  const { steadyShare } = DEFAULT_PRESENCE;
  const leftShare = Math.sqrt(1 / (independent * steadyShare + 1 - steadyShare));
  const scatterM = R68_PER_R50 * medianOf(offsets, 0, fixes) * leftShare;
  return {
    lng,
    lat,
    fixes,
    dwellMin,
    accuracyM: Math.max(errorRadiusM(medianOf(accuracyM, 0, fixes)), scatterM),
  };
}

/** Of a circular normal error, the radius that holds 68 % over the one that holds half. */
export const R68_PER_R50 = Math.sqrt(Math.log(1 - 0.68) / Math.log(0.5));

/** The near fixes of a chain and the accurate ones just outside between them: leaving those out would pull the spot inside. */
export function hereabouts(
  { accuracyM }: Track,
  says: Uint8Array,
  { first, last, settings }: Readonly<{ first: number; last: number; settings: PresenceFields }>,
): number[] {
  const found: number[] = [];
  for (let at = first; at <= last; at++) {
    const isAccurate = errorRadiusM(accuracyM[at]) <= settings.maxAccuracyM;
    if (says[at] === WITNESS.near || (says[at] === WITNESS.unclear && isAccurate)) found.push(at);
  }
  return found;
}
