import { describe, expect, it } from 'vitest';
import { pickupRounds } from '../../../server/domain/detectors/pickup-rounds.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import type { FixRow, PlaceRow } from './build-evidence.ts';
import { at, buildPeriod, span, spot, stayRows, stopAt, type PeriodRow } from './build-period.ts';

const point: PlaceRow = { id: 'point', roles: ['competitor_pickup'], eastM: 1500, northM: 0, radiusM: 40 };

/** A ride of 5 m/s from spot to spot with a fix a minute; each stop holds four minutes. */
function ride(stops: readonly (readonly [minute: number, eastM: number])[]): FixRow[] {
  const rows: FixRow[] = [];
  for (const [minute, eastM] of stops)
    for (const [after, offM] of [
      [-2, -600],
      [-1, -300],
      [0, 2],
      [1, 6],
      [2, -4],
      [3, 5],
      [4, 1],
      [5, 300],
      [6, 600],
    ] as const)
      rows.push([minute + after, eastM + offM, 5, 12]);
  return rows;
}
const twice = ride([
  [40, 1500],
  [100, 1500],
]);
const task = (minute: number, n: number, eastM = 4000) => ({
  id: `t${minute}-${n}`,
  kind: 'pickup' as const,
  ...spot(eastM),
  ...span(minute, minute + 5, n),
});
/** The job's own waybills of each day, far away. */
const tasks = [task(20, 0), task(20, 1), task(20, 2)];

function judge(row: Partial<PeriodRow>, settings: Record<string, number> = {}) {
  const evidence = buildPeriod({
    fixes: [twice, twice],
    places: [point],
    tasks,
    sources: new Set(['track', 'tasks']),
    ...row,
    person: { kind: 'rider', ...row.person },
  });
  return pickupRounds.detect(evidence, pickupRounds.settings.parse(settings));
}
const told = (row: Partial<PeriodRow>) => judge(row).map(({ verdict, reasons }) => [verdict, ...reasons]);

describe('pickup-rounds', () => {
  it('supports three unexplained stops on two days, with numbers and words', () => {
    const [finding, ...more] = judge({});
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      placeId: 'point',
      days: ['2026-03-02', '2026-03-03'],
      shiftId: 's1',
      verdict: 'supported',
      severity: 'medium',
      reasons: ['stops_unexplained'],
      numbers: { stops: 4, unexplainedStops: 4, days: 2, places: 1, meanStopMin: 4 },
    });
    expect(finding?.sentence.zh).toContain('短暂停留 4 次');
    expect(finding?.score).toBeCloseTo(0.833, 3);
  });

  it('counts stops at several pickup points together and is severe from eight on', () => {
    const other = { ...point, id: 'other', eastM: 3000 };
    const busy = ride([
      [20, 1500],
      [40, 3000],
      [60, 1500],
      [80, 3000],
    ]);
    expect(judge({ fixes: [busy, busy], places: [point, other] })[0]).toMatchObject({
      severity: 'high',
      numbers: { places: 2, unexplainedStops: 8 },
    });
  });

  it('says nothing at 5-minute pings, where a stop is one fix', () => {
    const sparse = twice.filter(([minute]) => minute % 5 === 0);
    expect(judge({ fixes: [sparse, sparse] })).toEqual([]);
  });

  it('says nothing below three stops or two days, or about other jobs', () => {
    const once = ride([[40, 1500]]);
    expect(judge({ fixes: [once, once] })).toEqual([]);
    expect(judge({ fixes: [[...twice, ...ride([[300, 1500]])]] })).toEqual([]);
    expect(judge({ person: { kind: 'rep' } })).toEqual([]);
  });
});

describe('pickup-rounds survives', () => {
  it('own waybills within 150 m and ten minutes, not those beyond', () => {
    const own = (eastM: number, late: number) => [
      ...[40, 100].flatMap((minute) => [task(minute + late, 0, eastM), task(minute + late, 1, eastM)]),
      ...tasks,
    ];
    expect(told({ tasks: own(1600, 12) })).toEqual([['contradicted', 'own_task']]);
    expect(told({ tasks: own(1750, 0) })).toEqual([['supported', 'stops_unexplained']]);
    expect(told({ tasks: own(1500, 30) })).toEqual([['supported', 'stops_unexplained']]);
  });

  it('an own waybill anywhere in a large pickup point, however far from its middle', () => {
    const corners = [
      [1460, -40],
      [1900, -40],
      [1900, 40],
      [1460, 40],
    ] as const;
    const hall: Place = {
      id: 'point',
      name: 'point',
      roles: ['competitor_pickup'],
      center: spot(1500),
      radiusM: 40,
      polygon: corners.map(([eastM, northM]) => spot(eastM, northM)),
    };
    const own = [40, 100].flatMap((minute) => [task(minute, 0, 1860), task(minute, 1, 1860)]);
    const evidence = {
      ...buildPeriod({
        fixes: [twice, twice],
        tasks: [...own, ...tasks],
        sources: new Set(['track', 'tasks']),
        person: { kind: 'rider' },
      }),
      places: createPlaceIndex([hall]),
      placeById: new Map([['point', hall]]),
    };
    const findings = pickupRounds.detect(evidence, pickupRounds.settings.parse({}));
    expect(findings).toMatchObject([{ verdict: 'contradicted', reasons: ['own_task'] }]);
  });

  it('a small place of ours inside a large fence of theirs', () => {
    const inner: PlaceRow = { id: 'ours', roles: ['customer'], eastM: 1500, northM: 0, radiusM: 8 };
    expect(judge({ places: [{ ...point, radiusM: 80 }, inner] })).toEqual([]);
  });

  it('missing waybills: without the source, or on the days that have none', () => {
    expect(told({ tasks: [] })).toEqual([['undecided', 'unknown']]);
    expect(told({ tasks: [task(20, 0)] })).toEqual([['undecided', 'unexplained', 'unknown']]);
  });

  it('a shop that serves several platforms, by its roles, its neighbour or the waybills', () => {
    expect(told({ places: [{ ...point, roles: ['competitor_pickup', 'own_pickup'] }] })).toEqual([
      ['undecided', 'shared_shop'],
    ]);
    const neighbour: PlaceRow = { id: 'ours', roles: ['own_pickup'], eastM: 1590, northM: 0, radiusM: 30 };
    expect(told({ places: [point, neighbour] })).toEqual([['undecided', 'shared_shop']]);
    const half = [task(40, 0, 1500), task(100, 1, 1500), ...tasks];
    expect(told({ tasks: half })).toEqual([['undecided', 'shared_shop']]);
  });

  it('rests and meals: long stops, a known resting place, the lunch break', () => {
    const rest = [...stayRows([40, 75], 1500), ...stayRows([100, 130], 1500)];
    expect(judge({ fixes: [rest, rest] })).toEqual([]);
    expect(told({ stops: [stopAt(1510, [8, 9, 10, 12])] })).toEqual([['undecided', 'usual_place']]);
    const lunch = ride([
      [172, 1500],
      [190, 1500],
      [244, 1500],
    ]);
    expect(judge({ fixes: [lunch, lunch] })).toEqual([]);
  });

  it('a rest area or another shop in the same fence', () => {
    const area: PlaceRow = { id: 'area', roles: ['other'], eastM: 1500, northM: 0, radiusM: 40 };
    expect(judge({ places: [point, area] })).toEqual([]);
  });

  it('riding past, a red light, one bad fix, drift and silence', () => {
    const past = [10, 30, 50, 70].flatMap((minute) =>
      [-2, -1, 0, 1, 2].map((n): FixRow => [minute + n, 1500 + 300 * n, 5, 12]),
    );
    expect(judge({ fixes: [past, past] })).toEqual([]);
    const light = [10, 30, 50, 70].flatMap((minute): FixRow[] => [
      [minute, 1495, 5, 12],
      [minute + 1, 1500, 5, 12],
      [minute + 2, 1800, 5, 12],
    ]);
    expect(judge({ fixes: [light, light] })).toEqual([]);
    const bad = [
      ...stayRows([0, 120], 0),
      [31, 1500, 0, 10],
      [61, 1500, 0, 10],
      [91, 1500, 0, 10],
    ] as FixRow[];
    expect(judge({ fixes: [bad, bad] })).toEqual([]);
    const silent = [20, 40, 60, 80].map((minute): FixRow => [minute, 1500, 0, 10]);
    expect(judge({ fixes: [silent, silent] })).toEqual([]);
  });

  it('an approved side job there', () => {
    const declaration = {
      id: 'd1',
      status: 'approved' as const,
      placeId: 'point',
      hours: [1, 2].map((weekday) => ({ weekday, from: '09:00', to: '12:00' })),
    };
    expect(told({ declarations: [declaration] })).toEqual([['contradicted', 'permitted']]);
  });

  it('a scan at the pickup point for an own order', () => {
    const anchors = [0, 1].flatMap((n) =>
      [42, 102].map((minute) => ({ kind: 'scan' as const, at: at(minute, n), placeId: 'point', isOk: true })),
    );
    expect(told({ anchors })).toEqual([['contradicted', 'own_task']]);
  });
});

describe('pickup-rounds where fixes come each five minutes', () => {
  /** One fix at the point, the ones before and after so far away. */
  const passes = (minutes: readonly number[], awayM: number): FixRow[] =>
    minutes.flatMap((minute): FixRow[] => [
      [minute - 5, 1500 - awayM, 5, 12],
      [minute, 1510, 5, 12],
      [minute + 5, 1500 + awayM, 5, 12],
    ]);

  it('says no more than that it may have been stops, from four on two days', () => {
    const day = passes([40, 100], 900);
    expect(told({ fixes: [day, day] })).toEqual([['undecided', 'unproven']]);
    const [finding] = judge({ fixes: [day, day] });
    expect(finding?.numbers).toMatchObject({ stops: 4, unprovenStops: 4, days: 2 });
    expect(finding?.sentence.zh).toContain('定位间隔太长，不能确定是否停留');
    expect(finding?.score).toBeLessThan(0.25);
    expect(told({ fixes: [day, passes([40], 900)] })).toEqual([]);
    expect(told({ fixes: [passes([40, 60, 80, 100], 900)] })).toEqual([]);
  });

  it('says nothing of riding past, of own waybills, or without waybills', () => {
    const past = passes([40, 100], 1450);
    expect(told({ fixes: [past, past] })).toEqual([]);
    const day = passes([40, 100], 900);
    const own = [40, 100].flatMap((minute) => [task(minute, 0, 1500), task(minute, 1, 1500)]);
    expect(told({ fixes: [day, day], tasks: own })).toEqual([]);
    expect(told({ fixes: [day, day], tasks: [] })).toEqual([]);
  });
});
