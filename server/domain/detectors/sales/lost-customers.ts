import { firstFrom } from '../../interval.ts';
import type { CustomerAttritionSettings } from '../settings/customer-attrition-settings.ts';
import type { OrderFact, PeriodEvidence } from '../evidence.ts';

/** An own customer with its last order; `loss`: nobody booked for too long, or others book now; null = still there. */
export type OwnCustomer = Readonly<{
  customerId: string;
  lastOrder: OrderFact;
  loss: 'stopped' | 'moved' | null;
  /** A manager moved the customer to somebody else. */
  isHandedOver: boolean;
}>;

/** Own customers and whether they are lost. A customer a manager handed over has not moved away, but may have stopped since. */
export function listOwnCustomers(
  evidence: PeriodEvidence,
  settings: CustomerAttritionSettings,
): OwnCustomer[] {
  const { judge, arrangements } = evidence;
  const season = seasonOf(evidence);
  const customers: OwnCustomer[] = [];
  for (const [customerId, bookings] of bookingsByCustomer(evidence)) {
    const { before, ownBefore, now, ownNow, last: lastOrder } = bookings;
    if (before < settings.minOrders || ownBefore * 2 <= before) continue;
    const isHandedOver = arrangements.some(
      ({ reason, placeId }) => reason === 'customer_change' && (placeId ?? customerId) === customerId,
    );
    if (isHandedOver && areAllOwn(evidence)) continue;
    const isMoved = now > 0 && ownNow === 0;
    const isSilent =
      chanceOfSilence(bookings, { knownMs: judge.endAt.getTime(), season }) <= settings.silenceChance;
    const loss = isSilent ? 'stopped' : isMoved && !isHandedOver ? 'moved' : null;
    customers.push({ customerId, lastOrder, loss, isHandedOver });
  }
  return customers;
}

/** The first and last order of a customer, how many were before the period and in it, and how many of each are booked to the person. */
type Bookings = {
  first: OrderFact;
  last: OrderFact;
  before: number;
  ownBefore: number;
  now: number;
  ownNow: number;
};

/** Counted in one pass, by place and not by time: of months of orders the instants need not be looked at. */
function bookingsByCustomer({ orders, person, judge }: PeriodEvidence): Map<string, Bookings> {
  const judgedFrom = firstFrom(orders, ({ at }) => at, judge.startAt);
  const customers = new Map<string, Bookings>();
  for (let place = 0; place < orders.length; place++) {
    const order = orders[place];
    if (!order || order.amountFen <= 0) continue;
    let bookings = customers.get(order.customerId);
    if (bookings) bookings.last = order;
    else {
      bookings = { first: order, last: order, before: 0, ownBefore: 0, now: 0, ownNow: 0 };
      customers.set(order.customerId, bookings);
    }
    const own = order.bookedTo === person.id ? 1 : 0;
    if (place < judgedFrom) {
      bookings.before++;
      bookings.ownBefore += own;
    } else {
      bookings.now++;
      bookings.ownNow += own;
    }
  }
  return customers;
}

const areAllOwn = ({ orders, person }: PeriodEvidence): boolean =>
  orders.every(({ amountFen, bookedTo }) => amountFen <= 0 || bookedTo === person.id);

/**
 * Chance that a customer who ordered at this rhythm is silent until `knownMs`, if orders come at random (Poisson) at a rate known only from
 * the gaps so far. Regular customers are silent less often, so the true chance is smaller.
 */
function chanceOfSilence(
  { first, last, before, now }: Bookings,
  { knownMs, season }: Readonly<{ knownMs: number; season: number }>,
): number {
  const firstMs = first.at.getTime();
  const lastMs = last.at.getTime();
  if (lastMs <= firstMs) return 1;
  return (
    ((lastMs - firstMs) / (lastMs - firstMs + season * Math.max(0, knownMs - lastMs))) ** (before + now - 1)
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
