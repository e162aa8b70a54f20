import type { LngLat } from '../../../server/contract/geo.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import { isInside } from '../../../server/domain/geo/fence.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { listPresences, R68_PER_SIGMA } from '../../../server/domain/geo/presence.ts';

const HOME = { lng: 121.4737, lat: 31.2304 };
const TOWN_M = 1500;
const PLACES = 260;

export function offset(point: LngLat, eastM: number, northM: number): LngLat {
  const plane = localPlane(point);
  return { lng: plane.lngOf(eastM), lat: plane.latOf(northM) };
}

/** What a stay was told to be at a place, and whether it really was (a spot of several places belongs to one of them). */
export type Case = Readonly<{ told: number; isThere: boolean }>;

/**
 * People who stay anywhere in a town with shops of 10-90 m, some over each other. The phone's error has a part that stays (half the
 * variance), a part that changes every five minutes, and in one stay of ten is three times what is told; `optimism` times it in all.
 */
export function seeThePeople({
  stays,
  seed,
  optimism = 1,
}: {
  stays: number;
  seed: number;
  optimism?: number;
}): Case[] {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const places = Array.from({ length: PLACES }, (_, n): Place => ({
    id: `p${n}`,
    name: `p${n}`,
    roles: [n % 2 === 0 ? 'competitor' : 'other'],
    center: offset(HOME, random() * TOWN_M, random() * TOWN_M),
    radiusM: 10 + 80 * random(),
  }));
  const index = createPlaceIndex(places);
  return Array.from({ length: stays }).flatMap(() => {
    const real = offset(HOME, random() * TOWN_M, random() * TOWN_M);
    const dwellMin = 5 + 120 * random();
    const fixes = 3 + Math.floor(dwellMin / (1 + 5 * random()));
    const accuracyM = 5 + 60 * random();
    const told = Math.max(accuracyM, 8) / R68_PER_SIGMA;
    const sigma = told * optimism * (random() < 0.1 ? 3 : 1);
    const independent = Math.max(1, Math.min(fixes, 1 + dwellMin / 5));
    const errorOf = () =>
      sigma * (Math.SQRT1_2 * normal() + (Math.SQRT1_2 * normal()) / Math.sqrt(independent)) +
      (5 / R68_PER_SIGMA) * normal();
    const seen = { ...offset(real, errorOf(), errorOf()), accuracyM, fixes, dwellMin };
    const holders = places.filter((place) => isInside(real, place));
    const owner = holders[Math.floor(random() * holders.length)];
    return listPresences(seen, index).map(({ place, probability }) => ({
      told: probability,
      isThere: place === owner,
    }));
  });
}

/** Cases by told probability in ten bins, and the mean gap weighted by cases (expected calibration error). */
export function reliabilityOf(cases: readonly Case[]) {
  const rows = Array.from({ length: 10 }, (_, bin) => {
    const inBin = cases.filter(({ told }) => Math.min(9, Math.floor(told * 10)) === bin);
    const n = inBin.length;
    return {
      n,
      told: inBin.reduce((sum, { told }) => sum + told, 0) / n,
      really: inBin.filter(({ isThere }) => isThere).length / n,
    };
  }).filter(({ n }) => n > 0);
  const gap = rows.reduce((sum, { n, told, really }) => sum + n * Math.abs(told - really), 0) / cases.length;
  return { rows, gap };
}

function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
