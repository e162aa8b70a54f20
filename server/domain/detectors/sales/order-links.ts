import type { Interval } from '../../interval.ts';
import type { OrderFact, PeriodEvidence } from '../evidence.ts';
import { groupBy } from '../../group-by.ts';

const DAY_MS = 86_400_000;

/** An order taken by a rep and the person's visit it may come from. */
export type OrderLink = Readonly<{
  order: OrderFact;
  isOwn: boolean;
  /** A visit of the person begins at most the lag before the order. */
  isVisited: boolean;
  /** Last visit of the customer by the person, before or after the order; -Infinity without any. */
  lastVisitMs: number;
}>;

/** Orders that a rep took, with the person's visits; returns and orders through other channels have no rep to compare with. */
export function listLinks(evidence: PeriodEvidence, lagDays: number): OrderLink[] {
  const visitsOf = groupBy(evidence.visits, ({ customerId }) => customerId);
  return evidence.orders
    .filter(({ amountFen, channel = 'rep' }) => amountFen > 0 && channel === 'rep')
    .map((order) => {
      const visits = visitsOf.get(order.customerId) ?? [];
      const orderMs = order.at.getTime();
      const last = visits.findLast(({ startAt }) => startAt.getTime() <= orderMs);
      return {
        order,
        isOwn: order.bookedTo === evidence.person.id,
        isVisited: last !== undefined && orderMs - last.startAt.getTime() <= lagDays * DAY_MS,
        lastVisitMs: visits.at(-1)?.startAt.getTime() ?? -Infinity,
      };
    });
}

/**
 * Customers whose bookings say nothing about the person: the account was shared before, the customer was never the person's, a manager
 * moved it, or it was handed over (others book its orders from some day on, and the person stopped coming).
 */
export function listUnclearCustomers(
  evidence: PeriodEvidence,
  links: readonly OrderLink[],
  { sharedOrders }: Readonly<{ sharedOrders: number }>,
): Set<string> {
  const { judge, arrangements } = evidence;
  const usualMs = usualGapMs(evidence);
  const hasHistory = links.some(({ order }) => order.at.getTime() < judge.startAt.getTime());
  const moved = arrangements.filter(({ reason }) => reason === 'customer_change');
  const unclear = new Set<string>();
  for (const [customerId, own] of groupBy(links, ({ order }) => order.customerId)) {
    const before = own.filter(({ order }) => order.at.getTime() < judge.startAt.getTime());
    const strange = own.filter(({ isOwn }) => !isOwn);
    const first = strange.find(({ order }) => order.at.getTime() >= judge.startAt.getTime());
    const isShared = before.filter(({ isOwn }) => !isOwn).length >= sharedOrders;
    const wasNever = hasHistory && !own.some(({ isOwn }) => isOwn);
    const isMoved = moved.some(
      ({ placeId, startAt }) =>
        (placeId ?? customerId) === customerId && startAt <= (first?.order.at ?? judge.endAt),
    );
    if (isShared || wasNever || isMoved || (first && isHandedOver(own, { first, judge, usualMs })))
      unclear.add(customerId);
  }
  return unclear;
}

/** Only others book since, and the person has stayed away longer than usual between two visits of a customer. */
function isHandedOver(
  own: readonly OrderLink[],
  { first, judge, usualMs }: Readonly<{ first: OrderLink; judge: Interval; usualMs: number }>,
): boolean {
  const since = own.filter(({ order }) => order.at.getTime() >= first.order.at.getTime());
  if (since.some(({ isOwn }) => isOwn) || first.lastVisitMs > first.order.at.getTime()) return false;
  return judge.endAt.getTime() - first.lastVisitMs > usualMs;
}

/** Time after which the next visit of a customer is overdue: mean and one standard deviation of the person's gaps. */
function usualGapMs({ visits }: PeriodEvidence): number {
  const lastMs = new Map<string, number>();
  const gaps: number[] = [];
  for (const { customerId, startAt } of visits) {
    const before = lastMs.get(customerId);
    const startMs = startAt.getTime();
    if (before !== undefined && startMs - before > DAY_MS / 2) gaps.push(startMs - before);
    lastMs.set(customerId, startMs);
  }
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / Math.max(1, gaps.length);
  return gaps.length === 0 ? Infinity : mean + Math.sqrt(variance);
}
