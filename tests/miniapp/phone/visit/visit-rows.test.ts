import { describe, expect, it } from 'vitest';
import {
  againOf,
  listFor,
  offersOf,
  stillAsked,
  visitRows,
} from '../../../../miniapp/phone/visit/visit-rows.ts';
import { brandOf } from '../../../../miniapp/phone/phone-brand.ts';
import type { CustomerView, VisitsToday } from '../../../../server/contract/visit.ts';
import type { VisitItem } from '../../../../miniapp/track/visit-queue.ts';

const customer = (id: string, east: number, plannedNo?: number): CustomerView => ({
  id,
  name: `客户${id}`,
  lng: 121.5 + east,
  lat: 31.2,
  radiusM: 40,
  visitedToday: false,
  ...(plannedNo === undefined ? {} : { plannedNo }),
});
const customers = [customer('a', 0.03, 1), customer('b', 0.01, 2), customer('c', 0)];
const reading = { lng: 121.5, lat: 31.2, accuracyM: 10, datum: 'wgs84', capturedAtMs: 1 } as const;

describe('the customers offered', () => {
  const ids = (visited: string[], at?: typeof reading) =>
    offersOf(customers, new Set(visited), at).map(({ id }) => id);

  it('begin with the nearest planned one, or with the plan’s order where the place is unknown', () => {
    expect(ids([], reading)).toEqual(['b', 'a', 'c']);
    expect(ids([])).toEqual(['a', 'b', 'c']);
  });

  it('leave out whom was visited already', () => {
    expect(ids(['b'], reading)).toEqual(['a', 'c']);
  });
});

describe('whom to visit again', () => {
  it('is whom was visited today and is not just being visited', () => {
    const row = { customerName: '', startAt: '', purpose: 'sales', isWaiting: false } as const;
    const rows = [
      { ...row, id: '1', customerId: 'a', endAt: 'over' },
      { ...row, id: '2', customerId: 'b', endAt: 'over' },
      { ...row, id: '3', customerId: 'b' },
    ];
    expect(againOf(customers, rows)).toEqual([{ ...customers[0], visitedToday: true }]);
    expect(againOf(customers, [])).toEqual([]);
  });
});

describe('the visits of today', () => {
  const list: VisitsToday = {
    day: '2026-11-19',
    customers,
    suggestions: [],
    visits: [
      {
        id: 'v1',
        customerId: 'a',
        customerName: '客户a',
        startAt: '2026-11-19T02:00:00.000Z',
        endAt: '2026-11-19T02:10:00.000Z',
        endedBy: 'now',
        source: 'phone',
        purpose: 'sales',
        hasPhoto: false,
      },
    ],
  };
  const logged: VisitItem = {
    seq: 1,
    kind: 'log',
    personId: 'p',
    visitId: 'v2',
    visit: { id: 'v2', customerId: 'b', capturedAtMs: Date.parse('2026-11-19T02:29:00Z'), purpose: 'sales' },
    stamp: { capturedAtMs: 0, monoMs: 0, pageId: '' },
  };

  it('show the running one without an end, and the one begun without a network as its end', () => {
    expect(visitRows(list, [], 0)[0]).not.toHaveProperty('endAt');
    expect(visitRows(list, [logged], 60_000)).toMatchObject([
      { id: 'v1', endAt: '2026-11-19T02:30:00.000Z', endedBy: 'next' },
      { id: 'v2', customerName: '客户b', isWaiting: true },
    ]);
  });

  it('are not those of the day before, whose customers alone are still known', () => {
    expect(listFor(list, '2026-11-19')).toBe(list);
    expect(listFor(undefined, '2026-11-20')).toBeUndefined();
    const next = listFor({ ...list, customers: [customer('a', 0, 1)] }, '2026-11-20');
    expect(next).toEqual({ day: '2026-11-20', visits: [], suggestions: [], customers: [customer('a', 0)] });
  });

  it('show details that still wait', () => {
    const details = { purpose: 'service', ordered: true, editedAtMs: 2 } as const;
    const item: VisitItem = { seq: 2, kind: 'details', personId: 'p', visitId: 'v1', details };
    expect(visitRows(list, [item], 0)).toMatchObject([{ purpose: 'service', ordered: true }]);
  });
});

it.each([
  ['Mozilla/5.0 (Linux; Android 12; ALN-AL00 Build/HUAWEIALN-AL00)', 'huawei'],
  ['Mozilla/5.0 (Linux; Android 13; HONOR X40)', 'honor'],
  ['Mozilla/5.0 (Linux; Android 13; Redmi Note 12)', 'xiaomi'],
  ['Mozilla/5.0 (Linux; Android 13; OPPO A58)', 'oppo'],
  ['Mozilla/5.0 (Linux; Android 13; vivo Y36)', 'vivo'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)', 'apple'],
  ['Mozilla/5.0 (X11; Linux x86_64)', undefined],
])('knows the maker of %s', (agent, brand) => {
  expect(brandOf(agent)).toBe(brand);
});

it('asks for what the company asks for as long as it is missing, and for no photo of who did not agree to them', () => {
  const all = { note: true, photo: true };
  expect(stillAsked(all, {}, true)).toEqual(['note', 'photo']);
  expect(stillAsked(all, { note: ' ' }, false)).toEqual(['note']);
  expect(stillAsked(all, { note: '补货', hasPhoto: true }, true)).toEqual([]);
  expect(stillAsked({ note: false, photo: true }, {}, true)).toEqual(['photo']);
  expect(stillAsked(undefined, {}, true)).toEqual([]);
});
