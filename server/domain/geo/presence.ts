import type { Datum, LngLat } from '../../contract/geo.ts';
import { fromWgs84, toWgs84 } from './datum.ts';
import { insideDisc } from './disc-probability.ts';
import { distanceToEdgeM, isInside, reachM } from './fence.ts';
import { DEGREE_M, haversineM, metresPerLng } from './distance.ts';
import type { PlaceIndex } from './place-index.ts';
import type { Place } from './place.ts';
import { shareOf } from './presence-share.ts';
import { DEFAULT_PRESENCE, type PresenceSettings } from './presence-settings.ts';

/** A circular normal error holds 68 % within 1.5096 sigma per axis (Rayleigh quantile). */
export const R68_PER_SIGMA = Math.sqrt(-2 * Math.log(1 - 0.68));

/** What a stay, or any group of fixes of one spot, says about where the person was; WGS-84. */
export type Sighting = Readonly<
  LngLat & {
    /** Median reported 68 % radius, metres; 0 = the phone told none. */
    accuracyM: number;
    fixes: number;
    dwellMin: number;
    /** `share` (0-1): how likely the source's datum was taken for another (GCJ-02 for WGS-84 or the other way round). */
    datumDoubt?: Readonly<{ source: Datum; share: number }>;
  }
>;

/** Whether the person was in a place. */
export type Presence = Readonly<{
  place: Place;
  /** 0-1, calibrated: of stays that get 0.7, 70 % were really in the place. */
  probability: number;
  /** 68 % radius of where the stay really was, metres. */
  errorM: number;
  /** Signed distance of the sighting to the place's edge, metres, negative inside. */
  edgeM: number;
  verdict: 'supported' | 'undecided' | 'contradicted';
}>;

/** How many error radii away a place is still asked about. */
const REACH_IN_ERRORS = 3;

/**
 * Probability that the person really was in `place`: the share of the sighting's error distribution that lies in the fence. Where
 * fences of `neighbours` (all kinds; the place itself is skipped) overlap it, they share equally.
 */
export function presenceAt(
  sighting: Sighting,
  place: Place,
  {
    neighbours = [],
    settings = DEFAULT_PRESENCE,
  }: { neighbours?: readonly Place[]; settings?: PresenceSettings } = {},
): Presence {
  const sigmaM = sigmaOf(sighting, settings);
  const edgeM = distanceToEdgeM(sighting, place);
  const rivals = neighbours.filter((other) => other.id !== place.id);
  let probability = probabilityFrom(sighting, { place, rivals, sigmaM, edgeM, settings });
  const { datumDoubt } = sighting;
  if (datumDoubt && datumDoubt.share > 0) {
    const point = otherReading(sighting, datumDoubt.source);
    const other = { place, rivals, sigmaM, edgeM: distanceToEdgeM(point, place), settings };
    probability += datumDoubt.share * (probabilityFrom(point, other) - probability);
  }
  const errorM = sigmaM * R68_PER_SIGMA;
  return { place, probability, errorM, edgeM, verdict: verdictOf(probability, sighting.fixes, settings) };
}

/** Presence at every place the error may reach, the likeliest first; places beyond are contradicted without being named. */
export function listPresences(
  sighting: Sighting,
  places: PlaceIndex,
  settings: PresenceSettings = DEFAULT_PRESENCE,
): Presence[] {
  const radiusM = REACH_IN_ERRORS * sigmaOf(sighting, settings) * R68_PER_SIGMA;
  const near = places.nearby(sighting, radiusM).map(({ place }) => place);
  const { datumDoubt } = sighting;
  const moved =
    datumDoubt && datumDoubt.share > 0
      ? places.nearby(otherReading(sighting, datumDoubt.source), radiusM).map(({ place }) => place)
      : [];
  const neighbours = [...new Set([...near, ...moved])];
  return neighbours
    .map((place) => presenceAt(sighting, place, { neighbours, settings }))
    .toSorted((a, b) => b.probability - a.probability || (a.place.id < b.place.id ? -1 : 1));
}

/** Standard deviation per axis of the sighting's position, metres: more independent fixes help, but never against a steady error. */
function sigmaOf({ accuracyM, fixes, dwellMin }: Sighting, settings: PresenceSettings): number {
  const { unknownAccuracyM, minAccuracyM, independentMin, steadyShare, placeErrorM } = settings;
  const told = accuracyM > 0 ? accuracyM : unknownAccuracyM;
  const fixM = Math.max(told, minAccuracyM);
  const independent = Math.max(1, Math.min(fixes, 1 + dwellMin / independentMin));
  const left = steadyShare + (1 - steadyShare) / independent;
  return Math.sqrt(fixM * fixM * left + placeErrorM * placeErrorM) / R68_PER_SIGMA;
}

type Asked = Readonly<{
  place: Place;
  rivals: readonly Place[];
  sigmaM: number;
  edgeM: number;
  settings: PresenceSettings;
}>;

function probabilityFrom(point: LngLat, { place, rivals, sigmaM, edgeM, settings }: Asked): number {
  const radiusM = place.polygon ? discRadiusM(place.polygon) : place.radiusM;
  const awayM = Math.max(0, radiusM + edgeM);
  const near = insideDisc(awayM, radiusM, sigmaM);
  const far = settings.tailShare > 0 ? insideDisc(awayM, radiusM, sigmaM * settings.tailScale) : near;
  const inside = near + settings.tailShare * (far - near);
  if (inside === 0) return 0;
  const overlapping = rivals.filter((rival) => mayOverlap(place, rival));
  return overlapping.length === 0 ? inside : inside * shareOf(point, { sigmaM, place, overlapping });
}

function verdictOf(probability: number, fixes: number, settings: PresenceSettings): Presence['verdict'] {
  if (fixes < settings.minFixes) return 'undecided';
  if (probability >= settings.supportedFrom) return 'supported';
  return probability <= settings.contradictedTo ? 'contradicted' : 'undecided';
}

/** Where the sighting would be had its source used the other datum. */
function otherReading(point: LngLat, source: Datum): LngLat {
  return source === 'wgs84' ? toWgs84(point, 'gcj02') : fromWgs84(point, 'gcj02');
}

function mayOverlap(a: Place, b: Place): boolean {
  return haversineM(a.center, b.center) < reachM(a) + reachM(b) || isInside(a.center, b);
}

/** Radius of the disc as large as the polygon: its edge is as far away, its area the same. */
function discRadiusM(polygon: readonly LngLat[]): number {
  const perLng = metresPerLng(polygon[0]?.lat ?? 0);
  let twice = 0;
  let before = polygon.at(-1);
  for (const corner of polygon) {
    if (before) twice += (before.lng - corner.lng) * (before.lat + corner.lat - 2 * (polygon[0]?.lat ?? 0));
    before = corner;
  }
  return Math.sqrt((Math.abs(twice) * perLng * DEGREE_M) / (2 * Math.PI));
}
