import type { OrderFact, PeriodEvidence } from './evidence.ts';

const DAY_MS = 86_400_000;

/** An order taken by a rep and the person's visit it may come from. */
export type OrderLink = Readonly<{
  order: OrderFact;
  isOwn: boolean;
  /** A visit of the person begins at most the lag before the order. */
  isVisited: boolean;
  /** No other order came between that visit and this one. */
  isFirst: boolean;
  /** The person visited the customer again after the order. */
  isRevisited: boolean;
}>;

/** Orders that a rep took, with the person's visits; returns and orders through other channels have no rep to compare with. */
export function listLinks(evidence: PeriodEvidence, lagDays: number): OrderLink[] {
  const visitsMs = new Map<string, number[]>();
  for (const { customerId, startAt } of evidence.visits) {
    const known = visitsMs.get(customerId);
    if (known) known.push(+startAt);
    else visitsMs.set(customerId, [+startAt]);
  }
  const servedMs = new Map<string, number>();
  return evidence.orders
    .filter(({ amountFen, channel = 'rep' }) => amountFen > 0 && channel === 'rep')
    .map((order) => {
      const visits = visitsMs.get(order.customerId) ?? [];
      const last = visits.findLast((ms) => ms <= +order.at);
      const isFirst = last !== undefined && (servedMs.get(order.customerId) ?? -Infinity) < last;
      servedMs.set(order.customerId, +order.at);
      return {
        order,
        isFirst,
        isOwn: order.bookedTo === evidence.person.id,
        isVisited: last !== undefined && +order.at - last <= lagDays * DAY_MS,
        isRevisited: (visits.at(-1) ?? 0) > +order.at,
      };
    });
}

/**
 * Customers whose bookings say nothing about the person: the account was shared before, the customer was never the person's, a manager
 * moved it, or it was handed over (others book its orders from some day on, also without the person's visits, and the person stopped coming).
 */
export function listUnclearCustomers(
  evidence: PeriodEvidence,
  links: readonly OrderLink[],
  { sharedOrders, lagDays }: Readonly<{ sharedOrders: number; lagDays: number }>,
): Set<string> {
  const { judge, orders, arrangements } = evidence;
  const hasHistory = links.some(({ order }) => order.at < judge.startAt);
  const knownMs = Math.max(+judge.endAt, +(orders.at(-1)?.at ?? 0));
  const moved = arrangements.filter(({ reason }) => reason === 'customer_change');
  const unclear = new Set<string>();
  for (const [customerId, own] of byCustomer(links)) {
    const before = own.filter(({ order }) => order.at < judge.startAt);
    const strange = own.filter(({ isOwn }) => !isOwn);
    const first = strange.find(({ order }) => order.at >= judge.startAt);
    const isShared = before.filter(({ isOwn }) => !isOwn).length >= sharedOrders;
    const wasNever = hasHistory && !own.some(({ isOwn }) => isOwn);
    const isMoved = moved.some(
      ({ placeId, startAt }) =>
        (placeId ?? customerId) === customerId && startAt <= (first?.order.at ?? judge.endAt),
    );
    if (isShared || wasNever || isMoved || (first && isHandedOver(own, { first, knownMs, lagDays })))
      unclear.add(customerId);
  }
  return unclear;
}

function isHandedOver(
  own: readonly OrderLink[],
  { first, knownMs, lagDays }: Readonly<{ first: OrderLink; knownMs: number; lagDays: number }>,
): boolean {
  const since = own.filter(({ order }) => order.at >= first.order.at);
  if (since.some(({ isOwn }) => isOwn) || first.isRevisited) return false;
  return (
    since.some(({ isVisited, isFirst }) => !isVisited || !isFirst) ||
    knownMs - +first.order.at > lagDays * DAY_MS
  );
}

function byCustomer(links: readonly OrderLink[]): Map<string, OrderLink[]> {
  const groups = new Map<string, OrderLink[]>();
  for (const link of links) {
    const group = groups.get(link.order.customerId);
    if (group) group.push(link);
    else groups.set(link.order.customerId, [link]);
  }
  return groups;
}
