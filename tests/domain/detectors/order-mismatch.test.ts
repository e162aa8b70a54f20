import { describe, expect, it } from 'vitest';
import type { OrderFact, PeriodEvidence, VisitFact } from '../../../server/domain/detectors/evidence.ts';
import { OrderMismatchSettingsSchema } from '../../../server/domain/detectors/settings/order-mismatch-settings.ts';
import { orderMismatch } from '../../../server/domain/detectors/order-mismatch.ts';
import { at, buildDay, buildRecords, span } from './build-records.ts';

const DAYS = 10;
const days = Array.from({ length: DAYS }, (_, n) => buildDay(n));
const settings = OrderMismatchSettingsSchema.parse({});

const visit = (day: number, customer: number): VisitFact => ({
  id: `v${day}-${customer}`,
  customerId: `c${customer}`,
  ...span(day, customer * 20, customer * 20 + 15),
});
const order = (day: number, customer: number, bookedTo = 'p1', more: Partial<OrderFact> = {}): OrderFact => ({
  id: `o${day}-${customer}-${bookedTo}`,
  customerId: `c${customer}`,
  bookedTo,
  at: at(day, 480 + customer),
  amountFen: 10_000,
  ...more,
});
/** Customers 0-9, each visited every five days from day -40 on; an order follows the next day, booked as `booker` says. */
function route(booker: (day: number, customer: number) => string): {
  visits: VisitFact[];
  orders: OrderFact[];
} {
  const visits: VisitFact[] = [];
  const orders: OrderFact[] = [];
  for (let day = -40; day < DAYS; day++)
    for (let customer = 0; customer < 10; customer++) {
      if ((day + 40 + customer) % 5 !== 0) continue;
      visits.push(visit(day, customer));
      orders.push(order(day + 1, customer, booker(day, customer)));
    }
  return { visits, orders: orders.toSorted((a, b) => +a.at - +b.at) };
}
const judge = (evidence: Partial<Omit<PeriodEvidence, 'places' | 'placeById'>>) =>
  orderMismatch.detect(buildRecords({ days, ...evidence }), settings);
const half = (day: number, customer: number): string => (day >= 0 && customer % 2 === 0 ? 'p2' : 'p1');

describe('order-mismatch: orders after own visits booked to somebody else', () => {
  it('supports that half of them go to one other person', () => {
    const [finding] = judge(route(half));
    expect(finding).toMatchObject({
      detector: 'order-mismatch',
      verdict: 'supported',
      reasons: ['booked_to_another'],
      numbers: { customers: 5 },
    });
    expect(finding?.numbers['divertedOrders']).toBeGreaterThanOrEqual(8);
    expect(finding?.evidence.every(({ kind }) => kind === 'order')).toBe(true);
    expect(finding?.score).toBeGreaterThan(0.8);
    expect(finding?.sentence.en).toContain('booked to one other person');
    expect(finding?.sentence.en).not.toContain('own orders');
  });

  it.each([
    ['nothing when all are the own', (): string => 'p1'],
    [
      'nothing of two strays',
      (day: number, customer: number) => (day === 4 && customer % 5 === 1 ? 'p2' : 'p1'),
    ],
    [
      'nothing when each goes to another stand-in',
      (day: number, customer: number) => (half(day, customer) === 'p2' ? `p${customer + 20}` : 'p1'),
    ],
  ])('says %s', (_, booker) => {
    expect(judge(route(booker))).toEqual([]);
  });

  it('believes a few sooner when none ever strayed before', () => {
    const few = (day: number, customer: number): string => (day >= 0 && customer < 3 ? 'p2' : 'p1');
    const { visits, orders } = route(few);
    const chanceOf = (some: OrderFact[]) => judge({ visits, orders: some })[0]?.numbers['chancePct'] ?? 100;
    const strayed = orders.map((one, n) =>
      one.at < at(0, 0) && n % 8 === 0 ? { ...one, bookedTo: 'p3' } : one,
    );
    expect(chanceOf(orders)).toBeLessThan(0.3);
    expect(chanceOf(strayed)).toBeGreaterThan(chanceOf(orders));
  });

  it('ignores returns and other channels', () => {
    const { visits, orders } = route(half);
    const asReturns = orders.map((one) => (one.bookedTo === 'p2' ? { ...one, amountFen: -10_000 } : one));
    expect(judge({ visits, orders: asReturns })).toEqual([]);
    for (const channel of ['self', 'distributor', 'key_account'] as const) {
      const others = orders.map((one) => (one.bookedTo === 'p2' ? { ...one, channel } : one));
      expect(judge({ visits, orders: others })).toEqual([]);
    }
  });

  it('is undecided in the first weeks, when nobody knows whose customers they are', () => {
    const { visits, orders } = route(half);
    const since = (fromDay: number) => ({
      visits: visits.filter(({ startAt }) => startAt >= at(fromDay, 0)),
      orders: orders.filter((one) => one.at >= at(fromDay, 0)),
    });
    expect(judge(since(0))).toMatchObject([
      { verdict: 'undecided', reasons: ['booked_to_another', 'accounts_unknown'] },
    ]);
    expect(judge(since(-3)).map(({ verdict }) => verdict)).toEqual(['undecided']);
    expect(judge(since(-20)).map(({ verdict }) => verdict)).toEqual(['supported']);
  });

  it('is undecided about customers who never ordered from the person before', () => {
    const { visits, orders } = route(half);
    const diverted = new Set(orders.filter(({ bookedTo }) => bookedTo === 'p2').map((o) => o.customerId));
    const kept = orders.filter((one) => one.at >= at(0, 0) || !diverted.has(one.customerId));
    const verdicts = judge({ visits, orders: kept }).map(({ verdict }) => verdict);
    expect(verdicts).not.toContain('supported');
  });

  it.each([2, 3])('never accuses anybody of %i people who share their customers throughout', (people) => {
    const team = (day: number, customer: number) =>
      `p${1 + (((7 * (day + 40) + 3 * customer) % 11) % people)}`;
    const { visits, orders } = route(team);
    for (const fromDay of [-40, -20, -10, -8, -6, -4, 0]) {
      const findings = judge({
        visits: visits.filter(({ startAt }) => startAt >= at(fromDay, 0)),
        orders: orders.filter((one) => one.at >= at(fromDay, 0)),
      });
      expect(findings.map(({ verdict }) => verdict)).not.toContain('supported');
    }
  });

  it('ignores accounts that were shared before', () => {
    const shared = (day: number, customer: number): string =>
      customer % 2 === 0 && day % 3 === 0 ? 'p2' : 'p1';
    expect(judge(route(shared))).toEqual([]);
  });

  it('ignores customers a manager moved', () => {
    const moved = { id: 'a', reason: 'customer_change' as const, ...span(-1, 0, 600) };
    expect(judge({ ...route(half), arrangements: [moved] })).toEqual([]);
    const elsewhere = { ...moved, placeId: 'c99' };
    expect(judge({ ...route(half), arrangements: [elsewhere] })[0]?.verdict).toBe('supported');
  });

  it('ignores a hand-over: others book from some day on and the person stops coming', () => {
    const { visits, orders } = route((day, customer) => (day >= 1 ? half(day, customer) : 'p1'));
    const kept = visits.filter(({ customerId, startAt }) => {
      const switched = orders.find((one) => one.customerId === customerId && one.bookedTo === 'p2');
      return !switched || startAt < switched.at;
    });
    expect(judge({ visits: kept, orders })).toEqual([]);
  });
});

it('order-mismatch: what nobody can know is not proven by something else that chance explains', () => {
  const { visits, orders } = route(() => 'p1');
  const fresh = [20, 21, 22, 23];
  const seen = fresh.flatMap((customer) => [0, 4].map((day) => visit(day, customer)));
  const diverted = fresh.flatMap((customer) => [
    order(0, customer),
    ...[1, 2, 3, 4, 5].map((day) => order(day, customer, 'p2')),
  ]);
  const strays = [30, 31, 30, 31].map((customer, n) => order(2 + n, customer, 'p1', { id: `stray${n}` }));
  const findings = judge({
    visits: [...visits, ...seen].toSorted((a, b) => +a.startAt - +b.startAt),
    orders: [...orders, ...diverted, ...strays].toSorted((a, b) => +a.at - +b.at),
  });
  expect(findings).toMatchObject([
    {
      verdict: 'undecided',
      reasons: ['booked_to_another', 'orders_without_visits', 'accounts_unknown'],
    },
  ]);
});

describe('order-mismatch: orders where the person does not go', () => {
  /** From day 0 on only customers 0-4 are visited, and only others order. */
  function strange() {
    const { visits, orders } = route(() => 'p1');
    const early = orders.filter((one) => one.at < at(0, 0));
    const late = Array.from({ length: 24 }, (_, n) =>
      order(2 + Math.floor(n / 3), 5 + (n % 5), 'p1', { id: `x${n}` }),
    );
    const before = visits.filter(({ startAt }) => startAt < at(-6, 0));
    const now = visits
      .filter(({ startAt }) => startAt >= at(-6, 0))
      .map((one, n) => ({ ...one, customerId: `c${n % 5}` }));
    return { visits: [...before, ...now], orders: [...early, ...late].toSorted((a, b) => +a.at - +b.at) };
  }

  it('supports that all own orders come from customers not visited, when it was otherwise before', () => {
    expect(judge(strange())[0]).toMatchObject({
      verdict: 'supported',
      reasons: ['orders_without_visits'],
      numbers: { unvisitedOrders: 24, ownOrders: 24 },
    });
  });

  it('says nothing when it was always so, or when the person hardly made visits', () => {
    const { visits, orders } = strange();
    const phoned = orders.filter(({ customerId }) => customerId >= 'c5');
    const visited = visits.filter(({ customerId }) => customerId < 'c5');
    expect(judge({ visits: visited, orders: phoned })).toEqual([]);
    const ill = visits.filter(({ startAt }) => startAt < at(0, 0) || startAt > at(8, 0));
    expect(judge({ visits: ill, orders })).toEqual([]);
  });

  it('is undecided without a past to compare with', () => {
    const { visits, orders } = strange();
    const [finding] = judge({
      visits: visits.filter(({ startAt }) => startAt >= at(0, 0)),
      orders: orders.filter((one) => one.at >= at(0, 0)),
    });
    expect(finding?.verdict).toBe('undecided');
  });
});
