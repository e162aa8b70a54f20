import type { PlaceRole } from '../../contract/place.ts';
import { distanceToEdgeM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import type { PlaceIndex } from '../geo/place-index.ts';
import { isWithin, type Interval } from '../interval.ts';
import type { Track } from '../track/track.ts';
import type { CompetitorDwellSettings } from './competitor-dwell-settings.ts';
import { presenceProbability } from './presence.ts';

/** Roles of a place where the company's people belong. */
export const OWN_ROLES: readonly PlaceRole[] = ['own_store', 'customer', 'office', 'pickup_point'];

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

/** The witnesses for one place among the fixes that lie in `times`, in time order. */
export function hearWitnesses(
  reported: Track,
  { place, places, times }: { place: Place; places: PlaceIndex; times: readonly Interval[] },
  settings: CompetitorDwellSettings,
): FixWitness[] {
  const witnesses: FixWitness[] = [];
  reported.atMs.forEach((atMs, index) => {
    if (!times.some((time) => isWithin(new Date(atMs), time))) return;
    const fix = {
      atMs,
      lng: reported.lng[index] ?? 0,
      lat: reported.lat[index] ?? 0,
      accuracyM: reported.accuracyM[index] ?? 0,
    };
    witnesses.push({ ...fix, ...hear(fix, { place, places }, settings) });
  });
  return witnesses;
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

type Fix = Readonly<{ atMs: number; lng: number; lat: number; accuracyM: number }>;

function hear(
  fix: Fix,
  { place, places }: { place: Place; places: PlaceIndex },
  settings: CompetitorDwellSettings,
): Pick<FixWitness, 'says' | 'probability'> {
  const edgeM = distanceToEdgeM(fix, place);
  if (!(fix.accuracyM > 0) || fix.accuracyM > settings.maxAccuracyM)
    return { says: 'unclear', probability: 0 };
  if (edgeM > Math.max(fix.accuracyM, settings.elsewhereM)) return { says: 'elsewhere', probability: 0 };
  const around = places.nearby(fix, fix.accuracyM + settings.ownMarginM).filter((near) => isOwn(near.place));
  const others = around.map((near) => near.place).filter((own) => own.id !== place.id);
  const probability = presenceProbability(fix, place, others);
  if (around.length > 0) return { says: 'own', probability };
  return { says: edgeM <= 0 && probability >= settings.minProbability ? 'in' : 'unclear', probability };
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
