import type { LngLat } from '../contract/geo.ts';
import type { Interval } from '../domain/working-time.ts';
import { buildPeople, type DemoPerson } from './people.ts';
import { buildPlaces, CUSTOMERS, MISPLACED_CUSTOMER, shift, TRUE_SPOT } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import type { Stop } from './simulate-day.ts';

const MIN_MS = 60_000;
const centers = new Map(buildPlaces().map((place) => [place.externalId, place.record.center]));

/** A stop that a situation puts into somebody's day: a known place, from, to. */
export type Detour = Readonly<Interval & { placeId: string }>;

/** Where the place really is, whatever the company's records say. */
export function centerOf(placeId: string): LngLat {
  const center = placeId === MISPLACED_CUSTOMER ? TRUE_SPOT : centers.get(placeId);
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
    return rounds({ random, rep: person, fromMs, toMs, dwellMin: [35, 60] });
  const store = centerOf(person.storeId ?? '');
  if (person.jobTitle !== '配送员') return [{ at: store, fromMs, toMs }];
  return deliveries({ random, region: person.regionId ?? '', store, fromMs, toMs });
}

type Rounds = Readonly<{
  random: Random;
  rep: DemoPerson;
  fromMs: number;
  toMs: number;
  dwellMin: readonly [number, number];
}>;

/** A rep: one customer after the other, about twenty minutes apart. */
function rounds({ random, rep, fromMs, toMs, dwellMin }: Rounds): Stop[] {
  const stops: Stop[] = [];
  const taken = new Set<string>();
  for (let atMs = fromMs; atMs < toMs - 20 * MIN_MS;) {
    const leaveMs = Math.min(toMs, atMs + random.between(...dwellMin) * MIN_MS);
    const next = customerOf({ rep, taken }, random);
    taken.add(next.placeId);
    stops.push({ ...next, fromMs: atMs, toMs: leaveMs });
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
    const where = atStore ? { at: input.store } : customerOf({ region: input.region }, random);
    stops.push({ ...where, fromMs: atMs, toMs: leaveMs });
    atMs = leaveMs + random.between(11, 16) * MIN_MS;
  }
  return stops;
}

/** One of the customers of a rep that is not `taken` today; a rider goes to anybody of the region. */
function customerOf(
  who: { region: string } | { rep: DemoPerson; taken: ReadonlySet<string> },
  random: Random,
) {
  const choice =
    'rep' in who
      ? customersOf(who.rep).filter((id) => !who.taken.has(id))
      : CUSTOMER_IDS.filter((_, index) => regionIndex(who.region) === index % 3);
  const placeId = random.pick(choice);
  return { at: shift(centerOf(placeId), random.normal(4), random.normal(4)), placeId };
}

const regionIndex = (region: string): number => ['pudong', 'xuhui', 'jingan'].indexOf(region);
const CUSTOMER_IDS = Array.from({ length: CUSTOMERS }, (_, index) => `customer-${index + 1}`);
const REPS = buildPeople().filter(({ jobTitle }) => jobTitle === '业务代表');

/** Every customer is one rep's: those of a region are dealt out in turn. */
export function customersOf(rep: DemoPerson): string[] {
  const reps = REPS.filter(({ regionId }) => regionId === rep.regionId);
  const turn = reps.findIndex(({ key }) => key === rep.key);
  return CUSTOMER_IDS.filter(
    (id, index) =>
      id !== MISPLACED_CUSTOMER &&
      index % 3 === regionIndex(rep.regionId ?? '') &&
      Math.floor(index / 3) % reps.length === turn,
  );
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
  return [...before, { at: centerOf(detour.placeId), placeId: detour.placeId, fromMs, toMs }, ...after];
}
