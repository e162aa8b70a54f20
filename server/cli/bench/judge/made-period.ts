import { PeriodSchema, type Period } from '../../../contract/period.ts';
import { createRandom, type Random } from '../../../demo/random.ts';

const MONDAY_MS = Date.UTC(2026, 2, 2, 1);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHIFT_MS = 9 * HOUR_MS;
const METRE_DEG = 1 / 111_195;
const PLACES = 300;
const STOP_MS = 40 * 60_000;
const RIDE_MS = 15 * 60_000;

type Options = Readonly<{ historyDays: number; judgedDays: number; stepS: number }>;
type Columns = {
  t: number[];
  lng: number[];
  lat: number[];
  accuracyM: number[];
  datum: 'wgs84';
  deviceId: string;
};
type Rows = { shifts: object[]; punches: object[]; visits: object[]; orders: object[] };
type Made = { fixes: Columns; rows: Rows };
type MadePlace = ReturnType<typeof makePlaces>[number];

/**
 * A rep's period: a known round of customers among 300 places of all kinds, 09:00-18:00 with lunch, punches, visits and orders;
 * always the same. `stepS`: seconds between two fixes.
 */
export function makePeriod(seed: number, { historyDays, judgedDays, stepS }: Options): Period {
  const random = createRandom(seed + 1);
  const places = makePlaces(random);
  const customers = places.filter(({ kind }) => kind === 'customer').slice(0, 15);
  const made: Made = {
    fixes: { t: [], lng: [], lat: [], accuracyM: [], datum: 'wgs84', deviceId: 'd1' },
    rows: { shifts: [], punches: [], visits: [], orders: [] },
  };
  const starts = Array.from(
    { length: historyDays + judgedDays },
    (_, n) => MONDAY_MS + (n + 2 * Math.floor(n / 5)) * DAY_MS,
  );
  starts.forEach((startMs, n) => {
    addShift(made, startMs, n);
    addRound(made, startMs, { n, seed, customers, stepS, random });
  });
  const first = starts[historyDays] ?? MONDAY_MS;
  return PeriodSchema.parse({
    id: `p${seed}`,
    person: { id: `e${seed}`, kind: 'rep', timeZone: 'Asia/Shanghai' },
    judge: { from: iso(first - HOUR_MS), to: iso((starts.at(-1) ?? first) + 12 * HOUR_MS) },
    ...made.rows,
    fixes: made.fixes,
    places,
    zones: [{ id: 'z1', lng: 116.4, lat: 39.9, radiusM: 20_000, datum: 'wgs84' }],
  });
}

function makePlaces(random: Random) {
  const kinds = ['customer', 'competitor', 'own_store', 'other'] as const;
  return Array.from({ length: PLACES }, (_, n) => ({
    id: `c${n}`,
    kind: kinds[n % kinds.length] ?? 'other',
    name: `place ${n}`,
    lng: 116.4 + offsetDeg(random, 8000),
    lat: 39.9 + offsetDeg(random, 8000),
    radiusM: 50,
    datum: 'wgs84' as const,
  }));
}

function addShift({ rows }: Made, startMs: number, n: number): void {
  const endMs = startMs + SHIFT_MS;
  rows.shifts.push({
    start: iso(startMs),
    end: iso(endMs),
    breaks: [{ start: iso(startMs + 3 * HOUR_MS), end: iso(startMs + 4 * HOUR_MS) }],
  });
  rows.punches.push(
    { id: `i${n}`, kind: 'in', t: iso(startMs - 4 * 60_000) },
    { id: `o${n}`, kind: 'out', t: iso(endMs + 3 * 60_000) },
  );
}

type Round = Readonly<{
  n: number;
  seed: number;
  customers: readonly MadePlace[];
  stepS: number;
  random: Random;
}>;

/** The day's customers one after the other: a ride, then a visit; every second visit brings an order. */
function addRound(
  { fixes, rows }: Made,
  startMs: number,
  { n, seed, customers, stepS, random }: Round,
): void {
  const endMs = startMs + SHIFT_MS;
  let from = customers[n % 5];
  for (let ms = startMs, stop = 0; ms < endMs; ms += STOP_MS + RIDE_MS, stop++) {
    const to = customers[(n + stop * 3) % customers.length];
    if (!from || !to) break;
    for (let at = ms; at < Math.min(endMs, ms + RIDE_MS + STOP_MS); at += stepS * 1000) {
      const share = Math.min(1, (at - ms) / RIDE_MS);
      fixes.t.push(at);
      fixes.lng.push(from.lng + (to.lng - from.lng) * share + offsetDeg(random, 8));
      fixes.lat.push(from.lat + (to.lat - from.lat) * share + offsetDeg(random, 8));
      fixes.accuracyM.push(Math.round(random.between(5, 30)));
    }
    const visit = { customerId: to.id, start: iso(ms + RIDE_MS), end: iso(ms + RIDE_MS + STOP_MS) };
    rows.visits.push({ id: `v${n}-${stop}`, ...visit });
    const order = { customerId: to.id, bookedTo: `e${seed}`, t: visit.start, amountFen: 10_000 };
    if (stop % 2 === 0) rows.orders.push({ id: `r${n}-${stop}`, ...order });
    from = to;
  }
}

const offsetDeg = (random: Random, metres: number): number => random.between(-metres, metres) * METRE_DEG;

const iso = (ms: number): string => new Date(ms).toISOString();
