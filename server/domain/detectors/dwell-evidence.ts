import type { PlaceRole } from '../../contract/place.ts';
import { localPlane } from '../geo/distance.ts';
import { distanceToEdgeM, reachM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import type { PlaceIndex } from '../geo/place-index.ts';
import type { Interval } from '../interval.ts';
import type { Track } from '../track/track.ts';
import type { CompetitorDwellSettings } from './competitor-dwell-settings.ts';
import { presenceProbability } from './presence.ts';

/** Roles of a place where the company's people belong. */
export const OWN_ROLES: readonly PlaceRole[] = ['own_store', 'customer', 'office', 'warehouse', 'own_pickup'];

export const isOwn = (place: Place): boolean => place.roles.some((role) => OWN_ROLES.includes(role));

/**
 * What one fix says about presence at a place: `in` the fence; `own` = as well explained by a place of ours; `elsewhere` = certainly
 * not there; `unclear` = neither (too inaccurate, or outside within drift).
 */
export type FixWitness = Readonly<{
  atMs: number;
  says: 'in' | 'own' | 'elsewhere' | 'unclear';
  probability: number;
  lng: number;
  lat: number;
  accuracyM: number;
}>;

/** A stretch of fixes inside the fence. `clearMin` counts only time between two fixes inside with no other fix between. */
export type DwellRun = Readonly<{ fixes: readonly FixWitness[]; clearMin: number }>;

/** A fix in working time, with the places of ours that its error (and a margin) reaches. */
export type WorkFix = Readonly<{
  atMs: number;
  lng: number;
  lat: number;
  accuracyM: number;
  own: readonly Place[];
}>;

/** The fixes of `reported` that lie in `times`, in time order; asked once, heard for every place. */
export function listWorkFixes(
  reported: Track,
  { places, times }: { places: PlaceIndex; times: readonly Interval[] },
  { maxAccuracyM, ownMarginM }: CompetitorDwellSettings,
): WorkFix[] {
  const fixes: WorkFix[] = [];
  for (let at = 0; at < reported.atMs.length; at++) {
    const atMs = reported.atMs[at] ?? 0;
    if (!times.some(({ startAt, endAt }) => atMs >= +startAt && atMs < +endAt)) continue;
    const accuracyM = reported.accuracyM[at] ?? 0;
    const point = { lng: reported.lng[at] ?? 0, lat: reported.lat[at] ?? 0 };
    const isUsable = accuracyM > 0 && accuracyM <= maxAccuracyM;
    const around = isUsable ? places.nearby(point, accuracyM + ownMarginM) : [];
    fixes.push({ atMs, ...point, accuracyM, own: around.map(({ place }) => place).filter(isOwn) });
  }
  return fixes;
}

/** What each fix says about one place. */
export function hearWitnesses(
  fixes: readonly WorkFix[],
  place: Place,
  settings: CompetitorDwellSettings,
): FixWitness[] {
  const reach = reachM(place);
  const plane = localPlane(place.center);
  return fixes.map((fix) => {
    const { atMs, lng, lat, accuracyM } = fix;
    const awayM = Math.hypot(plane.xOf(lng), plane.yOf(lat)) - reach;
    return { atMs, lng, lat, accuracyM, ...hear(fix, { place, awayM }, settings) };
  });
}

/**
 * Runs of fixes inside. A run ends at a silence, at a fix a place of ours explains, and at a fix elsewhere that a second one
 * supports; adding such fixes can therefore only shorten runs.
 */
export function findRuns(witnesses: readonly FixWitness[], settings: CompetitorDwellSettings): DwellRun[] {
  const runs: { fixes: FixWitness[]; clearMin: number }[] = [];
  let open: { fixes: FixWitness[]; clearMin: number } | null = null;
  witnesses.forEach((witness, at) => {
    if (breaksRun(witnesses, at, settings)) open = null;
    if (witness.says !== 'in') return;
    const last = open?.fixes.at(-1);
    if (!open || !last || witness.atMs - last.atMs > settings.maxFixGapMin * 60_000) {
      open = { fixes: [witness], clearMin: 0 };
      runs.push(open);
      return;
    }
    if (witnesses[at - 1] === last) open.clearMin += (witness.atMs - last.atMs) / 60_000;
    open.fixes.push(witness);
  });
  return runs;
}

/** Beyond the fence by this many error radii the probability is below 1 in 10,000. */
const FAR_IN_RADII = 3;

/** `awayM`: distance beyond the circle around the whole fence, a lower bound of the distance to its edge. */
function hear(
  fix: WorkFix,
  { place, awayM }: { place: Place; awayM: number },
  { maxAccuracyM, elsewhereM, minProbability }: CompetitorDwellSettings,
): Pick<FixWitness, 'says' | 'probability'> {
  if (!(fix.accuracyM > 0) || fix.accuracyM > maxAccuracyM) return { says: 'unclear', probability: 0 };
  if (awayM > Math.max(fix.accuracyM, elsewhereM)) return { says: 'elsewhere', probability: 0 };
  const others = fix.own.filter((own) => own.id !== place.id);
  const probability = awayM > FAR_IN_RADII * fix.accuracyM ? 0 : presenceProbability(fix, place, others);
  if (fix.own.length > 0) return { says: 'own', probability };
  const isIn = probability >= minProbability && distanceToEdgeM(fix, place) <= 0;
  return { says: isIn ? 'in' : 'unclear', probability };
}

function breaksRun(witnesses: readonly FixWitness[], at: number, settings: CompetitorDwellSettings): boolean {
  const witness = witnesses[at];
  if (witness?.says === 'own') return true;
  if (witness?.says !== 'elsewhere') return false;
  const reachMs = settings.elsewherePairMin * 60_000;
  const supports = (other: FixWitness | undefined) =>
    other?.says === 'elsewhere' && Math.abs(other.atMs - witness.atMs) <= reachMs;
  return [1, -1].some((step) => {
    let next = at + step;
    while (witnesses[next] && witnesses[next]?.says !== 'elsewhere') next += step;
    return supports(witnesses[next]);
  });
}
