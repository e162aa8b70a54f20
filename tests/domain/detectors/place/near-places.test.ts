import { expect, it } from 'vitest';
import { findNearPlaces } from '../../../../server/domain/detectors/place/near-places.ts';
import { createPlaceIndex } from '../../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../../server/domain/geo/place.ts';
import { spotAt } from '../../period/build-period.ts';

const places: Place[] = Array.from({ length: 30 }, (_, n) => ({
  id: `p${n}`,
  name: '',
  roles: n % 2 === 0 ? ['competitor'] : ['customer'],
  center: spotAt(n * 120, 0),
  radiusM: 40,
}));

/** Half an hour at each of the spots, so many metres east. */
function stayAt(...eastM: number[]) {
  const spots = eastM.flatMap((east) => Array.from({ length: 30 }, () => spotAt(east, 0)));
  return {
    atMs: Float64Array.from(spots, (_, n) => n * 60_000),
    lng: Float64Array.from(spots, ({ lng }) => lng),
    lat: Float64Array.from(spots, ({ lat }) => lat),
    accuracyM: new Float64Array(spots.length).fill(10),
  };
}

it('names the same places whatever the index was asked before', () => {
  const index = createPlaceIndex(places);
  const ask = (indexed: () => typeof index) =>
    [60, 200, 500].flatMap((marginM) =>
      ['competitor', 'customer'].flatMap((role) =>
        [stayAt(0), stayAt(1200, 1500), stayAt(0, 2400)].map((track) =>
          findNearPlaces(track, indexed(), {
            isAsked: ({ roles }) => roles.some((one) => one === role),
            minStayMin: 10,
            marginM,
          }).map(({ id }) => id),
        ),
      ),
    );
  const fresh = ask(() => createPlaceIndex(places));
  expect(fresh[0]).toEqual(['p0']);
  expect(new Set(fresh.map(String)).size).toBeGreaterThan(10);
  expect(ask(() => index)).toEqual(fresh);
  expect(ask(() => index)).toEqual(fresh);
});
