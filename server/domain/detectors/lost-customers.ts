import type { CustomerAttritionSettings } from './customer-attrition-settings.ts';
import type { OrderFact, PeriodEvidence } from './evidence.ts';
import { groupBy } from './group-by.ts';

/** An own customer with its orders in time order; `loss`: nobody booked for too long, or others book now; null = still there. */
export type OwnCustomer = Readonly<{
  customerId: string;
  orders: readonly OrderFact[];
  loss: 'stopped' | 'moved' | null;
  /** A manager moved the customer to somebody else. */
  isHandedOver: boolean;
}>;

/** Own customers and whether they are lost. A customer a manager handed over has not moved away, but may have stopped since. */
export function listOwnCustomers(
  evidence: PeriodEvidence,
  settings: CustomerAttritionSettings,
): OwnCustomer[] {
  const { person, judge, arrangements } = evidence;
  const bought = evidence.orders.filter(({ amountFen }) => amountFen > 0);
  const season = seasonOf(evidence);
  const customers: OwnCustomer[] = [];
  for (const [customerId, orders] of groupBy(bought, (order) => order.customerId)) {
    if (orders.length < settings.minOrders) continue;
    const { before, ownBefore, now, ownNow } = countBookings(orders, { personId: person.id, judge });
    if (before < settings.minOrders || ownBefore * 2 <= before) continue;
    const isHandedOver = arrangements.some(
      ({ reason, placeId }) => reason === 'customer_change' && (placeId ?? customerId) === customerId,
    );
    if (isHandedOver && bought.every(({ bookedTo }) => bookedTo === person.id)) continue;
    const isMoved = now > 0 && ownNow === 0;
    const isSilent =
      chanceOfSilence(orders, { knownMs: judge.endAt.getTime(), season }) <= settings.silenceChance;
    const loss = isSilent ? 'stopped' : isMoved && !isHandedOver ? 'moved' : null;
    customers.push({ customerId, orders, loss, isHandedOver });
  }
  return customers;
}

/** Orders before the period and in it, and how many of each are booked to the person. */
function countBookings(
  orders: readonly OrderFact[],
  { personId, judge }: Readonly<{ personId: string; judge: PeriodEvidence['judge'] }>,
) {
  const judgedMs = judge.startAt.getTime();
  const counts = { before: 0, ownBefore: 0, now: 0, ownNow: 0 };
  for (const { at, bookedTo } of orders) {
    const own = bookedTo === personId ? 1 : 0;
    if (at.getTime() < judgedMs) {
      counts.before++;
      counts.ownBefore += own;
    } else {
      counts.now++;
      counts.ownNow += own;
    }
  }
  return counts;
}

/**
 * Chance that a customer who ordered at such a rhythm is silent until `knownMs`: orders at random (Poisson) at a rate known only from the gaps
 * so far. Regular customers are rarer silent than that.
 */
function chanceOfSilence(
  orders: readonly OrderFact[],
  { knownMs, season }: Readonly<{ knownMs: number; season: number }>,
): number {
  const firstMs = orders[0]?.at.getTime() ?? 0;
  const lastMs = orders.at(-1)?.at.getTime() ?? 0;
  if (lastMs <= firstMs) return 1;
  return (
    ((lastMs - firstMs) / (lastMs - firstMs + season * Math.max(0, knownMs - lastMs))) ** (orders.length - 1)
  );
}

/** How much of a usual month the team sells now (at most 1): in a weak season silences are longer for all. */
function seasonOf({ team }: PeriodEvidence): number {
  const months = team?.salesByMonthFen ?? [];
  const now = months.at(-1);
  const before = months.slice(0, -1);
  const usual = before.reduce((sum, fen) => sum + fen, 0) / Math.max(1, before.length);
  return now === undefined || usual <= 0 ? 1 : Math.min(1, Math.max(0, now / usual));
}
