import { describe, expect, it } from 'vitest';
import { competitorDwell } from '../../../server/domain/detectors/competitor-dwell.ts';
import { buildWorkDay } from '../../../server/domain/detectors/day/work-day.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import type { FixRow, PlaceRow } from './build-evidence.ts';
import { at, buildPeriod, span, spot, stayRows, stopAt, type PeriodRow } from './build-period.ts';

const rival: PlaceRow = { id: 'rival', roles: ['competitor'], eastM: 700, northM: 0, radiusM: 50 };
const own: PlaceRow = { id: 'own', roles: ['own_store'], eastM: 0, northM: 0, radiusM: 40 };
const customer: PlaceRow = { id: 'shop', roles: ['customer'], eastM: 880, northM: 0, radiusM: 30 };

function judge(row: Partial<PeriodRow>, settings: Record<string, number> = {}) {
  const evidence = buildPeriod({ fixes: [stayRows([60, 100], 700)], places: [own, rival], ...row });
  return competitorDwell.detect(evidence, competitorDwell.settings.parse(settings));
}
const told = (row: Partial<PeriodRow>) => judge(row).map(({ verdict, reasons }) => [verdict, ...reasons]);

/** Three rings of offsets with a mean of zero and 30 m per axis, in an order that looks like chance. */
const NOISE_M = [
  [12, -38],
  [-29, 8],
  [41, 22],
  [-18, -27],
  [3, 45],
  [-44, -9],
  [30, -20],
  [-6, 31],
  [22, 10],
  [-35, -22],
] as const;

describe('competitor-dwell and the records', () => {
  it('a survey visit explains the dwell, at the rival itself or logged for an unknown customer', () => {
    const visit = { id: 'v1', purpose: 'survey' as const, ...span(60, 95) };
    expect(told({ visits: [{ ...visit, customerId: 'rival' }] })).toEqual([['contradicted', 'survey_visit']]);
    expect(told({ visits: [{ ...visit, customerId: 'unknown' }] })).toEqual([
      ['contradicted', 'survey_visit'],
    ]);
    const later = { ...visit, customerId: 'rival', ...span(300, 340) };
    expect(told({ visits: [later] })).toEqual([['supported', 'dwell_inside']]);
  });

  it('a side job approved there, though not for this hour, is left to its conditions until two weeks after its end', () => {
    const hours = [{ weekday: 1, from: '18:00', to: '22:00' }];
    const declared = { id: 'd1', status: 'approved' as const, placeId: 'rival', hours };
    const leftToOthers = [['undecided', 'declared_place']];
    expect(told({ declarations: [declared] })).toEqual(leftToOthers);
    expect(told({ declarations: [{ ...declared, untilAt: at(-13 * 1440) }] })).toEqual(leftToOthers);
    for (const other of [
      { ...declared, untilAt: at(-15 * 1440) },
      { ...declared, fromDay: '2099-01-01' },
      { ...declared, placeId: 'own' },
      { ...declared, status: 'pending' as const },
    ])
      expect(told({ declarations: [other] })).toEqual([['supported', 'dwell_inside']]);
  });

  it('a visit logged at a customer next to the rival leaves it undecided', () => {
    const visit = { id: 'v1', customerId: 'shop', ...span(60, 95) };
    expect(told({ places: [rival, customer], visits: [visit] })).toEqual([['undecided', 'visit_near']]);
    expect(told({ places: [rival, { ...customer, eastM: 3000 }], visits: [visit] })).toEqual([
      ['supported', 'dwell_inside'],
    ]);
  });

  it('a visit to a large customer next to the rival, measured from its edge', () => {
    const corners = [
      [800, -60],
      [1400, -60],
      [1400, 60],
      [800, 60],
    ] as const;
    const hall: Place = {
      id: 'shop',
      name: 'shop',
      roles: ['customer'],
      center: spot(1100),
      radiusM: 30,
      polygon: corners.map(([eastM, northM]) => spot(eastM, northM)),
    };
    const evidence = buildPeriod({
      fixes: [stayRows([60, 100], 700)],
      places: [rival],
      visits: [{ id: 'v1', customerId: 'shop', ...span(60, 95) }],
    });
    const known = [...evidence.placeById.values(), hall];
    const findings = competitorDwell.detect(
      { ...evidence, places: createPlaceIndex(known), placeById: new Map(known.map((one) => [one.id, one])) },
      competitorDwell.settings.parse({}),
    );
    expect(findings).toMatchObject([{ verdict: 'undecided', reasons: ['visit_near'] }]);
  });

  it('a visit logged at a customer whose stored position others miss too leaves it undecided', () => {
    const visits = [{ id: 'v1', customerId: 'shop', ...span(60, 95) }];
    const places = [rival, { ...customer, eastM: 3000 }];
    const doubtOf = (people: number) => new Map([['shop', { people, misses: 2 * people }]]);
    expect(told({ places, visits, placeDoubt: doubtOf(2) })).toEqual([['undecided', 'visit_near']]);
    const short = [{ id: 'v1', customerId: 'shop', ...span(60, 70) }];
    expect(told({ places, visits: short, placeDoubt: doubtOf(2) })).toEqual([['undecided', 'visit_near']]);
    expect(told({ places, visits, placeDoubt: doubtOf(1) })).toEqual([['supported', 'dwell_inside']]);
  });

  it('a store code or till record of ours refutes the positions, in a mall too', () => {
    const signs = [65, 90].map((minute) => ({
      kind: 'pos' as const,
      at: at(minute),
      placeId: 'own',
      isOk: true,
    }));
    expect(told({ anchors: signs })).toEqual([['contradicted', 'anchor_own_place']]);
    const mall = [{ ...own, eastM: 640 }, rival];
    expect(told({ places: mall })).toEqual([['undecided', 'own_place_neighbour']]);
    expect(told({ places: mall, anchors: signs })).toEqual([['contradicted', 'anchor_own_place']]);
    expect(told({ anchors: signs.map((sign) => ({ ...sign, isOk: false })) })).toEqual([
      ['supported', 'dwell_inside'],
    ]);
  });

  it('a place of several roles is never supported by positions, a customer who is a rival is a customer visit', () => {
    const roles = (...more: PlaceRow['roles']) => [{ ...rival, roles: ['competitor' as const, ...more] }];
    expect(told({ places: roles('own_store') })).toEqual([['undecided', 'own_place_neighbour']]);
    expect(told({ places: roles('customer') })).toEqual([['contradicted', 'own_customer']]);
  });

  it('a shared house with another known place is not decided', () => {
    const other: PlaceRow = { ...rival, id: 'canteen', roles: ['other'] };
    expect(judge({ places: [rival, other] })[0]).toMatchObject({ verdict: 'undecided' });
  });
});

describe('competitor-dwell and the habits', () => {
  it('leaves people alone who were always there, not those who began this week', () => {
    expect(told({ stops: [stopAt(720, [8, 10, 15])] })).toEqual([['undecided', 'usual_place']]);
    expect(told({ stops: [stopAt(720, [1, 2, 3])] })).toEqual([['supported', 'dwell_inside']]);
    expect(told({ stops: [stopAt(1200, [8, 10, 15])] })).toEqual([['supported', 'dwell_inside']]);
  });

  it('knows a stop of long by its first day, even when only its last days are listed', () => {
    const stop = { ...stopAt(720, [1, 2, 3, 4, 5, 6, 7, 8]), firstDay: '2025-12-01' };
    const verdicts = (row: Partial<PeriodRow>) =>
      judge(row, { usualAgeDays: 30 }).map(({ verdict }) => verdict);
    expect(verdicts({ stops: [stop] })).toEqual(['undecided']);
    expect(verdicts({ stops: [{ ...stop, firstDay: '2026-02-20' }] })).toEqual(['supported']);
  });

  it('is severe on the third day within two weeks, from the history or the period itself', () => {
    const severities = (row: Partial<PeriodRow>) => judge(row).map(({ severity }) => severity);
    expect(severities({ stops: [stopAt(700, [3])] })).toEqual(['medium']);
    expect(severities({ stops: [stopAt(700, [3, 4])] })).toEqual(['high']);
    const day = stayRows([60, 80], 700);
    expect(severities({ fixes: [day, day, day] })).toEqual(['medium', 'medium', 'high']);
    expect(judge({ fixes: [day, day, day] })[2]?.numbers['daysThere']).toBe(3);
  });

  it('does not count days at our store near by, nor days a manager arranged', () => {
    const near: PlaceRow = { id: 'near', roles: ['own_store'], eastM: 775, northM: 0, radiusM: 20 };
    const small = { ...rival, radiusM: 20 };
    const severities = (row: Partial<PeriodRow>) => judge(row).map(({ severity }) => severity);
    expect(severities({ places: [near, small], stops: [stopAt(775, [3, 4])] })).toEqual(['medium']);
    expect(severities({ places: [small], stops: [stopAt(775, [3, 4])] })).toEqual(['high']);
    const sent = [3, 4].map((ago) => ({
      id: `a${ago}`,
      reason: 'survey' as const,
      placeId: 'rival',
      ...span(0, 540, -ago),
    }));
    expect(severities({ stops: [stopAt(700, [3, 4])], arrangements: sent })).toEqual(['medium']);
    expect(severities({ stops: [stopAt(700, [3, 4])], arrangements: sent.slice(1) })).toEqual(['medium']);
    const visits = sent.map(({ id, startAt, endAt }) => ({
      id,
      startAt,
      endAt,
      customerId: 'rival',
      purpose: 'survey' as const,
    }));
    expect(severities({ stops: [stopAt(700, [3, 4])], visits })).toEqual(['medium']);
  });

  it('tells how much of its own shift was seen, not of the whole split day', () => {
    const evidence = buildPeriod({ fixes: [stayRows([0, 240], 700)], places: [rival] });
    const [day] = evidence.days;
    if (!day) throw new Error('no day');
    const shifts = [
      { id: 'morning', ...span(0, 240), breaks: [] },
      { id: 'afternoon', ...span(300, 540), breaks: [] },
    ];
    const track = day.reported;
    const split = buildWorkDay({ schedule: { ...day.schedule, shifts }, track });
    const settings = competitorDwell.settings.parse({});
    const [finding] = competitorDwell.detect({ ...evidence, days: [split] }, settings);
    expect(finding?.numbers['coveragePct']).toBeGreaterThan(70);
    expect(split.coverage.share).toBeLessThan(0.5);
  });

  it('asks about every stay, and where it is set so about a short one only when it comes again', () => {
    const short = stayRows([60, 72], 700);
    const severities = (fixes: FixRow[][], settings = {}) =>
      judge({ fixes }, settings).map(({ verdict, severity }) => [verdict, severity]);
    expect(severities([short])).toEqual([['supported', 'medium']]);
    expect(severities([short], { askInsideMin: 15 })).toEqual([['supported', 'low']]);
    expect(severities([short, short], { askInsideMin: 15 })).toEqual([
      ['supported', 'low'],
      ['supported', 'medium'],
    ]);
  });

  it('does not ask about one stay at meal hours of a long shift without a break on record', () => {
    const severities = (fixes: FixRow[][], hasBreak = false) =>
      judge({ fixes, hasBreak }).map(({ severity, reasons }) => [severity, reasons.includes('may_be_meal')]);
    const meal = stayRows([190, 230], 700);
    expect(severities([meal])).toEqual([['low', true]]);
    expect(severities([meal, meal])).toEqual([
      ['low', true],
      ['medium', false],
    ]);
    expect(severities([stayRows([185, 275], 700)])).toEqual([['high', false]]);
    expect(severities([stayRows([310, 350], 700)])).toEqual([['medium', false]]);
    expect(severities([stayRows([125, 160], 700)], true)).toEqual([['medium', false]]);
  });

  it('cannot tell counters in one mall apart: on other floors, or on one that no street has', () => {
    const toldOn = (floor: string | undefined, ownFloor: string | undefined, apartM = 70) => {
      const evidence = buildPeriod({ fixes: [stayRows([60, 100], 700)] });
      const counter = (row: PlaceRow, eastM: number, storey: string | undefined): Place => ({
        ...row,
        name: row.id,
        center: spot(eastM),
        ...(storey !== undefined && { floor: storey }),
      });
      const places = [counter(rival, 700, floor), counter(own, 700 + 50 + 40 + apartM, ownFloor)];
      const asked = {
        ...evidence,
        places: createPlaceIndex(places),
        placeById: new Map(places.map((p) => [p.id, p])),
      };
      return competitorDwell.detect(asked, competitorDwell.settings.parse({}))[0]?.verdict;
    };
    expect([toldOn('3', '1'), toldOn('3F', '3F')]).toEqual(['undecided', 'undecided']);
    expect([toldOn('1', '1'), toldOn('3', undefined), toldOn(undefined, undefined)]).toEqual(
      Array.from({ length: 3 }, () => 'supported'),
    );
    expect(toldOn('3', '1', 130)).toBe('supported');
  });

  it('lets lunch begin a little early and end a little late', () => {
    expect(judge({ fixes: [stayRows([172, 248], 700)] })).toEqual([]);
    expect(told({ fixes: [stayRows([140, 200], 700)] })).toEqual([['supported', 'dwell_inside']]);
  });
});

describe('competitor-dwell on poor tracks', () => {
  const noisy = (stepMin: number, eastM: number, accuracyM: number): FixRow[] => {
    const rows: FixRow[] = [];
    for (let minute = 60; minute <= 85; minute += stepMin) {
      const [east = 0, north = 0] = NOISE_M[rows.length % NOISE_M.length] ?? [];
      rows.push([minute, eastM + east, north, accuracyM]);
    }
    return rows;
  };

  it.each([
    [1, 45],
    [5, 45],
    [5, 20],
  ])(
    'finds 25 minutes in 30 m of noise at %i-minute pings with a reported error of %i m',
    (step, accuracyM) => {
      expect(told({ fixes: [noisy(step, 700, accuracyM)] })).toEqual([['supported', 'dwell_inside']]);
    },
  );

  it('does not find a stay at the shop 60 m beside the fence in the same noise', () => {
    expect(judge({ fixes: [noisy(1, 810, 45)] }).map(({ verdict }) => verdict)).not.toContain('supported');
  });

  it('survives one bad fix inside the rival and a drift of 300 m through it', () => {
    expect(judge({ fixes: [[...stayRows([0, 120], 0), [61, 700, 0, 10]]] })).toEqual([]);
    const drift: FixRow[] = [0, 3, 6, 9, 12, 15].map((minute, n) => [60 + minute, 400 + 60 * n, 40, 25]);
    expect(judge({ fixes: [[...stayRows([0, 58], 0), ...drift, ...stayRows([78, 120], 0)]] })).toEqual([]);
  });
});
