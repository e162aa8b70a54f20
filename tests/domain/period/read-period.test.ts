import { describe, expect, it } from 'vitest';
import { fromWgs84 } from '../../../server/domain/geo/datum.ts';
import { haversineM } from '../../../server/domain/geo/distance.ts';
import { readPeriod } from '../../../server/domain/period/read-period.ts';
import { workIntervals } from '../../../server/domain/working-time.ts';
import { buildPeriod, fixesOf, isoAt, msAt, shiftOn, spotAt } from './build-period.ts';

describe('readPeriod', () => {
  it('drops positions outside working time and its margins', () => {
    const { days } = readPeriod(buildPeriod({ fixes: fixesOf([[0, -60, 700, 0, 0]], 1) }));
    const minutes = Array.from(days[0]?.reported.atMs ?? [], (ms) => (ms - msAt(0, 0)) / 60_000);
    expect(minutes[0]).toBe(-15);
    expect(minutes.at(-1)).toBe(554);
    expect(minutes.some((minute) => minute >= 180 && minute < 240)).toBe(false);
  });

  it('drops positions in the break of the shift before, which the margin of the next one reaches into', () => {
    const { days, punches } = readPeriod(
      buildPeriod({
        judge: { from: isoAt(0, -60), to: isoAt(2, 0) },
        shifts: [
          {
            start: isoAt(0, 780),
            end: isoAt(0, 1260),
            breaks: [{ start: isoAt(0, 1230), end: isoAt(0, 1260) }],
          },
          { start: isoAt(0, 1265), end: isoAt(0, 1400), breaks: [] },
        ],
        fixes: fixesOf([[0, 1200, 1300, 0, 0]], 1),
        punches: [{ id: 'p1', kind: 'in', t: isoAt(0, 1255), ...spotAt(0, 0), datum: 'wgs84' }],
      }),
    );
    const minutes = days.flatMap(({ reported }) =>
      Array.from(reported.atMs, (ms) => (ms - msAt(0, 0)) / 60_000),
    );
    expect(minutes.filter((minute) => minute >= 1230 && minute < 1260)).toEqual([]);
    expect(minutes.filter((minute) => minute >= 1260 && minute < 1265)).toHaveLength(5);
    expect(punches[0]?.position).toBeUndefined();
  });

  it('holds no position of a punch outside working time', () => {
    const position = { ...spotAt(0, 0), accuracyM: 10, datum: 'wgs84' };
    const punch = (id: string, minute: number) => ({ id, kind: 'visit', t: isoAt(0, minute), ...position });
    const { punches } = readPeriod(buildPeriod({ punches: [punch('late', 700), punch('in', 5)] }));
    expect(punches.map(({ id, position: at }) => [id, at !== undefined])).toEqual([
      ['in', true],
      ['late', false],
    ]);
  });

  it('judges the days of the period and learns the earlier ones', () => {
    const shifts = [0, 1, 2, 3].map(shiftOn);
    const evidence = readPeriod(
      buildPeriod({
        shifts,
        judge: { from: isoAt(2, -60), to: isoAt(3, 900) },
        fixes: fixesOf([0, 1, 2, 3].map((day) => [day, 0, 540, 0, 0] as const)),
      }),
    );
    expect(evidence.days.map(({ day }) => day)).toEqual(['2026-03-04', '2026-03-05']);
    expect(evidence.baseline.days).toBe(2);
    expect(evidence.baseline.lastDay).toBe('2026-03-03');
    expect(evidence.sources.has('baseline')).toBe(true);
  });

  it('concludes nothing from a source that is absent, but knows an empty one', () => {
    expect([...readPeriod(buildPeriod()).sources]).toEqual([]);
    const { sources } = readPeriod(buildPeriod({ fixes: fixesOf([]), visits: [], orders: [] }));
    expect([...sources].toSorted()).toEqual(['orders', 'track', 'visits']);
  });

  it('counts approved overtime as working time, also inside a break', () => {
    const { days } = readPeriod(
      buildPeriod({
        leaves: [
          { start: isoAt(0, 210), end: isoAt(0, 240), kind: 'overtime' },
          { start: isoAt(0, 500), end: isoAt(0, 600), kind: 'overtime' },
          { start: isoAt(0, 0), end: isoAt(0, 60), kind: 'leave' },
          { start: isoAt(0, 60), end: isoAt(0, 90), kind: 'trip' },
        ],
      }),
    );
    const day = days[0];
    const worked = day ? workIntervals(day.schedule) : [];
    expect(
      worked.map(({ startAt, endAt }) => [startAt, endAt].map((at) => (+at - msAt(0, 0)) / 60_000)),
    ).toEqual([
      [60, 180],
      [210, 600],
    ]);
    expect(day?.schedule.trips).toHaveLength(1);
  });

  it('gives a night shift to the day it starts on', () => {
    const shifts = [{ start: isoAt(0, 780), end: isoAt(1, -180), breaks: [] }];
    const { days } = readPeriod(
      buildPeriod({
        shifts,
        judge: { from: isoAt(0, 0), to: isoAt(1, 0) },
        fixes: fixesOf([[0, 780, 1200, 0, 0]]),
      }),
    );
    expect(days.map(({ day, track }) => [day, track.atMs.length])).toEqual([['2026-03-02', 211]]);
  });

  it('gives overtime after midnight to the night shift it goes on from', () => {
    const { days } = readPeriod(
      buildPeriod({
        shifts: [0, 1].map((day) => ({ start: isoAt(day, 780), end: isoAt(day, 1020), breaks: [] })),
        leaves: [{ start: isoAt(0, 1030), end: isoAt(0, 1140), kind: 'overtime' }],
        judge: { from: isoAt(0, 0), to: isoAt(2, 0) },
      }),
    );
    expect(days.map(({ day, shifts }) => [day, shifts.length])).toEqual([
      ['2026-03-02', 2],
      ['2026-03-03', 1],
    ]);
  });

  it('brings fixes, places, zones and tasks of any datum to WGS-84', () => {
    const gcj = fromWgs84(spotAt(0, 0), 'gcj02');
    const { days, placeById, zones, tasks } = readPeriod(
      buildPeriod({
        fixes: { t: [msAt(0, 1)], lng: [gcj.lng], lat: [gcj.lat], accuracyM: [10], datum: 'gcj02' },
        places: [{ id: 'c1', kind: 'customer', ...gcj, radiusM: 50, datum: 'gcj02', roles: ['own_store'] }],
        zones: [{ id: 'z1', ...gcj, radiusM: 2000, datum: 'gcj02' }],
        tasks: [{ id: 't1', kind: 'pickup', ...gcj, datum: 'gcj02', from: isoAt(0, 0), to: isoAt(0, 9) }],
      }),
    );
    const fix = { lng: days[0]?.track.lng[0] ?? 0, lat: days[0]?.track.lat[0] ?? 0 };
    const place = placeById.get('c1');
    const found = [fix, place?.center, zones[0]?.center, tasks[0]];
    expect(found.map((point) => Math.round(haversineM(point ?? gcj, spotAt(0, 0))))).toEqual(
      found.map(() => 0),
    );
    expect(place?.roles).toEqual(['customer', 'own_store']);
  });

  it('reads fixes in any order as the same evidence', () => {
    const fixes = fixesOf([[0, 0, 120, 0, 0]]);
    const turned = <Value>(column: readonly Value[]) => column.toReversed();
    const reversed = {
      ...fixes,
      t: turned(fixes.t),
      lng: turned(fixes.lng),
      lat: turned(fixes.lat),
      accuracyM: turned(fixes.accuracyM),
    };
    expect(readPeriod(buildPeriod({ fixes: reversed })).days).toEqual(
      readPeriod(buildPeriod({ fixes })).days,
    );
  });

  it('counts a shift or record that stands there twice once, and an id used for another time as another', () => {
    const punch = { id: 'in', kind: 'in', t: isoAt(0, 2) };
    const visit = { id: 'v', customerId: 'c1', start: isoAt(0, 30), end: isoAt(0, 60) };
    const order = { id: 'o', customerId: 'c1', bookedTo: 'e1', t: isoAt(0, 90), amountFen: 100 };
    const task = {
      id: 't',
      kind: 'drop',
      ...spotAt(0, 0),
      datum: 'wgs84',
      from: isoAt(0, 0),
      to: isoAt(0, 9),
    };
    const evidence = readPeriod(
      buildPeriod({
        shifts: [shiftOn(0), shiftOn(0)],
        punches: [punch, punch, { ...punch, t: isoAt(0, 4) }],
        visits: [visit, visit, { ...visit, start: isoAt(0, 40) }],
        orders: [order, order, { ...order, t: isoAt(0, 95) }],
        tasks: [task, task, { ...task, from: isoAt(0, 5) }],
      }),
    );
    expect(evidence.days.map(({ shifts }) => shifts.length)).toEqual([1]);
    const { punches, visits, orders, tasks } = evidence;
    expect([punches, visits, orders, tasks].map(({ length }) => length)).toEqual([2, 2, 2, 2]);
  });

  it('joins the kinds of a place that stands there twice', () => {
    const place = { id: 'c1', ...spotAt(0, 0), radiusM: 50, datum: 'wgs84' };
    const places = [
      { ...place, kind: 'competitor', floor: ' 3 f' },
      { ...place, kind: 'customer' },
    ];
    expect(readPeriod(buildPeriod({ places })).placeById.get('c1')).toMatchObject({
      roles: ['competitor', 'customer'],
      floor: '3F',
    });
  });

  it('takes a status word it does not know as pending', () => {
    const declaration = { id: 'd1', employer: 'x', hours: [] };
    const { declarations } = readPeriod(
      buildPeriod({
        declarations: [
          { ...declaration, status: 'approved' },
          { ...declaration, status: 'in review' },
        ],
      }),
    );
    expect(declarations.map(({ status }) => status)).toEqual(['approved', 'pending']);
  });
});
