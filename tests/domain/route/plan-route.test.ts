import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { haversineM } from '../../../server/domain/geo/distance.ts';
import { checkRoute, planRoute } from '../../../server/domain/route/plan-route.ts';
import type { Route, RouteInput, RouteStop } from '../../../server/domain/route/stop.ts';
import { createTimetable, isBetter, type Cost } from '../../../server/domain/route/timetable.ts';
import { DETOUR } from '../../../server/domain/route/travel.ts';

const at = (clock: string): Date => new Date(`2026-11-19T${clock}:00+08:00`);
const HOME = { lng: 121.5, lat: 31.2 };
/** A point so many kilometres of e-bike way east of home. */
const east = (km: number) => ({ lng: HOME.lng + (km * 1000) / DETOUR / 95_113, lat: HOME.lat });
const stop = (id: string, km: number, more: Partial<RouteStop> = {}): RouteStop => ({
  id,
  point: east(km),
  serviceMin: 10,
  ...more,
});
const SHIFT = [{ startAt: at('09:00'), endAt: at('18:00') }];
const plan = (stops: readonly RouteStop[], more: Partial<RouteInput> = {}): Route =>
  planRoute({ start: { at: at('09:00'), point: HOME }, stops, mode: 'ebike', working: SHIFT, ...more });
const ids = ({ visits }: Route): string[] => visits.map(({ id }) => id);
/** To the minute; a ten-thousandth of a kilometre is no minute. */
const clock = (when: Date | undefined): string =>
  when ? new Date(+when + 8 * 3_600_000 + 5_000).toISOString().slice(11, 16) : '';

describe('a day on one road', () => {
  it('goes along it instead of to and fro, at 16 km/h from door to door', () => {
    const route = plan([stop('far', 8), stop('near', 2), stop('middle', 4)]);
    expect(ids(route)).toEqual(['near', 'middle', 'far']);
    expect(route.visits.map(({ arriveAt }) => clock(arriveAt))).toEqual(['09:07', '09:25', '09:50']);
    expect(Math.round(route.distanceM / 100)).toBe(80);
    expect(route.left).toEqual([]);
  });

  it('counts no way to the first stop when nobody says where it begins', () => {
    const route = plan([stop('far', 8), stop('near', 2)], { start: { at: at('09:00') } });
    expect(route.visits[0]?.wayM).toBe(0);
    expect(Math.round(route.distanceM / 100)).toBe(60);
  });

  it('waits at a door that opens later only where nothing else can be done before', () => {
    const shop = stop('shop', 2, { window: { startAt: at('10:30'), endAt: at('11:00') } });
    expect(ids(plan([shop, stop('other', 4)]))).toEqual(['other', 'shop']);
    const alone = plan([shop]).visits[0];
    expect([clock(alone?.arriveAt), clock(alone?.beginAt), Math.round(alone?.waitMin ?? 0)]).toEqual([
      '09:07',
      '10:30',
      83,
    ]);
  });

  it('leaves out a shop that is closed by then and says why, but brings a waybill late', () => {
    const window = { startAt: at('08:00'), endAt: at('09:05') };
    expect(plan([stop('shop', 4, { window }), stop('b', 1)]).left).toEqual([{ id: 'shop', why: 'window' }]);
    const late = plan([stop('drop', 4, { window, mayBeLate: true })]);
    expect(late.left).toEqual([]);
    expect(Math.round(late.lateMin)).toBe(10);
  });

  it('drops only after its pickup, and not at all when that does not fit', () => {
    const drop = stop('drop', 1, { afterId: 'pickup' });
    expect(ids(plan([drop, stop('pickup', 5)]))).toEqual(['pickup', 'drop']);
    const pickup = stop('pickup', 5, { window: { startAt: at('08:00'), endAt: at('08:30') } });
    expect(plan([drop, pickup]).left).toEqual([
      { id: 'drop', why: 'pickup' },
      { id: 'pickup', why: 'window' },
    ]);
  });

  it('rests in the break: a way is cut in two by it, a visit is not', () => {
    const working = [
      { startAt: at('09:00'), endAt: at('09:15') },
      { startAt: at('10:00'), endAt: at('12:00') },
    ];
    const route = plan([stop('a', 2), stop('b', 8)], { working });
    expect(route.visits.map(({ arriveAt, beginAt }) => [clock(arriveAt), clock(beginAt)])).toEqual([
      ['09:07', '10:00'],
      ['10:32', '10:32'],
    ]);
    expect(route.visits[0]?.waitMin).toBeCloseTo(7.5, 0);
  });

  it('says of what comes after the shift that the shift is too short', () => {
    const working = [{ startAt: at('09:00'), endAt: at('09:30') }];
    const route = plan([stop('a', 2), stop('b', 20)], { working });
    expect(ids(route)).toEqual(['a']);
    expect(route.left).toEqual([{ id: 'b', why: 'shift' }]);
    expect(plan([stop('a', 2)], { working: [] }).left).toEqual([{ id: 'a', why: 'shift' }]);
  });

  it('takes nothing for a plan', () => {
    expect(plan([])).toEqual({ visits: [], left: [], distanceM: 0, lateMin: 0 });
  });
});

const arbitraryInput = (sizes: { minLength: number; maxLength: number }): fc.Arbitrary<RouteInput> => {
  const minute = fc.integer({ min: 0, max: 600 });
  const one = fc.record({
    east: fc.integer({ min: -6000, max: 6000 }),
    north: fc.integer({ min: -6000, max: 6000 }),
    serviceMin: fc.integer({ min: 0, max: 60 }),
    window: fc.option(fc.record({ from: minute, length: fc.integer({ min: 0, max: 240 }) })),
    mayBeLate: fc.boolean(),
    after: fc.option(fc.nat(30), { freq: 3 }),
  });
  return fc
    .record({ stops: fc.array(one, sizes), hasStart: fc.boolean(), rest: fc.integer({ min: 60, max: 480 }) })
    .map(({ stops, hasStart, rest }) => {
      const later = (min: number): Date => new Date(+at('09:00') + min * 60_000);
      return {
        start: { at: at('09:00'), ...(hasStart && { point: HOME }) },
        mode: 'ebike' as const,
        working: [
          { startAt: later(0), endAt: later(rest) },
          { startAt: later(rest + 45), endAt: later(540) },
        ],
        stops: stops.map(({ east: x, north, serviceMin, window, mayBeLate, after }, index) => ({
          id: `s${index}`,
          point: { lng: HOME.lng + x / 95_113, lat: HOME.lat + north / 111_195 },
          serviceMin,
          mayBeLate,
          ...(window && {
            window: { startAt: later(window.from), endAt: later(window.from + window.length) },
          }),
          // Only an earlier number: nothing waits for itself.
          ...(after !== null && index > 0 && { afterId: `s${after % index}` }),
        })),
      };
    });
};

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

const costOf = (input: RouteInput, { visits, left, lateMin, distanceM }: Route): Cost => ({
  left: left.length,
  lateMs: Math.round(lateMin * 60_000),
  endMs: +(visits.at(-1)?.leaveAt ?? input.start.at),
  metres: Math.round(distanceM),
});

describe('any day', () => {
  it('with few stops has no better order, whichever of them is tried', () => {
    fc.assert(
      fc.property(arbitraryInput({ minLength: 0, maxLength: 6 }), (input) => {
        const route = costOf(input, planRoute(input));
        const table = createTimetable(input);
        for (const order of permutations(input.stops.map((_, index) => index)))
          expect(isBetter(costOf(input, table.routeOf(order)), route)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('with many stops is never worse than the order it was given in, and the same every time', () => {
    fc.assert(
      fc.property(arbitraryInput({ minLength: 9, maxLength: 16 }), (input) => {
        const route = planRoute(input);
        const given = createTimetable(input).routeOf(input.stops.map((_, index) => index));
        expect(isBetter(costOf(input, given), costOf(input, route))).toBe(false);
        expect(planRoute(input)).toEqual(route);
      }),
      { numRuns: 25 },
    );
  });

  it('names every stop once, keeps every window or says how late, and never works in a break', () => {
    fc.assert(
      fc.property(arbitraryInput({ minLength: 0, maxLength: 12 }), (input) => {
        const { visits, left } = planRoute(input);
        const named = [...visits, ...left].map(({ id }) => id).toSorted();
        expect(named).toEqual(input.stops.map(({ id }) => id).toSorted());
        let free = +input.start.at;
        let here = input.start.point;
        const done = new Set<string>();
        for (const { id, wayM, arriveAt, beginAt, leaveAt, lateMin } of visits) {
          const own = input.stops.find((one) => one.id === id);
          if (!own) throw new Error(id);
          const metres = here ? haversineM(here, own.point) * DETOUR : 0;
          expect(wayM).toBeCloseTo(metres, 3);
          expect(+arriveAt - free).toBeGreaterThanOrEqual(Math.floor((metres / 16) * 3_600) - 2);
          expect(+beginAt).toBeGreaterThanOrEqual(+arriveAt);
          expect(+leaveAt - +beginAt).toBe(own.serviceMin * 60_000);
          const isWorking = input.working.some(
            ({ startAt, endAt }) => beginAt >= startAt && leaveAt <= endAt,
          );
          expect(isWorking).toBe(true);
          expect(+beginAt).toBeGreaterThanOrEqual(own.window ? +own.window.startAt : 0);
          const overMin = own.window ? Math.max(0, +beginAt - +own.window.endAt) / 60_000 : 0;
          expect(lateMin).toBeCloseTo(overMin, 3);
          expect(own.mayBeLate === true || lateMin === 0).toBe(true);
          expect(own.afterId === undefined || done.has(own.afterId)).toBe(true);
          done.add(id);
          free = +leaveAt;
          here = own.point;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('whether a day fits', () => {
  const check = (stops: readonly RouteStop[]): Route =>
    checkRoute({ start: { at: at('09:00'), point: HOME }, stops, mode: 'ebike', working: SHIFT });

  it('is a yes with any order in which everything is kept to', () => {
    const many = Array.from({ length: 40 }, (_, n) => stop(`s${n}`, n % 7, { serviceMin: 4 }));
    const route = check(many);
    expect(route).toMatchObject({ left: [], lateMin: 0 });
    expect(route.visits).toHaveLength(40);
  });

  it('names what cannot be met, and how late what is late will be', () => {
    const shut = { startAt: at('08:00'), endAt: at('09:05') };
    const found = check([
      stop('shop', 4, { window: shut }),
      stop('drop', 4, { window: shut, mayBeLate: true }),
      stop('b', 1),
    ]);
    expect(found.left).toEqual([{ id: 'shop', why: 'window' }]);
    expect(found.lateMin).toBeGreaterThan(5);
  });

  it('has nothing to say of a day without stops, and gives one stop its time', () => {
    expect(check([])).toEqual({ visits: [], left: [], distanceM: 0, lateMin: 0 });
    expect(ids(check([stop('only', 2)]))).toEqual(['only']);
  });

  it('takes several stops at one place one after the other, without a way between', () => {
    const { visits } = plan([stop('a', 2), stop('b', 2), stop('c', 2)]);
    expect(visits.map(({ wayM }) => Math.round(wayM / 100))).toEqual([20, 0, 0]);
    expect(visits.map(({ arriveAt }) => clock(arriveAt))).toEqual(['09:07', '09:17', '09:27']);
  });
});
