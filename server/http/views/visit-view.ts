import type { VisitsToday, VisitView } from '../../contract/visit.ts';
import type { VisitsDay } from '../../flow/visit/visits-today.ts';
import type { EndedVisit } from '../../flow/visit/visit-records.ts';

/** A visit as its own person sees it. */
export function visitView(visit: EndedVisit, nameOf: (placeId: string) => string): VisitView {
  const { id, customerId, startAt, endAt, endedBy, source, purpose = 'sales' } = visit;
  return {
    id,
    customerId,
    customerName: nameOf(customerId),
    startAt: startAt.toISOString(),
    endAt: endAt.toISOString(),
    endedBy,
    source,
    purpose,
    ...(visit.ordered !== undefined && { ordered: visit.ordered }),
    ...(visit.note !== undefined && { note: visit.note }),
    hasPhoto: visit.hasPhoto,
    ...(visit.distanceM !== undefined && { distanceM: visit.distanceM }),
    ...(visit.onPhoneTime === true && { arrivedAt: visit.receivedAt.toISOString() }),
    ...(visit.clockWasOff === true && { clockWasOff: true }),
  };
}

export function visitsTodayView({
  day,
  asks,
  visits,
  customers,
  suggestions,
  namedById,
}: VisitsDay): VisitsToday {
  const nameOf = (id: string): string => namedById.get(id)?.name ?? id;
  return {
    day,
    asks,
    visits: visits.map((visit) => visitView(visit, nameOf)),
    customers: customers.map(({ place, plannedNo, visitedToday }) => ({
      id: place.id,
      name: place.name,
      lng: place.center.lng,
      lat: place.center.lat,
      radiusM: place.radiusM,
      ...(plannedNo !== undefined && { plannedNo }),
      visitedToday,
    })),
    suggestions: suggestions.map(({ key, customerId, startAt, endAt, otherIds }) => ({
      key,
      customerId,
      customerName: nameOf(customerId),
      startAt: startAt.toISOString(),
      endAt: endAt.toISOString(),
      others: otherIds.map((id) => ({ id, name: nameOf(id) })),
    })),
  };
}
