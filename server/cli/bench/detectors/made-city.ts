import { createRandom, seedOf, type Random } from '../../../demo/random.ts';
import type { RawCity, RawDay, RawPerson } from './raw-person.ts';
import { distanceM, HOUR_MS, MIN_MS, shifted, type Fix, type Spot } from './scene.ts';

const CENTER: Spot = { lng: 116.4, lat: 39.92 };
const PING_MS = 30_000;
const BUILDINGS = 6000;
/** Metres per second in town, by leg. */
const SPEED = { low: 4, high: 9 };

/**
 * A made city: people with homes, customers and weekly rounds, streets in a grid, phones with wandering error. Same seed, same city.
 * `pingMs`: milliseconds between two readings of a phone.
 */
export function makeCity({
  people,
  days,
  seed = 1,
  center = CENTER,
  pingMs = PING_MS,
}: {
  people: number;
  days: number;
  seed?: number;
  center?: Spot;
  pingMs?: number;
}): RawCity {
  const random = createRandom(seedOf(`city ${seed}`));
  const buildings = Array.from({ length: BUILDINGS }, () =>
    shifted(center, random.normal(6000), random.normal(6000)),
  );
  const town = { buildings, center, pingMs };
  return {
    name: 'made',
    buildings,
    people: Array.from({ length: people }, (_, n) => ({
      ...makePerson(`m${seed}-${n}`, town, days),
      half: n % 2 === 0 ? 'train' : 'test',
    })),
  };
}

type Town = Readonly<{ buildings: readonly Spot[]; center: Spot; pingMs: number }>;

type Habits = Readonly<{
  pingMs: number;
  home: Spot;
  lunch: readonly Spot[];
  rounds: readonly (readonly Spot[])[];
}>;

function makePerson(id: string, { buildings, center, pingMs }: Town, count: number): Omit<RawPerson, 'half'> {
  const random = createRandom(seedOf(id));
  const home = random.pick(buildings);
  const area = shifted(center, random.normal(5000), random.normal(5000));
  const near = buildings.filter((spot) => distanceM(spot, area) < 3500);
  const customers = Array.from({ length: 12 }, () => random.pick(near.length > 20 ? near : buildings));
  const habits: Habits = {
    pingMs,
    home,
    lunch: [random.pick(customers), shifted(random.pick(customers), 120, -90), random.pick(buildings)],
    rounds: Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => random.pick(customers))),
  };
  return {
    id,
    days: Array.from({ length: count }, (_, n) => makeDay(habits, (n % 5) + 1, random)),
  };
}

/** From home through the round of that weekday (with a change now and then) and back. */
function makeDay(habits: Habits, weekday: number, random: Random): RawDay {
  const writer = new DayWriter(random, habits);
  writer.ms = (8.3 + random.between(0, 0.5)) * HOUR_MS;
  const round = (habits.rounds[weekday - 1] ?? []).filter(() => random.next() > 0.12);
  round.forEach((spot, at) => {
    writer.goTo(random.next() < 0.1 ? random.pick(habits.rounds.flat()) : spot);
    writer.stay(random.between(25, 75) * MIN_MS);
    if (at === 1) {
      writer.goTo(random.pick(habits.lunch));
      writer.stay(random.between(25, 45) * MIN_MS);
    }
  });
  while (writer.ms < 17.6 * HOUR_MS) {
    writer.goTo(random.pick(habits.rounds.flat()));
    writer.stay(random.between(25, 60) * MIN_MS);
  }
  writer.goTo(habits.home);
  writer.stay(HOUR_MS);
  return { weekday, fixes: writer.fixes };
}

/** Writes what a phone would report of a person on the way and at places. */
class DayWriter {
  readonly fixes: Fix[] = [];
  ms = 0;
  private at: Spot;
  private readonly pingMs: number;
  private readonly error = { x: 0, y: 0 };
  private readonly random: Random;

  constructor(random: Random, { home, pingMs }: Habits) {
    this.random = random;
    this.at = home;
    this.pingMs = pingMs;
  }

  stay(lengthMs: number): void {
    const endMs = this.ms + lengthMs;
    const errorM = this.random.between(6, 16);
    while (this.ms < endMs) this.report(this.at, errorM);
  }

  /** Along streets: east-west first or north-south first, with stops at lights. */
  goTo(to: Spot): void {
    const corner =
      this.random.next() < 0.5 ? { lng: to.lng, lat: this.at.lat } : { lng: this.at.lng, lat: to.lat };
    for (const end of [corner, to]) this.ride(end);
    this.at = to;
  }

  private ride(to: Spot): void {
    const from = this.at;
    const lengthM = distanceM(from, to);
    const speed = this.random.between(SPEED.low, SPEED.high);
    for (let goneM = 0; goneM < lengthM;) {
      const isWaiting = this.random.next() < 0.15;
      goneM += isWaiting ? 0 : speed * (this.pingMs / 1000) * this.random.between(0.6, 1.3);
      const share = Math.min(1, goneM / Math.max(1, lengthM));
      this.report(
        { lng: from.lng + (to.lng - from.lng) * share, lat: from.lat + (to.lat - from.lat) * share },
        7,
      );
    }
    this.at = to;
  }

  /** One reading with an error that wanders (half of it remembered from the reading before), now and then a silence. */
  private report(spot: Spot, errorM: number): void {
    this.error.x = 0.8 * this.error.x + this.random.normal(errorM * 0.5);
    this.error.y = 0.8 * this.error.y + this.random.normal(errorM * 0.5);
    this.fixes.push({
      ms: this.ms,
      ...shifted(spot, this.error.x, this.error.y),
      accuracyM: Math.round(errorM * 1.5 * this.random.between(0.8, 1.5) * 10) / 10,
    });
    const silence = this.random.next() < 0.002 ? this.random.between(5, 25) * MIN_MS : 0;
    this.ms += this.pingMs * this.random.between(0.9, 1.3) + silence;
  }
}
