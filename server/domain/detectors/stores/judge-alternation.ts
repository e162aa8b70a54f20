import { isWithin, minutesOf, subtractIntervals, widenInterval, type Interval } from '../../interval.ts';
import type { Finding } from '../finding.ts';
import { permissionsAt } from '../permissions.ts';
import type { Alternation, StoreShift } from './store-alternation.ts';
import { isUsualAt } from '../place/usual-place.ts';

/** The verdict on an alternation, with its reason codes. */
export type JudgedAlternation = Pick<Finding, 'verdict' | 'reasons'>;

/** What the records say of a found alternation. */
export function judgeAlternation(asked: StoreShift, found: Alternation): JudgedAlternation {
  const { evidence, day, settings } = asked;
  const { other, others, switches } = found;
  const permitted = permissionsAt(evidence, other, others);
  if (permitted.length > 0 && minutesOf(subtractIntervals(others, permitted)) < settings.minVisitMin)
    return { verdict: 'contradicted', reasons: permitted.map(({ kind }) => `permitted_${kind}`).toSorted() };
  if (day.schedule.shifts.some(({ placeId }) => placeId === other.id))
    return { verdict: 'contradicted', reasons: ['planned_there'] };
  if (hasLoggedVisit(asked, found)) return { verdict: 'contradicted', reasons: ['visit_logged'] };
  const doubts = [
    switches < settings.minSwitches && 'moved_once',
    isSignedIn(asked, found) && 'signed_in_there',
    isUsualAt(evidence.baseline, { point: other.center, day: day.day }, settings) && 'usual_place',
  ].filter((reason) => reason !== false);
  if (doubts.length > 0) return { verdict: 'undecided', reasons: doubts };
  return { verdict: 'supported', reasons: ['alternating'] };
}

function hasLoggedVisit({ evidence, settings }: StoreShift, { other, others }: Alternation): boolean {
  const times = others.map((visit) => mayHaveLasted(visit, settings));
  return evidence.visits.some(
    (visit) =>
      visit.customerId === other.id &&
      times.some(
        ({ startAt, endAt }) =>
          visit.startAt.getTime() < endAt.getTime() && visit.endAt.getTime() > startAt.getTime(),
      ),
  );
}

/** Somebody who checks in or scans at the other store of ours hides nothing: perhaps a lending not yet confirmed. */
function isSignedIn({ evidence, settings }: StoreShift, { other, others }: Alternation): boolean {
  const times = others.map((visit) => mayHaveLasted(visit, settings));
  const isThere = (at: Date) => times.some((time) => isWithin(at, time));
  return (
    evidence.anchors.some(({ isOk, placeId, at }) => isOk && placeId === other.id && isThere(at)) ||
    evidence.punches.some(({ placeId, at }) => placeId === other.id && isThere(at))
  );
}

/** A visit is proven from fix to fix; before and after, nobody knows for as long as fixes may be apart. */
const mayHaveLasted = (visit: Interval, { maxFixGapMin }: StoreShift['settings']): Interval =>
  widenInterval(visit, maxFixGapMin);
