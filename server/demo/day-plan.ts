import type { LngLat } from '../contract/geo.ts';
import type { Interval } from '../domain/working-time.ts';
import type { DemoPerson } from './people.ts';
import { buildPlaces, shift } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import type { Stop } from './simulate-day.ts';

const MIN_MS = 60_000;
const centers = new Map(buildPlaces().map((place) => [place.externalId, place.record.center]));

/** A stop that a situation puts into somebody's day: a known place, from, to. */
export type Detour = Readonly<Interval & { placeId: string }>;

export function centerOf(placeId: string): LngLat {
  const center = centers.get(placeId);
  if (center === undefined) throw new Error(`no demo place ${placeId}`);
  return center;
}

/** An ordinary day of the person during `shift`, with the detours cut into it (15 minutes of travel on both sides). */
export function planDay(person: DemoPerson, working: Interval, detours: readonly Detour[]): Stop[] {
  const random = createRandom(seedOf(`${person.key}:${working.startAt.toISOString()}`));
  const usual = usualStops(person, working, random);
  return detours.reduce((stops, detour) => cutIn(stops, detour), usual);
}

function usualStops(person: DemoPerson, working: Interval, random: Random): Stop[] {
  const fromMs = working.startAt.getTime();
  const toMs = working.endAt.getTime();
  if (person.jobTitle === '业务代表')
    return rounds({ random, region: person.regionId ?? '', fromMs, toMs, dwellMin: [35, 60] });
  const store = centerOf(person.storeId ?? '');
  if (person.jobTitle !== '配送员') return [{ at: store, fromMs, toMs }];
  return deliveries({ random, region: person.regionId ?? '', store, fromMs, toMs });
}

type Rounds = Readonly<{
  random: Random;
  region: string;
  fromMs: number;
  toMs: number;
  dwellMin: readonly [number, number];
}>;

/** A rep: one customer after the other, about twenty minutes apart. */
function rounds({ random, region, fromMs, toMs, dwellMin }: Rounds): Stop[] {
  const stops: Stop[] = [];
  for (let atMs = fromMs; atMs < toMs - 20 * MIN_MS;) {
    const leaveMs = Math.min(toMs, atMs + random.between(...dwellMin) * MIN_MS);
    stops.push({ at: customerOf(region, random), fromMs: atMs, toMs: leaveMs });
    atMs = leaveMs + random.between(18, 25) * MIN_MS;
  }
  return stops;
}

/** A rider: store, customer, store …, a few minutes each. */
function deliveries(
  input: Readonly<{ random: Random; region: string; store: LngLat; fromMs: number; toMs: number }>,
): Stop[] {
  const { random } = input;
  const stops: Stop[] = [];
  let atStore = true;
  for (let atMs = input.fromMs; atMs < input.toMs; atStore = !atStore) {
    const stayMs = (atStore ? random.between(8, 25) : random.between(3, 7)) * MIN_MS;
    const leaveMs = Math.min(input.toMs, atMs + stayMs);
    stops.push({ at: atStore ? input.store : customerOf(input.region, random), fromMs: atMs, toMs: leaveMs });
    atMs = leaveMs + random.between(11, 16) * MIN_MS;
  }
  return stops;
}

function customerOf(region: string, random: Random): LngLat {
  const offset = ['pudong', 'xuhui', 'jingan'].indexOf(region);
  const index = offset + 3 * Math.floor(random.between(0, 13));
  return shift(centerOf(`customer-${index + 1}`), random.normal(4), random.normal(4));
}

function cutIn(stops: readonly Stop[], detour: Detour): Stop[] {
  const fromMs = detour.startAt.getTime();
  const toMs = detour.endAt.getTime();
  const leaveMs = fromMs - 15 * MIN_MS;
  const backMs = toMs + 15 * MIN_MS;
  const before = stops
    .filter((stop) => stop.fromMs < leaveMs)
    .map((stop) => ({ ...stop, toMs: Math.min(stop.toMs, leaveMs) }));
  const after = stops
    .filter((stop) => stop.toMs > backMs)
    .map((stop) => ({ ...stop, fromMs: Math.max(stop.fromMs, backMs) }));
  return [...before, { at: centerOf(detour.placeId), fromMs, toMs }, ...after];
}
