import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agreement, Payment } from '../../../server/domain/non-compete/agreement.ts';
import { restrictionOf } from '../../../server/domain/non-compete/agreement.ts';
import { accountOf, floorFen, listDues } from '../../../server/domain/non-compete/compensation.ts';
import {
  ELIGIBILITY_SOURCES,
  listIneligibility,
  refuseSource,
} from '../../../server/domain/non-compete/eligibility.ts';
import {
  followMonitoring,
  refuseRecord,
  refuseStart,
} from '../../../server/domain/non-compete/monitoring.ts';
import { NonCompeteSettingsSchema } from '../../../server/domain/non-compete/settings.ts';
import { addDays } from '../../../server/domain/time.ts';
import { repeat } from '../../support/runs.ts';
import { buildAgreement, buildAuthorisation } from './build-agreement.ts';

const settings = NonCompeteSettingsSchema.parse({});
const DAY = '2026-08-20';
const reasons = (overrides: Partial<Agreement>, day = DAY) =>
  refuseSource(buildAgreement(overrides), 'insurance_feed', { day, settings });
const at = new Date('2026-08-20T02:00:00Z');

describe('whether an agreement may be monitored', () => {
  it('may when it is signed, lawful, reviewed, paid to date and authorised', () => {
    expect(reasons({})).toEqual([]);
  });

  it.each<[string, Partial<Agreement>, string[]]>([
    ['an ordinary post', { roleClass: 'ordinary' }, ['role_not_covered']],
    ['a person who knew no secret', { secrets: [] }, ['no_trade_secret']],
    [
      'a scope wider than what was known',
      { review: { at, byId: 'zhou', result: 'excessive', note: '全国所有行业' } },
      ['scope_excessive'],
    ],
    ['25 months', { termMonths: 25 }, ['term_too_long', 'compensation_too_low']],
    ['30 % less a fen', { monthlyFen: 359_999 }, ['compensation_too_low']],
    [
      'more than a year for 49 %',
      { termMonths: 13, monthlyFen: 599_999 },
      ['compensation_too_low', 'unpaid'],
    ],
    [
      'less than the minimum wage',
      { averageWageFen: 800_000, monthlyFen: 273_999 },
      ['compensation_too_low'],
    ],
    ['an end still to come', { endedDay: '2026-12-31' }, ['not_begun']],
    ['a release', { release: { day: DAY, byId: 'sun', at, reason: '公司提前解除' } }, ['released']],
    ['no payment at all', { payments: [] }, ['nothing_paid', 'unpaid']],
    ['no signature of the person', { authorisations: [] }, ['authorisation_missing']],
    [
      'an authorisation that ran out',
      { authorisations: [buildAuthorisation({ toDay: '2026-08-19' })] },
      ['authorisation_not_in_force'],
    ],
    [
      'one withdrawn this very day',
      { authorisations: [buildAuthorisation({ withdrawnDay: DAY })] },
      ['authorisation_withdrawn'],
    ],
  ])('not with %s', (_, overrides, expected) => {
    expect(reasons(overrides)).toEqual(expected);
  });

  it.each([
    ['an unsigned clause', 'signedDay', ['not_signed']],
    ['a scope nobody has looked at', 'review', ['not_reviewed']],
    ['somebody still employed', 'endedDay', ['still_employed']],
  ] as const)('not with %s', (_, without, expected) => {
    const agreement = buildAgreement({}, [without]);
    expect(refuseSource(agreement, 'insurance_feed', { day: DAY, settings })).toEqual(expected);
  });

  it('names a source of law for every reason', () => {
    for (const source of Object.values(ELIGIBILITY_SOURCES)) expect(source).toMatch(/LCL|SPC|MOHRSS|PIPL/);
  });

  it('needs no authorisation for what the person declares or a public registry says', () => {
    const agreement = buildAgreement({ authorisations: [] });
    for (const source of ['self_declaration', 'public_registry'] as const)
      expect(refuseSource(agreement, source, { day: DAY, settings })).toEqual([]);
  });

  it('counts the day a payment is due as not yet missed, and the next one as missed', () => {
    const agreement = buildAgreement();
    expect(listIneligibility(agreement, '2026-09-10', settings)).toEqual([]);
    expect(listIneligibility(agreement, '2026-09-11', settings)).toEqual(['unpaid']);
    expect(accountOf(agreement, '2026-09-11', settings).missedDueDays).toEqual(['2026-09-10']);
  });

  it('ends with the last day of the term', () => {
    const paid = { id: 'all', amountFen: 4_800_000, paidDay: '2026-05-10', reference: '一次付清', at };
    const agreement = buildAgreement({ payments: [paid] });
    expect(listIneligibility(agreement, '2027-03-31', settings)).toEqual([]);
    expect(listIneligibility(agreement, '2027-04-01', settings)).toEqual(['term_ended']);
  });
});

const dayArb = fc.integer({ min: -60, max: 900 }).map((n) => addDays('2026-03-31', n));
const paymentArb = fc.record({
  amountFen: fc.integer({ min: 1, max: 1_200_000 }),
  paidDay: dayArb,
});
const agreementArb = fc
  .record({
    termMonths: fc.integer({ min: 1, max: 30 }),
    payDay: fc.integer({ min: 1, max: 28 }),
    monthlyFen: fc.constantFrom(300_000, 400_000, 700_000),
    endedDay: fc.constantFrom('2026-03-31', '2026-01-30', '2026-02-28', '2026-10-14'),
    payments: fc.array(paymentArb, { maxLength: 16 }),
    withdrawnDay: fc.option(dayArb, { nil: undefined }),
    releaseDay: fc.option(dayArb, { nil: undefined, freq: 4 }),
  })
  .map(({ payments, withdrawnDay, releaseDay, ...rest }) =>
    buildAgreement({
      ...rest,
      payments: payments.map((one, index): Payment => ({ ...one, id: `p${index}`, reference: 'x', at })),
      authorisations: [buildAuthorisation(withdrawnDay === undefined ? {} : { withdrawnDay })],
      ...(releaseDay !== undefined && { release: { day: releaseDay, byId: 'sun', at, reason: '解除' } }),
    }),
  );

/** The same rule told again by walking through the days: the pay days from the second one on, and the money in one purse. */
function owesSlowly(agreement: Agreement, day: string): boolean {
  const bound = restrictionOf(agreement);
  if (!bound) return false;
  let purse = agreement.payments.reduce((sum, one) => (one.paidDay <= day ? sum + one.amountFen : sum), 0);
  const [year = 0, month = 1, date = 1] = bound.fromDay.split('-').map(Number);
  let passed = -1;
  for (let today = bound.fromDay; today < day && passed < agreement.termMonths; today = addDays(today, 1)) {
    if (Number(today.slice(8)) !== agreement.payDay) continue;
    passed += 1;
    if (passed === 0 || startOf(year, month - 2 + passed, date) >= (agreement.release?.day ?? '9999'))
      continue;
    purse -= agreement.monthlyFen;
    if (purse < 0) return true;
  }
  return false;
}
function startOf(year: number, monthIndex: number, date: number): string {
  const last = new Date(Date.UTC(year, monthIndex + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, monthIndex, Math.min(date, last))).toISOString().slice(0, 10);
}

describe('over all dates and payments', () => {
  const check = (body: (agreement: Agreement, day: string) => void) =>
    // Open ones are rare by chance: one is always among them.
    fc.assert(fc.property(agreementArb, dayArb, body), {
      ...repeat(300),
      examples: [[buildAgreement(), DAY]],
    });

  it('owes exactly what a slow count of months and purse says', () => {
    check((agreement, day) => {
      expect(listIneligibility(agreement, day, settings).includes('unpaid')).toBe(owesSlowly(agreement, day));
    });
  });

  it('is never open outside the term, unpaid, after a release, below the floor or beyond 24 months', () => {
    const seen = new Set<boolean>();
    check((agreement, day) => {
      const isOpen = refuseSource(agreement, 'insurance_feed', { day, settings }).length === 0;
      const bound = restrictionOf(agreement);
      const mayBe =
        bound !== null &&
        day >= bound.fromDay &&
        day < bound.toDay &&
        !owesSlowly(agreement, day) &&
        agreement.payments.some(({ paidDay }) => paidDay <= day) &&
        (agreement.release === undefined || day < agreement.release.day) &&
        agreement.monthlyFen >= floorFen(agreement, settings) &&
        agreement.termMonths <= 24 &&
        agreement.authorisations.every((one) => one.withdrawnDay === undefined || day < one.withdrawnDay);
      seen.add(isOpen);
      expect(isOpen && !mayBe).toBe(false);
    });
    expect(seen).toEqual(new Set([true, false]));
  });

  it('is never closed by one more payment', () => {
    fc.assert(
      fc.property(agreementArb, dayArb, paymentArb, (agreement, day, extra) => {
        const more = [...agreement.payments, { ...extra, id: 'more', reference: 'x', at }];
        const before = listIneligibility(agreement, day, settings);
        const after = listIneligibility({ ...agreement, payments: more }, day, settings);
        expect(after.filter((reason) => !before.includes(reason))).toEqual([]);
      }),
      repeat(300),
    );
  });

  it('runs only while it may, stops by itself for good, and takes no record meanwhile', () => {
    fc.assert(
      fc.property(agreementArb, fc.array(dayArb, { minLength: 1, maxLength: 12 }), (made, days) => {
        const sources = ['insurance_feed'] as const;
        let agreement = made;
        let hasStopped = false;
        for (const day of days.toSorted()) {
          const on = { day, settings };
          if (agreement.monitoring.state === 'off' && refuseStart(agreement, sources, on).length === 0)
            agreement = { ...agreement, monitoring: { state: 'running', sources } };
          const next = followMonitoring(agreement, on, at);
          if (next) agreement = { ...agreement, monitoring: next };
          if (agreement.monitoring.state === 'stopped') hasStopped = true;
          const isOpen = agreement.monitoring.state === 'running';
          expect(isOpen && hasStopped).toBe(false);
          expect(isOpen && refuseStart(agreement, sources, on).length > 0).toBe(false);
          const record = { source: 'insurance_feed', month: day.slice(0, 7) } as const;
          expect(refuseRecord(agreement, record, on).length === 0).toBe(isOpen);
        }
      }),
      repeat(200),
    );
  });

  it('has one due day for each month of the term, each in its order', () => {
    check((agreement) => {
      const dues = listDues(agreement);
      expect(agreement.release !== undefined || dues.length === agreement.termMonths).toBe(true);
      for (const [index, due] of dues.entries()) {
        expect(due.dueDay >= due.toDay).toBe(true);
        expect(due.dueDay > (dues[index - 1]?.dueDay ?? '')).toBe(true);
      }
    });
  });
});

describe('what a running monitor takes', () => {
  const running = buildAgreement({ monitoring: { state: 'running', sources: ['insurance_feed'] } });
  const on = { day: DAY, settings };

  it.each<['insurance_feed' | 'public_registry', string, string[]]>([
    ['insurance_feed', '2026-04', []],
    ['insurance_feed', '2026-08', []],
    ['insurance_feed', '2026-03', ['month_outside']],
    ['insurance_feed', '2026-09', ['month_outside']],
    ['public_registry', '2026-08', ['not_monitored']],
  ])('%s of %s: %j', (source, month, expected) => {
    expect(refuseRecord(running, { source, month }, on)).toEqual(expected);
  });

  it('keeps other sources when only the feed loses its ground', () => {
    const both = buildAgreement({
      monitoring: { state: 'running', sources: ['insurance_feed', 'public_registry'] },
      authorisations: [buildAuthorisation({ withdrawnDay: DAY })],
    });
    expect(followMonitoring(both, on, at)).toMatchObject({ state: 'running', sources: ['public_registry'] });
    const feedOnly = { ...both, monitoring: { state: 'running', sources: ['insurance_feed'] } } as const;
    expect(followMonitoring(feedOnly, on, at)).toMatchObject({
      state: 'stopped',
      stopReasons: ['authorisation_withdrawn'],
    });
  });
});
