import { assert, double, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LngLat } from '../../../server/contract/geo.ts';
import { fromWgs84 } from '../../../server/domain/geo/datum.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { listPresences, presenceAt, type Sighting } from '../../../server/domain/geo/presence.ts';
import { PresenceSettingsSchema } from '../../../server/domain/geo/presence-settings.ts';
import { offset, reliabilityOf, seeThePeople } from './presence-world.ts';

const HOME = { lng: 121.4737, lat: 31.2304 };
const rival: Place = {
  id: 'rival',
  name: '对手店',
  roles: ['competitor'],
  center: HOME,
  radiusM: 40,
};
const seen = (eastM: number, more: Partial<Sighting> = {}): Sighting => ({
  ...offset(HOME, eastM, 0),
  accuracyM: 15,
  fixes: 20,
  dwellMin: 30,
  ...more,
});

describe('presence at a place', () => {
  test('a long accurate stay in the middle is supported, one far outside contradicted, one on the edge undecided', () => {
    expect(presenceAt(seen(0), rival)).toMatchObject({ verdict: 'supported' });
    expect(presenceAt(seen(150), rival)).toMatchObject({ verdict: 'contradicted' });
    const edge = presenceAt(seen(40), rival);
    expect(edge.verdict).toBe('undecided');
    expect(edge.probability).toBeGreaterThan(0.3);
    expect(edge.probability).toBeLessThan(0.55);
    expect(edge.edgeM).toBeCloseTo(0, 0);
  });

  test('two fixes decide nothing, wherever they lie', () => {
    expect(presenceAt(seen(0, { fixes: 2 }), rival).verdict).toBe('undecided');
    expect(presenceAt(seen(150, { fixes: 2 }), rival).verdict).toBe('undecided');
  });

  test('more dwell with more fixes narrows the error, a hundred fixes of one minute do not', () => {
    const errorOf = (fixes: number, dwellMin: number) =>
      presenceAt(seen(0, { fixes, dwellMin, accuracyM: 40 }), rival).errorM;
    expect(errorOf(30, 60)).toBeLessThan(errorOf(3, 1));
    expect(errorOf(100, 1)).toBeGreaterThan(0.9 * errorOf(3, 1));
    expect(errorOf(10_000, 10_000)).toBeGreaterThan(40 * Math.sqrt(0.5));
  });

  test('a phone that tells no accuracy is believed less than one that tells 15 m', () => {
    expect(presenceAt(seen(0, { accuracyM: 0 }), rival).probability).toBeLessThan(
      presenceAt(seen(0), rival).probability,
    );
  });

  test('a place of any kind over the same ground takes half', () => {
    const own: Place = { ...rival, id: 'own', roles: ['own_store'] };
    const alone = presenceAt(seen(0), rival).probability;
    expect(presenceAt(seen(0), rival, { neighbours: [own, rival] }).probability).toBeCloseTo(alone / 2, 2);
    const mall: Place = { ...rival, id: 'mall', roles: ['other'], radiusM: 300 };
    expect(presenceAt(seen(0), rival, { neighbours: [mall] }).verdict).toBe('undecided');
  });

  test('a neighbour that shares no ground takes nothing but what the geometry gives it', () => {
    const beside: Place = { ...rival, id: 'beside', center: offset(HOME, 85, 0) };
    const [here, there] = [rival, beside].map((place) =>
      presenceAt(seen(42.5), place, { neighbours: [rival, beside] }),
    );
    expect(here?.probability).toBeCloseTo(there?.probability ?? 0, 2);
    expect((here?.probability ?? 1) + (there?.probability ?? 1)).toBeLessThan(1);
  });

  test('a polygon counts as the disc of its size where the disc fits', () => {
    const side = 40 * Math.sqrt(Math.PI);
    const square: Place = {
      ...rival,
      polygon: [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ].map(([x = 0, y = 0]) => offset(HOME, (x * side) / 2, (y * side) / 2)),
    };
    const [asDisc, asSquare] = [presenceAt(seen(10), rival), presenceAt(seen(10), square)];
    expect(asSquare.probability).toBeCloseTo(asDisc.probability, 1);
  });

  test('a doubtful datum takes the certainty away from both readings', () => {
    const shifted = fromWgs84(HOME, 'gcj02');
    const doubt = { source: 'wgs84', share: 0.5 } as const;
    const sighting: Sighting = { ...shifted, accuracyM: 15, fixes: 20, dwellMin: 30 };
    expect(presenceAt(sighting, rival).verdict).toBe('contradicted');
    const doubted = presenceAt({ ...sighting, datumDoubt: doubt }, rival);
    expect(doubted.verdict).toBe('undecided');
    expect(doubted.probability).toBeCloseTo(0.5, 1);
    const places = createPlaceIndex([rival]);
    expect(listPresences({ ...sighting, datumDoubt: doubt }, places).map(({ place }) => place.id)).toEqual([
      'rival',
    ]);
  });

  test('falls with distance', () => {
    assert(
      property(
        double({ min: 0, max: 300, noNaN: true }),
        double({ min: 1, max: 100, noNaN: true }),
        double({ min: 0, max: 90, noNaN: true }),
        (awayM, moreM, accuracyM) => {
          const near = presenceAt(seen(awayM, { accuracyM }), rival).probability;
          const far = presenceAt(seen(awayM + moreM, { accuracyM }), rival).probability;
          expect(far).toBeLessThanOrEqual(near + 1e-3);
          expect(near).toBeGreaterThanOrEqual(0);
          expect(near).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the whole list shares one person among the places', () => {
    const spots: LngLat[] = [HOME, offset(HOME, 30, 10), offset(HOME, -20, 40), offset(HOME, 120, 0)];
    const places = createPlaceIndex(spots.map((center, n) => ({ ...rival, id: `p${n}`, center })));
    const found = listPresences(seen(10), places);
    expect(found[0]?.place.id).toBe('p0');
    expect(found.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThan(1.1);
  });
});

describe('calibration of presence on made streets', () => {
  test('of the stays that get a probability, that share was really there', () => {
    const { rows, gap } = reliabilityOf(seeThePeople({ stays: 6000, seed: 7 }));
    expect(rows.length).toBeGreaterThanOrEqual(8);
    expect(gap).toBeLessThan(0.02);
    for (const { told, really } of rows.filter(({ n }) => n >= 200))
      expect(Math.abs(told - really), `${told} told, ${really} real`).toBeLessThan(0.07);
  });

  test('phones that report half their error stay within 0.06 on average', () => {
    const { gap } = reliabilityOf(seeThePeople({ stays: 4000, seed: 11, optimism: 2 }));
    expect(gap).toBeLessThan(0.06);
  });

  test('"supported" is wrong in fewer than one in ten, "contradicted" in fewer than one in twenty', () => {
    const settings = PresenceSettingsSchema.parse({});
    const cases = seeThePeople({ stays: 6000, seed: 23 });
    const supported = cases.filter(({ told }) => told >= settings.supportedFrom);
    const contradicted = cases.filter(({ told }) => told <= settings.contradictedTo);
    expect(supported.length).toBeGreaterThan(200);
    expect(supported.filter(({ isThere }) => !isThere).length / supported.length).toBeLessThan(0.1);
    expect(contradicted.filter(({ isThere }) => isThere).length / contradicted.length).toBeLessThan(0.05);
  });
});
