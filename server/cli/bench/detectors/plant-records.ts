import { createRandom, seedOf, type Random } from '../../../demo/random.ts';
import type { Level, Planted, Planter } from './case.ts';
import { spreadOver } from './plant-places.ts';
import { visitRow } from './records.ts';
import {
  HOUR_MS,
  iso,
  MIN_MS,
  shifted,
  type Day,
  type OrderRow,
  type PlaceRow,
  type Scene,
} from './scene.ts';
import { placeRow } from './world.ts';

const VISITS_A_DAY = 6;
const ORDER_SHARE = 0.35;

export const HOURS_PLANTERS: readonly Planter[] = [
  late('off-hours/8of10', 'easy', 8),
  late('off-hours/6of10', 'medium', 6),
  late('off-hours/4of10', 'hard', 4),
];

export const SALES_PLANTERS: readonly Planter[] = [
  noSales('visits-without-sales/60-0', 'easy', { visits: 60, orders: 0 }),
  noSales('visits-without-sales/45-2', 'medium', { visits: 45, orders: 2 }),
  noSales('visits-without-sales/30-2', 'hard', { visits: 30, orders: 2 }),
];

export const ORDER_PLANTERS: readonly Planter[] = [
  elsewhereBooked('order-mismatch/16', 'easy', 16),
  elsewhereBooked('order-mismatch/10', 'medium', 10),
  elsewhereBooked('order-mismatch/6', 'hard', 6),
];

/** Check-ins of one's own accord between 20:00 and 23:30; they carry no position, because none may be held then. */
function late(name: string, level: Level, count: number): Planter {
  return {
    name,
    level,
    staff: 'rep',
    unit: 'window',
    detectors: ['off-hours'],
    plant(scene, { random }) {
      if (scene.days.length < 10) return null;
      const chosen = new Set(spreadOver(scene.days.length, count));
      const days = scene.days.map((day, at) => (chosen.has(at) ? latePunch(day, scene, random) : day));
      return {
        scene: { ...scene, days },
        days: days.filter((_, at) => chosen.has(at)).map(({ day }) => day),
      };
    },
  };
}

function latePunch(day: Day, scene: Scene, random: Random): Day {
  const ms = day.zeroMs + random.between(20.5, 23.5) * HOUR_MS;
  const punch = {
    id: `p-late-${day.day}`,
    kind: 'visit' as const,
    t: iso(ms),
    deviceId: scene.deviceId,
    riskFlag: 0,
  };
  return { ...day, punches: [...day.punches, punch] };
}

/** The same person in a busy sales area: six visits a working day without a track, a third of them with an order. */
export function sellerOf(scene: Scene): Scene | null {
  const random = createRandom(seedOf(`seller ${scene.person.id}`));
  const center = scene.places.find(({ kind }) => kind === 'own_store');
  if (!center) return null;
  const customers = Array.from({ length: 20 }, (_, n): PlaceRow =>
    placeRow(`b${n}`, 'customer', shifted(center, random.normal(900), random.normal(900)), 80),
  );
  const make = (day: Day): Day => sellingDay(day, customers, { by: scene.person.id, random });
  return {
    ...scene,
    places: [...scene.places, ...customers],
    history: scene.history.map(make),
    days: scene.days.map(make),
  };
}

function sellingDay(
  day: Day,
  customers: readonly PlaceRow[],
  { by, random }: { by: string; random: Random },
): Day {
  const stepMs = (day.shift.endMs - day.shift.startMs - HOUR_MS) / VISITS_A_DAY;
  const visits = Array.from({ length: VISITS_A_DAY }, (_, n) => {
    const startMs = day.shift.startMs + 20 * MIN_MS + n * stepMs;
    return visitRow(random.pick(customers).id, startMs, startMs + 20 * MIN_MS);
  });
  const orders = visits
    .filter(() => random.next() < ORDER_SHARE)
    .map(({ id, customerId, end }): OrderRow => ({
      id: `r-${id}`,
      customerId,
      bookedTo: by,
      t: iso(Date.parse(end) + HOUR_MS * random.between(0, 50)),
      amountFen: Math.round(random.between(20_000, 300_000)),
      channel: 'rep',
    }));
  return { ...day, fixes: [], gaps: [], visits, orders };
}

/** As many visits as that, hardly an order; the team's third of visits with an order is known. */
function noSales(
  name: string,
  level: Level,
  { visits, orders }: { visits: number; orders: number },
): Planter {
  return {
    name,
    level,
    staff: 'seller',
    unit: 'window',
    detectors: ['visits-without-sales'],
    plant: (scene) => withSales(scene, { visits, orders }),
  };
}

/** The first `visits` visits of the window and the first `orders` orders of their customers. */
export function withSales(
  scene: Scene,
  { visits, orders }: { visits: number; orders: number },
): Planted | null {
  const perDay = Math.ceil(visits / scene.days.length);
  let left = orders;
  const days = scene.days.map((day) => {
    const kept = day.visits.slice(0, perDay);
    const own = day.orders.filter(({ id }) => kept.some((visit) => id === `r-${visit.id}`)).slice(0, left);
    left -= own.length;
    return { ...day, visits: kept, orders: own };
  });
  return left > 0 ? null : { scene: { ...scene, days }, days: days.map(({ day }) => day) };
}

/** Orders of visited customers go to somebody else; before the window such orders were the person's own. */
function elsewhereBooked(name: string, level: Level, count: number): Planter {
  return {
    name,
    level,
    staff: 'seller',
    unit: 'window',
    detectors: ['order-mismatch'],
    plant(scene) {
      const orders = scene.days.flatMap((day) => day.orders);
      const taken = new Set(orders.slice(0, count).map(({ id }) => id));
      const days = scene.days.map((day) => ({
        ...day,
        orders: day.orders.map((order) => (taken.has(order.id) ? { ...order, bookedTo: 'e-other' } : order)),
      }));
      return orders.length < count ? null : { scene: { ...scene, days }, days: days.map(({ day }) => day) };
    },
  };
}
