import { describe, expect, it } from 'vitest';
import type { OrderFact, PeriodEvidence, VisitFact } from '../../../server/domain/detectors/evidence.ts';
import { VisitsWithoutSalesSettingsSchema } from '../../../server/domain/detectors/settings/visits-without-sales-settings.ts';
import { visitsWithoutSales } from '../../../server/domain/detectors/visits-without-sales.ts';
import { at, buildDay, buildRecords, span } from './build-records.ts';

const CUSTOMERS = 12;
const DAYS = 20;
type Rule = (n: number) => boolean;

/** Four visits a day over 12 customers from day -40 on; `sells(n)` says whether visit n brings an order two days later. */
function route(sells: Rule, more: Partial<VisitFact> = {}): { visits: VisitFact[]; orders: OrderFact[] } {
  const visits: VisitFact[] = [];
  const orders: OrderFact[] = [];
  for (let day = -40; day < DAYS; day++)
    for (let slot = 0; slot < 4; slot++) {
      const n = (day + 40) * 4 + slot;
      const customerId = `c${n % CUSTOMERS}`;
      visits.push({ id: `v${n}`, customerId, ...span(day, slot * 60, slot * 60 + 30), ...more });
      if (sells(n)) orders.push(order(n, customerId, day + 2));
    }
  return { visits, orders: orders.toSorted((a, b) => +a.at - +b.at) };
}
const order = (n: number, customerId: string, day: number): OrderFact => ({
  id: `o${n}`,
  customerId,
  bookedTo: 'p1',
  at: at(day, 60 + (n % 5)),
  amountFen: 50_000,
});
const isBefore = (n: number): boolean => n < 160;
const days = Array.from({ length: DAYS }, (_, n) => buildDay(n));
const team = { conversion: { visits: 900, orders: 300 } };

const judge = (
  evidence: Partial<Omit<PeriodEvidence, 'places' | 'placeById'>>,
  settings: Record<string, unknown> = {},
) =>
  visitsWithoutSales.detect(
    buildRecords({ days, team, ...evidence }),
    VisitsWithoutSalesSettingsSchema.parse(settings),
  );
const usual: Rule = (n) => n % 3 === 0;
const stopped: Rule = (n) => n % 3 === 0 && isBefore(n);

describe('visits-without-sales', () => {
  it('supports a route that sold and then sells nothing, with the counts compared', () => {
    const [finding] = judge(route(stopped));
    expect(finding).toMatchObject({
      detector: 'visits-without-sales',
      verdict: 'supported',
      severity: 'high',
      reasons: ['improbably_few_orders'],
      numbers: { visits: 80, customers: 12, orders: 0 },
    });
    expect(finding?.numbers['expectedOrders']).toBeGreaterThan(20);
    expect(finding?.score).toBeGreaterThan(0.95);
    expect(finding?.sentence.zh).toContain('80 次销售拜访带来 0 笔订单');
    expect(finding?.days.length).toBe(DAYS);
  });

  it('takes visits of a customer on one day for one, however far apart', () => {
    const { visits, orders } = route(stopped);
    const again = visits.map((visit) => ({
      ...visit,
      id: `${visit.id}-late`,
      startAt: new Date(+visit.startAt + 13 * 3_600_000),
      endAt: new Date(+visit.endAt + 13 * 3_600_000),
    }));
    const both = [...visits, ...again.filter(({ startAt }) => +startAt % 86_400_000 < 15 * 3_600_000)];
    const [finding] = judge({ visits: both.toSorted((a, b) => +a.startAt - +b.startAt), orders });
    expect(both.length).toBeGreaterThan(visits.length);
    expect(finding?.numbers['visits']).toBe(80);
  });

  it('does not take the last visits for ripe because one order is dated a year ahead', () => {
    const { visits, orders } = route(stopped);
    const misdated = order(999, 'c99', 365);
    const ripeOf = (some: OrderFact[]) => judge({ visits, orders: some })[0]?.numbers['ripeVisits'];
    expect(ripeOf([...orders, misdated])).toBe(ripeOf(orders));
    expect(ripeOf([...orders, order(998, 'c98', DAYS + 5)])).toBeGreaterThan(ripeOf(orders) ?? 0);
  });

  it('says nothing of a usual rate', () => {
    expect(judge(route(usual))).toEqual([]);
  });

  it('is undecided about a weak month that chance may explain', () => {
    const weak: Rule = (n) => (isBefore(n) ? n % 3 === 0 : n % 8 === 0);
    const [finding] = judge(route(weak));
    expect(finding).toMatchObject({ verdict: 'undecided', severity: 'low', reasons: ['may_be_chance'] });
    expect(finding?.score).toBeLessThan(0.7);
  });

  it('never judges ten visits without an order', () => {
    const { visits, orders } = route(stopped);
    expect(judge({ visits: visits.filter((_, n) => n < 170), orders })).toEqual([]);
  });

  it('does not count visits whose orders may still come', () => {
    const shown = days.slice(0, 4);
    const { visits, orders } = route(stopped);
    const early = visits.filter(({ startAt }) => startAt < at(4, 0));
    expect(judge({ days: shown, visits: early, orders })).toEqual([]);
  });
});

describe('visits-without-sales waits for orders', () => {
  /** Twelve judged days without an order; the orders before came `lagDays` after their visits. */
  const expectedWithLag = (lagDays: number): number => {
    const { visits, orders } = route(stopped);
    const late = orders.map((one) => ({ ...one, at: new Date(+one.at + (lagDays - 2) * 86_400_000) }));
    const [finding] = judge({
      days: days.slice(0, 12),
      visits: visits.filter(({ startAt }) => startAt < at(12, 0)),
      orders: late.filter((one) => one.at < at(0, 0)),
    });
    return finding?.numbers['ripeVisits'] ?? 0;
  };

  it('as long as the own customers usually take', () => {
    expect(expectedWithLag(6)).toBeLessThan(expectedWithLag(3));
    expect(expectedWithLag(3)).toBeLessThan(expectedWithLag(1));
    expect(expectedWithLag(1)).toBeLessThanOrEqual(48);
  });
});

describe('visits-without-sales is not misled by', () => {
  it('a season that is weak for everybody', () => {
    expect(judge({ ...route(stopped), team: { conversion: { visits: 900, orders: 40 } } })).toEqual([]);
  });

  it('a person who never sold much', () => {
    const rare: Rule = (n) => n % 80 === 0;
    expect(judge(route((n) => rare(n) && isBefore(n)))).toEqual([]);
  });

  it('visits that are not for sales, or that a manager arranged', () => {
    const { visits, orders } = route(stopped);
    const display = visits.map((visit, n) =>
      isBefore(n) ? visit : { ...visit, purpose: 'display' as const },
    );
    expect(judge({ visits: display, orders })).toEqual([]);
    const arranged = { id: 'a', reason: 'survey' as const, startAt: at(0, 0), endAt: at(DAYS, 0) };
    expect(judge({ visits, orders, arrangements: [arranged] })).toEqual([]);
  });

  it('new customers', () => {
    const { visits, orders } = route(stopped);
    const moved = visits.map((visit, n) =>
      isBefore(n) ? visit : { ...visit, customerId: `new-${visit.customerId}` },
    );
    expect(judge({ visits: moved, orders })).toEqual([]);
  });

  it('customers who order by themselves, or through a distributor', () => {
    const { visits, orders } = route(stopped);
    const self = orders.map((one) => ({ ...one, channel: 'self' as const }));
    expect(judge({ visits, orders: self })).toEqual([]);
    const nowSelf = Array.from({ length: 12 }, (_, n) => ({
      ...order(500 + n, `c${n}`, 3),
      channel: 'self' as const,
    }));
    const later = nowSelf.flatMap((one) => [
      one,
      { ...one, id: `${one.id}b`, at: at(9, 0) },
      { ...one, id: `${one.id}c`, at: at(13, 0) },
    ]);
    expect(judge({ visits, orders: [...orders, ...later].toSorted((a, b) => +a.at - +b.at) })).toEqual([]);
  });

  it('orders booked to somebody else: they are orders', () => {
    const { visits, orders } = route(usual);
    expect(judge({ visits, orders: orders.map((one) => ({ ...one, bookedTo: 'p2' })) })).toEqual([]);
  });

  it('but a return is no order', () => {
    const { visits, orders } = route(usual);
    const returned = orders.map((one) => (one.at >= at(0, 0) ? { ...one, amountFen: -50_000 } : one));
    expect(judge({ visits, orders: returned })[0]?.verdict).toBe('supported');
  });
});

describe('visits-without-sales knows only what it is given', () => {
  const { visits, orders } = route(stopped);
  const judgedVisits = visits.filter((_, n) => !isBefore(n));

  it('judges by the team alone when there is no history', () => {
    expect(judge({ visits: judgedVisits, orders: [] })[0]).toMatchObject({ verdict: 'supported' });
  });

  it('judges by the own history alone when there is no team', () => {
    const evidence = buildRecords({ days, visits, orders });
    const settings = VisitsWithoutSalesSettingsSchema.parse({});
    expect(visitsWithoutSales.detect(evidence, settings)[0]).toMatchObject({ verdict: 'supported' });
  });

  it('says nothing with neither', () => {
    const evidence = buildRecords({ days, visits: judgedVisits, orders: [] });
    expect(visitsWithoutSales.detect(evidence, VisitsWithoutSalesSettingsSchema.parse({}))).toEqual([]);
  });
});
