import { describe, expect, it } from 'vitest';
import { twoStores } from '../../../server/domain/detectors/two-stores.ts';
import type { PlaceRow } from './build-evidence.ts';
import { at, buildPeriod, minuteOf, span, stayRows, stopAt, type PeriodRow } from './build-period.ts';

const home: PlaceRow = { id: 'home', roles: ['own_store'], eastM: 0, northM: 0, radiusM: 40 };
const second: PlaceRow = { id: 'second', roles: ['own_store'], eastM: 900, northM: 0, radiusM: 40 };
const rival: PlaceRow = { id: 'rival', roles: ['competitor'], eastM: 1800, northM: 0, radiusM: 40 };

/** An hour at home, an hour at the second store, back, and once more. */
const thereAndBack = [
  ...stayRows([0, 60], 0),
  ...stayRows([75, 135], 900),
  ...stayRows([150, 178], 0),
  ...stayRows([250, 310], 900),
  ...stayRows([330, 420], 0),
];

function judge(row: Partial<PeriodRow>, settings: Record<string, number> = {}) {
  const evidence = buildPeriod({
    fixes: [thereAndBack],
    places: [home, second, rival],
    shiftPlaceId: 'home',
    ...row,
    person: { kind: 'promoter', ...row.person },
  });
  return twoStores.detect(evidence, twoStores.settings.parse(settings));
}
const told = (row: Partial<PeriodRow>) => judge(row).map(({ verdict, reasons }) => [verdict, ...reasons]);

describe('two-stores', () => {
  it('does not ask about one stay at meal hours of a shift without a break on record', () => {
    const fixes = [[...stayRows([0, 180], 0), ...stayRows([190, 228], 900), ...stayRows([240, 420], 0)]];
    expect(judge({ fixes, hasBreak: false })).toMatchObject([{ severity: 'low', verdict: 'supported' }]);
    const later = [[...stayRows([0, 310], 0), ...stayRows([320, 358], 900), ...stayRows([370, 420], 0)]];
    expect(judge({ fixes: later, hasBreak: false })).toMatchObject([{ severity: 'medium' }]);
  });

  it('supports going back and forth between two stores with its times, numbers and words', () => {
    const [finding, ...more] = judge({});
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      placeId: 'second',
      verdict: 'supported',
      severity: 'high',
      reasons: ['alternating'],
      numbers: { switches: 4, homeMin: 178, otherMin: 120, otherVisits: 2 },
    });
    expect([minuteOf(finding?.startAt ?? at(0)), minuteOf(finding?.endAt ?? at(0))]).toEqual([75, 310]);
    expect(finding?.sentence.zh).toContain('另一门店约 120 分钟');
    expect(finding?.score).toBeGreaterThan(0.85);
  });

  it('is medium below two hours in a store of ours, high in a rival store', () => {
    const once = (eastM: number) => [
      ...stayRows([0, 60], 0),
      ...stayRows([75, 135], eastM),
      ...stayRows([250, 310], 0),
    ];
    expect(judge({ fixes: [once(900)] })[0]?.severity).toBe('medium');
    expect(judge({ fixes: [once(1800)] })[0]).toMatchObject({ placeId: 'rival', severity: 'high' });
  });

  it('takes the store of ours that held most of the shift for home when none is planned', () => {
    const { shiftPlaceId: _, ...unplanned } = { shiftPlaceId: 'home', fixes: [thereAndBack] };
    const evidence = buildPeriod({ ...unplanned, places: [home, second], person: { kind: 'promoter' } });
    expect(twoStores.detect(evidence, twoStores.settings.parse({}))).toMatchObject([{ placeId: 'second' }]);
  });

  it('says nothing about other jobs, short errands or one store', () => {
    expect(judge({ person: { kind: 'rep' } })).toEqual([]);
    expect(
      judge({ fixes: [[...stayRows([0, 60], 0), ...stayRows([70, 82], 900), ...stayRows([90, 170], 0)]] }),
    ).toEqual([]);
    expect(judge({ fixes: [stayRows([0, 170], 0)] })).toEqual([]);
  });
});

describe('two-stores in a mall', () => {
  const counter: PlaceRow = { ...home, radiusM: 20 };
  const beside: PlaceRow = {
    id: 'beside',
    roles: ['competitor'],
    eastM: 35,
    northM: 0,
    radiusM: 25,
  };
  /** A phone that puts half of the time at the own counter into the rival's. */
  const blurred = thereAndBack.map(([minute, eastM, northM]): [number, number, number, number] => [
    minute,
    eastM < 100 && minute % 4 === 0 ? eastM + 30 : eastM,
    northM,
    30,
  ]);

  it("knows the way back to the own counter, which a rival's beside it cannot explain away", () => {
    const places = [counter, beside, { ...second, radiusM: 80 }];
    expect(judge({ places, fixes: [blurred] })).toMatchObject([
      { placeId: 'second', verdict: 'supported', numbers: { switches: 4, homeMin: 178 } },
    ]);
  });

  it('says nothing of the two counters', () => {
    const atHome = blurred.filter(([, eastM]) => eastM < 100);
    expect(judge({ places: [counter, beside, second], fixes: [atHome] })).toEqual([]);
  });
});

describe('two-stores survives', () => {
  it('regional staff whose job it is', () => {
    expect(judge({ person: { isRegional: true } })).toEqual([]);
  });

  it('same-day lending, confirmed also afterwards, for that store or any', () => {
    const lent = { id: 'a1', reason: 'support' as const, ...span(60, 320) };
    expect(told({ arrangements: [{ ...lent, placeId: 'second' }] })).toEqual([
      ['contradicted', 'permitted_arrangement'],
    ]);
    expect(told({ arrangements: [lent] })).toEqual([['contradicted', 'permitted_arrangement']]);
    expect(told({ arrangements: [{ ...lent, placeId: 'home' }] })).toEqual([['supported', 'alternating']]);
  });

  it('two stores next door, whatever the fixes say', () => {
    expect(
      judge({
        places: [home, { ...second, eastM: 120 }],
        fixes: [thereAndBack.map(([m, e, n, a]) => [m, e / 7.5, n, a])],
      }),
    ).toEqual([]);
  });

  it('a warehouse, and a store that is one too', () => {
    expect(judge({ places: [home, { ...second, roles: ['warehouse'] }] })).toEqual([]);
    expect(judge({ places: [home, { ...second, roles: ['own_store', 'warehouse'] }] })).toEqual([]);
  });

  it('walking past the other store again and again', () => {
    const past = [80, 100, 120, 140, 160].flatMap((minute) => stayRows([minute, minute + 4], 900));
    expect(judge({ fixes: [[...stayRows([0, 70], 0), ...past, ...stayRows([250, 300], 0)]] })).toEqual([]);
  });

  it('one change only, an open sign-in there, a logged visit and a store known for long', () => {
    expect(told({ fixes: [[...stayRows([0, 100], 0), ...stayRows([250, 400], 900)]] })).toEqual([
      ['undecided', 'moved_once'],
    ]);
    const scan = { kind: 'qr' as const, at: at(80), placeId: 'second', isOk: true };
    expect(told({ anchors: [scan] })).toEqual([['undecided', 'signed_in_there']]);
    const onTheWayIn = { id: 'p1', kind: 'in' as const, at: at(73), placeId: 'second' };
    expect(told({ punches: [onTheWayIn] })).toEqual([['undecided', 'signed_in_there']]);
    expect(told({ punches: [{ ...onTheWayIn, at: at(30) }] })).toEqual([['supported', 'alternating']]);
    const visit = { id: 'v1', customerId: 'second', ...span(75, 130) };
    expect(told({ visits: [visit] })).toEqual([['contradicted', 'visit_logged']]);
    expect(told({ visits: [{ ...visit, ...span(60, 74) }] })).toEqual([['contradicted', 'visit_logged']]);
    expect(told({ stops: [stopAt(905, [10, 20, 30])] })).toEqual([['undecided', 'usual_place']]);
  });

  it('silence between two visits home: it is no visit elsewhere', () => {
    expect(judge({ fixes: [[...stayRows([0, 60], 0), ...stayRows([300, 400], 0)]] })).toEqual([]);
  });
});
