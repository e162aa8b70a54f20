import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { endVisits } from '../../../server/domain/visit/visit-ends.ts';
import { suggestVisits } from '../../../server/domain/visit/suggest-visits.ts';
import type { StayPoint } from '../../../server/domain/track/track.ts';

const at = (clock: string): Date => new Date(`2026-11-19T${clock}:00+08:00`);
const work = [
  { startAt: at('09:30'), endAt: at('12:00') },
  { startAt: at('13:00'), endAt: at('18:00') },
];

describe('the end of a visit', () => {
  const ends = (visits: Parameters<typeof endVisits>[0], now = at('20:00')) =>
    endVisits(visits, { now, work }).map(({ id, endAt, endedBy }) => [id, endAt, endedBy]);

  it('is the start of the next one', () => {
    const visits = [
      { id: 'b', startAt: at('10:40') },
      { id: 'a', startAt: at('10:00') },
    ];
    expect(ends(visits)).toEqual([
      ['a', at('10:40'), 'next'],
      ['b', at('12:00'), 'shift'],
    ]);
  });

  it('is what the person says, when that comes first', () => {
    expect(ends([{ id: 'a', startAt: at('10:00'), endedAt: at('10:25') }])).toEqual([
      ['a', at('10:25'), 'person'],
    ]);
  });

  it('is now while it goes on, and four hours at most', () => {
    expect(ends([{ id: 'a', startAt: at('14:00') }], at('14:10'))).toEqual([['a', at('14:10'), 'now']]);
    expect(ends([{ id: 'a', startAt: at('13:00') }])).toEqual([['a', at('17:00'), 'limit']]);
    expect(ends([{ id: 'a', startAt: at('07:00') }])).toEqual([['a', at('11:00'), 'limit']]);
  });

  it('is never before its start, and visits never overlap unless they start together', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 12 });
    fc.assert(
      fc.property(minutes, (starts) => {
        const visits = starts.map((minute, index) => ({
          id: `v${index}`,
          startAt: new Date(+at('09:00') + minute * 60_000),
        }));
        const ended = endVisits(visits, { now: at('20:00'), work });
        const ordered = visits.toSorted((a, b) => +a.startAt - +b.startAt || (a.id < b.id ? -1 : 1));
        expect(ended.map(({ id }) => id)).toEqual(ordered.map(({ id }) => id));
        for (const [index, { endAt }] of ended.entries()) {
          expect(+endAt).toBeGreaterThanOrEqual(+(ordered[index]?.startAt ?? 0));
          const next = ordered[index + 1];
          expect(+endAt).toBeLessThanOrEqual(+(next?.startAt ?? endAt));
        }
      }),
    );
  });
});

describe('a suggested visit', () => {
  const shop = { lng: 121.5, lat: 31.2 };
  const place = (id: string, roles: Place['roles'], east = 0): Place => ({
    id,
    name: id,
    roles,
    center: { lng: shop.lng + east / 95_000, lat: shop.lat },
    radiusM: 40,
  });
  const stay = (from: string, to: string): StayPoint => ({
    startAt: at(from),
    endAt: at(to),
    lastFixAt: at(to),
    ...shop,
    accuracyM: 15,
    fixes: 20,
    extentM: 20,
  });
  const index = createPlaceIndex([
    place('near', ['customer']),
    place('beside', ['customer'], 70),
    place('far', ['customer'], 900),
    place('rival', ['competitor'], 10),
  ]);
  const suggest = (stays: StayPoint[], said: { startAt: Date; endAt: Date }[] = [], places = index) =>
    suggestVisits(stays, places, { said });

  it('is a stay of ten minutes at a customer, with the other customers it fits', () => {
    expect(suggest([stay('10:00', '10:25')])).toEqual([
      {
        key: `${+at('10:00')}-near`,
        customerId: 'near',
        otherIds: ['beside'],
        startAt: at('10:00'),
        endAt: at('10:25'),
      },
    ]);
    expect(suggest([stay('10:00', '10:08')])).toEqual([]);
  });

  it('never comes back once the person has said anything of that time, however the stay moved since', () => {
    expect(suggest([stay('10:04', '10:31')], [{ startAt: at('10:00'), endAt: at('10:25') }])).toEqual([]);
    expect(suggest([stay('10:00', '10:25')], [{ startAt: at('10:25'), endAt: at('11:00') }])).toHaveLength(1);
  });

  it('is none inside the own store', () => {
    const places = createPlaceIndex([place('store', ['own_store']), place('near', ['customer'], 30)]);
    expect(suggest([stay('10:00', '10:25')], [], places)).toEqual([]);
  });
});
