import { describe, expect, it } from 'vitest';
import { offZone } from '../../../server/domain/detectors/off-zone.ts';
import type { FixRow } from './build-evidence.ts';
import {
  at,
  buildPeriod,
  minuteOf,
  span,
  spot,
  stayRows,
  stopAt,
  zoneAt,
  type PeriodRow,
} from './build-period.ts';

const store = { id: 'store', roles: ['own_store' as const], eastM: 0, northM: 0, radiusM: 40 };
const far = { id: 'far', roles: ['customer' as const], eastM: 8000, northM: 0, radiusM: 60 };
const customerInside = { ...far, id: 'near', eastM: 500 };

function judge(row: Partial<PeriodRow>, settings: Record<string, number> = {}) {
  const evidence = buildPeriod({
    fixes: [],
    zones: [zoneAt(0, 2000)],
    places: [store, far, customerInside],
    ...row,
  });
  return offZone.detect(evidence, offZone.settings.parse(settings));
}
const verdicts = (row: Partial<PeriodRow>) => judge(row).map(({ verdict }) => verdict);

/** In the store, an hour and a half at a spot 5 km beyond the edge, back in the store. */
const away = [...stayRows([40, 60], 0), ...stayRows([80, 170], 7000), ...stayRows([260, 300], 0)];

describe('off-zone', () => {
  it('supports time outside beyond the allowance with its times, numbers and words', () => {
    const [finding, ...more] = judge({ fixes: [away] });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      detector: 'off-zone',
      shiftId: 's0',
      days: ['2026-03-02'],
      verdict: 'supported',
      severity: 'medium',
      reasons: ['outside_unexplained'],
    });
    expect([minuteOf(finding?.startAt ?? at(0)), minuteOf(finding?.endAt ?? at(0))]).toEqual([80, 164]);
    expect(finding?.numbers).toMatchObject({
      openMin: 84,
      allowanceMin: 30,
      depthM: 5002,
      coveragePct: 35.4,
    });
    expect(finding?.sentence.zh).toContain('约 84 分钟');
    expect(finding?.score).toBeCloseTo(0.614, 2);
  });

  it('is refuted by a till or code inside the zone at that time, not by one before or after', () => {
    const anchorAt = (minute: number, placeId = 'store') => ({
      anchors: [{ kind: 'pos' as const, at: at(minute), placeId, isOk: true }],
    });
    expect(judge({ fixes: [away], ...anchorAt(120) })).toMatchObject([
      { verdict: 'contradicted', reasons: ['anchor_inside'] },
    ]);
    expect(verdicts({ fixes: [away], ...anchorAt(70) })).toEqual(['supported']);
    expect(verdicts({ fixes: [away], ...anchorAt(200) })).toEqual(['supported']);
    const twice = [...away, ...stayRows([320, 400], 7000)];
    expect(judge({ fixes: [twice], ...anchorAt(120) })).toMatchObject([
      { verdict: 'supported', numbers: { openMin: 80 } },
    ]);
    const rejected = { kind: 'pos' as const, at: at(120), placeId: 'store', isOk: false };
    expect(verdicts({ fixes: [away], anchors: [rejected] })).toEqual(['supported']);
  });

  it('says nothing for certain of a stretch that positions leap to and back from, unlike one that is left by road', () => {
    const leapt = [...stayRows([40, 60], 0), ...stayRows([61, 151], 7000), ...stayRows([152, 300], 0)];
    expect(judge({ fixes: [leapt] })).toMatchObject([
      { verdict: 'undecided', reasons: ['leapt_there'], score: 0, numbers: { openMin: 0, leaptMin: 90 } },
    ]);
    const oneWay = [...stayRows([40, 60], 0), ...stayRows([61, 151], 7000), ...stayRows([175, 300], 0)];
    expect(verdicts({ fixes: [oneWay] })).toEqual(['supported']);
    expect(verdicts({ fixes: [[...leapt, ...stayRows([320, 400], 7000)]] })).toEqual(['supported']);
  });

  it('counts only what no leap led to in minutes, depth, severity, score, times and words, and tells the rest apart', () => {
    const home = [...stayRows([40, 60], 0), ...stayRows([136, 200], 0), ...stayRows([402, 500], 0)];
    const real = stayRows([80, 116], 7000);
    const day = (leapt: readonly FixRow[]) =>
      judge({ fixes: [[...home, ...real, ...leapt].toSorted((a, b) => a[0] - b[0])], hasBreak: false })[0];
    const [alone, both] = [day([]), day(stayRows([201, 401], 12_000))];
    expect(alone).toMatchObject({
      verdict: 'supported',
      severity: 'low',
      numbers: { openMin: 36, leaptMin: 0 },
    });
    const {
      outsideMin,
      unexplainedMin,
      leaptMin,
      coveragePct: _coveragePct,
      ...counted
    } = both?.numbers ?? {};
    expect({ outsideMin, unexplainedMin, leaptMin }).toEqual({
      outsideMin: 236,
      unexplainedMin: 236,
      leaptMin: 200,
    });
    expect(alone?.numbers).toMatchObject(counted);
    expect(counted).toMatchObject({ openMin: 36, openStayMin: 36 });
    expect([both?.verdict, both?.severity, both?.score]).toEqual(['supported', 'low', alone?.score]);
    expect([both?.startAt, both?.endAt]).toEqual([at(80), at(116)]);
    expect(both?.sentence.en).toContain('About 36 min');
  });

  it('takes a way of less than two hours for passing, however long a leap lasts on the same day', () => {
    const detour = Array.from({ length: 10 }, (_, n): FixRow => [80 + 5 * n, 3000 + 900 * n, 0, 10]);
    const day = [...stayRows([150, 200], 0), ...stayRows([201, 401], 12_000), ...stayRows([402, 500], 0)];
    expect(judge({ fixes: [[...detour, ...day]], hasBreak: false })).toMatchObject([
      { verdict: 'undecided', reasons: ['on_the_way'] },
    ]);
  });

  it('is severe from two hours on, and counts for little up to an hour', () => {
    const stay = (from: number, to: number) => judge({ fixes: [stayRows([from, to], 7000)] })[0]?.severity;
    expect([stay(260, 300), stay(260, 330), stay(260, 400)]).toEqual(['low', 'medium', 'high']);
  });

  it('says nothing below the allowance, without zones, without fixes or for staff whose job spans areas', () => {
    expect(judge({ fixes: [stayRows([80, 106], 7000)] })).toEqual([]);
    expect(judge({ fixes: [away], zones: [] })).toEqual([]);
    expect(judge({ fixes: [[]] })).toEqual([]);
    expect(judge({ fixes: [away], person: { isRegional: true } })).toEqual([]);
  });

  it('takes several zones as one, circles and polygons', () => {
    expect(judge({ fixes: [away], zones: [zoneAt(0, 2000), zoneAt(7000, 1000)] })).toEqual([]);
    const polygon = [spot(6000, -900), spot(8000, -900), spot(8000, 900), spot(6000, 900)];
    const square = { id: 'square', center: spot(7000), radiusM: 0, polygon };
    expect(judge({ fixes: [away], zones: [zoneAt(0, 2000), square] })).toEqual([]);
    expect(verdicts({ fixes: [stayRows([80, 170], 9900)], zones: [square] })).toEqual(['supported']);
  });
});

describe('off-zone survives', () => {
  it('a planned customer outside the zone, with the way there and back', () => {
    const ride = [70, 75, 80, 85].map((minute, n): FixRow => [minute, 3200 + n * 1200, 0, 10]);
    const fixes = [[...ride, ...stayRows([90, 170], 8000)]];
    expect(judge({ fixes })[0]).toMatchObject({ verdict: 'contradicted', reasons: ['own_place'], score: 0 });
  });

  it('a visit logged outside, but not one logged at a customer inside', () => {
    const fixes = [stayRows([80, 160], 7000)];
    const visit = { id: 'v1', ...span(85, 155) };
    expect(verdicts({ fixes, visits: [{ ...visit, customerId: 'far' }] })).toEqual(['contradicted']);
    expect(verdicts({ fixes, visits: [{ ...visit, customerId: 'near' }] })).toEqual(['supported']);
  });

  it('waybills, a store code, an arrangement and an approved trip', () => {
    const fixes = [stayRows([80, 160], 7000)];
    const task = { id: 't1', kind: 'drop' as const, ...spot(7000), ...span(80, 160) };
    const anchors = [90, 110, 130, 150].map((minute) => ({
      kind: 'qr' as const,
      at: at(minute),
      placeId: 'far',
      isOk: true,
    }));
    const arrangement = { id: 'a1', reason: 'support' as const, ...span(80, 160) };
    expect(verdicts({ fixes, tasks: [task] })).toEqual(['contradicted']);
    expect(verdicts({ fixes, anchors })).toEqual(['contradicted']);
    expect(verdicts({ fixes, arrangements: [arrangement] })).toEqual(['contradicted']);
    expect(verdicts({ fixes, trips: [span(0, 540)] })).toEqual(['contradicted']);
    expect(verdicts({ fixes, arrangements: [{ ...arrangement, ...span(80, 110) }] })).toEqual(['supported']);
  });

  it('the way to work and home, and to lunch and back', () => {
    const fixes = [
      [...stayRows([-10, 28], 7000), ...stayRows([168, 254], 7000), ...stayRows([512, 550], 7000)],
    ];
    expect(judge({ fixes })).toEqual([]);
  });

  it('one bad fix, drift of 400 m, a poor error at the edge', () => {
    expect(judge({ fixes: [[...stayRows([40, 170], 0), [101, 9000, 0, 10]]] })).toEqual([]);
    expect(judge({ fixes: [stayRows([40, 170], 2390)] })).toEqual([]);
    const poor = stayRows([40, 170], 2560).map(([minute, east, north]): FixRow => [minute, east, north, 90]);
    expect(judge({ fixes: [poor] })).toEqual([]);
  });

  it('a tunnel: silence outside is no time outside', () => {
    expect(judge({ fixes: [[...stayRows([80, 90], 7000), ...stayRows([150, 160], 7000)]] })).toEqual([]);
  });

  it('sparse fixes on both sides of the zone: the straight way between them leads through it', () => {
    const rows = [40, 55, 70, 85, 100, 115, 130].map((minute, n): FixRow => [
      minute,
      n % 2 ? 3000 : -3000,
      0,
      10,
    ]);
    expect(judge({ fixes: [rows] })).toEqual([]);
  });

  it('a place where the person has always stayed: nothing is concluded', () => {
    const usual = stopAt(7000, [5, 12, 19, 26]);
    expect(judge({ fixes: [away], stops: [usual] })[0]).toMatchObject({
      verdict: 'undecided',
      severity: 'low',
      reasons: ['usual_place'],
    });
    expect(verdicts({ fixes: [away], stops: [stopAt(7000, [5, 12])] })).toEqual(['supported']);
  });

  it('a zone on record that never fitted: the person was outside on a day of each week before', () => {
    const elsewhere = [stopAt(12_000, [3, 10]), stopAt(-9000, [4, 11, 18])];
    expect(judge({ fixes: [away], stops: elsewhere })[0]).toMatchObject({
      verdict: 'undecided',
      reasons: ['zone_unfit'],
      numbers: { habitPct: 25 },
    });
  });

  it('but not a zone beside an office of ours outside it, where the person was on most days', () => {
    const office = { id: 'office', roles: ['office' as const], eastM: 12_000, northM: 0, radiusM: 40 };
    const stops = [stopAt(12_060, [3, 4, 5, 10, 11, 12])];
    expect(verdicts({ fixes: [away], stops, places: [store, office] })).toEqual(['supported']);
    expect(verdicts({ fixes: [away], stops, places: [store] })).toEqual(['undecided']);
  });

  it('a detour without a stay, but not for a rider, whose work is the road', () => {
    const detour = [80, 85, 90, 95, 100, 105, 110, 115, 120, 125].map((minute, n): FixRow => [
      minute,
      3000 + 900 * n,
      0,
      10,
    ]);
    expect(judge({ fixes: [detour] })[0]).toMatchObject({ verdict: 'undecided', reasons: ['on_the_way'] });
    expect(verdicts({ fixes: [detour], person: { kind: 'rider' } })).toEqual(['supported']);
  });
});
