import { describe, expect, it } from 'vitest';
import { CustomerAttritionSettingsSchema } from '../../../server/domain/detectors/settings/customer-attrition-settings.ts';
import { customerAttrition } from '../../../server/domain/detectors/customer-attrition.ts';
import type { OrderFact, PeriodEvidence } from '../../../server/domain/detectors/evidence.ts';
import { at, buildDay, buildRecords, span } from './build-records.ts';

const DAYS = 28;
const days = Array.from({ length: DAYS }, (_, n) => buildDay(n));
/** Ten customers who order about every five days from day -90 on; `booker` = null means no order. */
function orders(booker: (day: number, customer: number) => string | null): OrderFact[] {
  const all: OrderFact[] = [];
  for (let day = -90; day < DAYS; day++)
    for (let customer = 0; customer < 10; customer++) {
      const bookedTo = (day + 100 + customer * 3) % 5 === 0 ? booker(day, customer) : null;
      if (bookedTo !== null)
        all.push({
          id: `o${day}-${customer}`,
          customerId: `c${customer}`,
          bookedTo,
          at: at(day, customer),
          amountFen: 5_000,
        });
    }
  return all;
}
const judge = (evidence: Partial<Omit<PeriodEvidence, 'places' | 'placeById'>>) =>
  customerAttrition.detect(buildRecords({ days, ...evidence }), CustomerAttritionSettingsSchema.parse({}));
const stopFor = (lost: number) => orders((day, customer) => (day >= 0 && customer < lost ? null : 'p1'));
const moveFor = (lost: number) => orders((day, customer) => (day >= 0 && customer < lost ? 'p2' : 'p1'));

describe('customer-attrition', () => {
  it('supports that many own customers fell silent', () => {
    const [finding] = judge({ orders: stopFor(6) });
    expect(finding).toMatchObject({
      detector: 'customer-attrition',
      verdict: 'supported',
      severity: 'low',
      reasons: ['customers_stopped'],
      numbers: { customers: 10, stopped: 6, moved: 0 },
    });
    expect(finding?.evidence.length).toBe(6);
    expect(finding?.sentence.zh).toBe('10 家老客户中有 6 家停止下单、0 家改由他人成单');
    expect(customerAttrition.isSupporting).toBe(true);
  });

  it('does not take everybody for silent because one order is dated a year ahead', () => {
    const all = orders(() => 'p1');
    const last = all.at(-1);
    if (!last) throw new Error('no order');
    expect(judge({ orders: [...all, { ...last, id: 'misdated', at: at(365, 0) }] })).toEqual([]);
  });

  it('supports that many order from others now', () => {
    expect(judge({ orders: moveFor(6) })[0]).toMatchObject({
      verdict: 'supported',
      reasons: ['customers_moved'],
      numbers: { moved: 6 },
    });
  });

  it('says nothing of the usual losses, of few customers, or of other people’s', () => {
    expect(judge({ orders: stopFor(0) })).toEqual([]);
    expect(judge({ orders: stopFor(2) })).toEqual([]);
    expect(judge({ orders: stopFor(6).filter(({ customerId }) => customerId < 'c5') })).toEqual([]);
    expect(judge({ orders: stopFor(6).map((one) => ({ ...one, bookedTo: 'p2' })) })).toEqual([]);
  });

  it('takes a customer handed over by the manager for neither moved nor, unseen, stopped', () => {
    const arrangements = [{ id: 'a', reason: 'customer_change' as const, ...span(-1, 0, 600) }];
    expect(judge({ orders: moveFor(6), arrangements })).toEqual([]);
    expect(judge({ orders: stopFor(6), arrangements })).toEqual([]);
  });

  it('sees customers that stop after they were handed over', () => {
    const arrangements = Array.from({ length: 6 }, (_, n) => ({
      id: `a${n}`,
      placeId: `c${n}`,
      reason: 'customer_change' as const,
      ...span(-1, 0, 600),
    }));
    const handed = orders((day, customer) => (day >= 0 && customer < 6 ? null : day === -3 ? 'p2' : 'p1'));
    expect(judge({ orders: handed, arrangements })[0]?.reasons).toEqual([
      'customers_stopped',
      'after_handover',
    ]);
  });

  it('waits longer in a season that is weak for everybody', () => {
    const team = { salesByMonthFen: [100, 100, 100, 10] };
    expect(judge({ orders: stopFor(6), team })).toEqual([]);
  });
});
