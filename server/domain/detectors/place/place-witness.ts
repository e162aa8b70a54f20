import { DEGREE_M, metresPerLng, wrapDeg } from '../../geo/distance.ts';
import { distanceToEdgeM, reachM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import type { Track } from '../../track/track.ts';
import { isOwn } from './near-places.ts';
import type { PresenceFields } from '../settings/presence-fields.ts';
import { errorRadiusM } from './error-radius.ts';

/**
 * What one fix says about presence at a place: `near` = fits somebody inside; `other` = another place explains it at least as well;
 * `elsewhere` = certainly not there; `unclear` = none of these (too inaccurate, or outside within drift).
 */
export const WITNESS = { unclear: 0, near: 1, other: 2, elsewhere: 3 } as const;

/** What each fix of `track` says about `place`, when `others` are the places that may explain it instead. */
export function hearWitnesses(
  track: Track,
  { place, others }: Readonly<{ place: Place; others: readonly Place[] }>,
  settings: PresenceFields,
): Uint8Array {
  const says = new Uint8Array(track.atMs.length);
  const asked = new FenceDistance(place);
  const rivals = new Fences(others);
  const inner = new Fences(others.filter((other) => isOursWithin(other, place)));
  const farM = reachM(place) + Math.max(settings.elsewhereM, settings.maxAccuracyM);
  const farLat = farM / DEGREE_M;
  const farLng = farM / metresPerLng(place.center.lat);
  for (let at = 0; at < says.length; at++) {
    const accuracyM = errorRadiusM(track.accuracyM[at]);
    if (!(accuracyM <= settings.maxAccuracyM)) continue;
    const lng = track.lng[at] ?? 0;
    const lat = track.lat[at] ?? 0;
    const isFar =
      Math.abs(lat - place.center.lat) > farLat || Math.abs(wrapDeg(lng - place.center.lng)) > farLng;
    if (isFar || asked.atLeastM(lng, lat) > Math.max(accuracyM, settings.elsewhereM)) {
      says[at] = WITNESS.elsewhere;
      continue;
    }
    const edgeM = asked.edgeM(lng, lat);
    const limitM = Math.min(edgeM, accuracyM + settings.otherMarginM);
    if (inner.anyWithin(lng, lat, 0) || rivals.anyWithin(lng, lat, limitM)) says[at] = WITNESS.other;
    else if (edgeM <= settings.bandM) says[at] = WITNESS.near;
  }
  return says;
}

/** A counter of ours in a rival's mall: a fix in both fences is explained by ours, however deep it lies in the large one. */
function isOursWithin(other: Place, place: Place): boolean {
  const reach = reachM(other);
  return isOwn(other) && !isOwn(place) && distanceToEdgeM(other.center, place) <= -reach;
}

/**
 * Distances in metres from plain degrees to one fence. A class, because the engine keeps every number that a closure returns as an object.
 */
class FenceDistance {
  private readonly place: Place;
  private readonly reachM: number;
  private readonly perLng: number;

  constructor(place: Place) {
    this.place = place;
    this.reachM = reachM(place);
    this.perLng = metresPerLng(place.center.lat);
  }

  /** A cheap lower bound, for a circle the distance itself. */
  atLeastM(lng: number, lat: number): number {
    const { center } = this.place;
    const x = wrapDeg(lng - center.lng) * this.perLng;
    const y = (lat - center.lat) * DEGREE_M;
    return Math.sqrt(x * x + y * y) - this.reachM;
  }

  edgeM(lng: number, lat: number): number {
    return this.place.polygon ? distanceToEdgeM({ lng, lat }, this.place) : this.atLeastM(lng, lat);
  }

  isWithin(lng: number, lat: number, limitM: number): boolean {
    return this.atLeastM(lng, lat) <= limitM && this.edgeM(lng, lat) <= limitM;
  }
}

/** Several fences; asked in a plain loop, since a function per fix would keep its numbers on the heap. */
class Fences {
  private readonly fences: readonly FenceDistance[];

  constructor(places: readonly Place[]) {
    this.fences = places.map((place) => new FenceDistance(place));
  }

  anyWithin(lng: number, lat: number, limitM: number): boolean {
    // By index: an iterator's clean-up would keep every number of the loop as an object.
    for (let n = 0; n < this.fences.length; n++) if (this.fences[n]?.isWithin(lng, lat, limitM)) return true;
    return false;
  }
}
