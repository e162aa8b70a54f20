import { distanceToEdgeM, reachM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import { intersectIntervals, widenInterval, type Interval } from '../../interval.ts';
import type { PeriodEvidence } from '../evidence.ts';
import { isOwn } from '../place/near-places.ts';
import { permissionsAt } from '../permissions.ts';

/** Time at a rival that something else accounts for; with `isDoubt` it may account for it, without proving so. */
export type Excuse = Interval & Readonly<{ reason: string; isDoubt: boolean }>;

/** Margins of what is on record; flat so that any detector's settings can hold them. */
type ExcuseRule = Readonly<{
  permissionMarginMin: number;
  visitMarginMin: number;
  visitNearM: number;
  doubtPeople: number;
  anchorMin: number;
}>;
type Asked = Readonly<{ place: Place; presence: readonly Interval[]; settings: ExcuseRule }>;

/** Everything on record that accounts for `presence` at the place: approvals, visits, sure signs of presence at a place of ours. */
export function listExcuses(evidence: PeriodEvidence, asked: Asked): Excuse[] {
  const { place, presence, settings } = asked;
  const permitted = permissionsAt(evidence, place, presence).map((permission): Excuse => ({
    ...widenInterval(permission, settings.permissionMarginMin),
    reason: `permitted_${permission.kind}`,
    isDoubt: false,
  }));
  return [...permitted, ...excusesByVisit(evidence, asked), ...excusesByAnchor(evidence, asked)].filter(
    (excuse) => intersectIntervals([excuse], presence).length > 0,
  );
}

/** A survey is done at rivals; another visit logged at this place, next to it, or where nobody knows for sure may be what the positions show: then all the time there. */
function excusesByVisit(
  { visits, placeById, placeDoubt }: PeriodEvidence,
  { place, presence, settings }: Asked,
): Excuse[] {
  const marginMs = settings.visitMarginMin * 60_000;
  const fromMs = (presence[0]?.startAt.getTime() ?? Infinity) - marginMs;
  const toMs = (presence.at(-1)?.endAt.getTime() ?? -Infinity) + marginMs;
  return visits.flatMap((visit): Excuse[] => {
    if (visit.startAt.getTime() >= toMs || visit.endAt.getTime() <= fromMs) return [];
    const customer = placeById.get(visit.customerId);
    const awayM = customer ? distanceToEdgeM(place.center, customer) - reachM(place) : 0;
    const isMisplaced = (placeDoubt.get(visit.customerId)?.people ?? 0) >= settings.doubtPeople;
    const isNear = awayM <= settings.visitNearM;
    const span = widenInterval(visit, settings.visitMarginMin);
    if (isNear && visit.purpose === 'survey') return [{ ...span, reason: 'survey_visit', isDoubt: false }];
    if (visit.customerId === place.id) return [{ ...span, reason: 'visit_logged', isDoubt: false }];
    if (!customer || !(isNear || isMisplaced)) return [];
    const isThere = isMisplaced && intersectIntervals([span], presence).length > 0;
    const times = isThere ? presence : [span];
    return times.map(({ startAt, endAt }) => ({ startAt, endAt, reason: 'visit_near', isDoubt: true }));
  });
}

/** A code scanned or a sale rung up at a place of ours says where the person was, whatever the satellites say. */
function excusesByAnchor({ anchors, placeById }: PeriodEvidence, { place, settings }: Asked): Excuse[] {
  return anchors.flatMap(({ isOk, placeId, at }): Excuse[] => {
    const anchored = placeId === undefined ? undefined : placeById.get(placeId);
    if (!isOk || !anchored || anchored.id === place.id || !isOwn(anchored)) return [];
    return [
      {
        ...widenInterval({ startAt: at, endAt: at }, settings.anchorMin),
        reason: 'anchor_own_place',
        isDoubt: false,
      },
    ];
  });
}
