import type { PlaceIndex } from '../geo/place-index.ts';
import type { Interval } from '../interval.ts';
import type { StayPoint } from '../track/track.ts';
import { DEFAULT_VISITS, type VisitSettings } from './visit-settings.ts';

/** What the person has said about a time: a visit logged or confirmed, or "that was none". */
type SaidVisit = Readonly<Interval>;
/** A stay that the person may log as a visit. */
export type VisitSuggestion = Readonly<
  Interval & {
    /** Names the suggestion: the stay's start and the customer. */
    key: string;
    customerId: string;
    /** Other customers the stay fits as well, the nearest first. */
    otherIds: readonly string[];
  }
>;

/**
 * Stays of the own track that may have been visits and of which the person has said nothing: whatever touches what was said is never
 * offered, so that late points and new rules cannot bring a declined visit back. A stay inside the company's own store or office is none.
 */
export function suggestVisits(
  stays: readonly StayPoint[],
  places: PlaceIndex,
  { said, settings = DEFAULT_VISITS }: { said: readonly SaidVisit[]; settings?: VisitSettings },
): VisitSuggestion[] {
  return stays.flatMap((stay) => {
    const span = { startAt: stay.startAt, endAt: stay.lastFixAt };
    if (+span.endAt - +span.startAt < settings.minStayMin * 60_000) return [];
    if (said.some((one) => touches(one, span))) return [];
    const near = places
      .nearby(stay, settings.nearM + stay.accuracyM)
      .toSorted((a, b) => a.edgeM - b.edgeM || (a.place.id < b.place.id ? -1 : 1));
    if (near.some(({ place, edgeM }) => edgeM <= 0 && isOwn(place.roles))) return [];
    const [first, ...others] = near.filter(({ place }) => place.roles.includes('customer'));
    if (!first) return [];
    return [
      {
        ...span,
        key: suggestionKey(span.startAt, first.place.id),
        customerId: first.place.id,
        otherIds: others.slice(0, settings.maxOthers).map(({ place }) => place.id),
      },
    ];
  });
}

const suggestionKey = (startAt: Date, customerId: string): string => `${+startAt}-${customerId}`;

const isOwn = (roles: readonly string[]): boolean => roles.includes('own_store') || roles.includes('office');
const touches = (a: Interval, b: Interval): boolean => a.startAt < b.endAt && b.startAt < a.endAt;
