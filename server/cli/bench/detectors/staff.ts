import { createRandom, seedOf, type Random } from '../../../demo/random.ts';
import { fillStay, travel, type MotionBank } from './motion-bank.ts';
import { punchAt } from './records.ts';
import {
  distanceM,
  HOUR_MS,
  iso,
  MIN_MS,
  shifted,
  type Day,
  type Fix,
  type PlaceRow,
  type Scene,
  type Spot,
} from './scene.ts';
import { placeRow } from './world.ts';

const SHIFT = { from: 9.5, to: 18.5 };
const PICKUPS = 3;
const DROP_RADIUS_M = 2500;

/** The same person as a promoter of one store: there all shift, lunch near by, an errand now and then. */
export function promoterOf(scene: Scene, bank: MotionBank): Scene | null {
  const own = scene.places.filter(({ kind }) => kind === 'own_store' || kind === 'customer');
  const store = own[0];
  if (!store || own.length < 2) return null;
  const random = createRandom(seedOf(`promoter ${scene.person.id}`));
  const places = scene.places.map((place): PlaceRow =>
    own.includes(place) ? { ...place, kind: 'own_store' } : place,
  );
  const make = (day: Day): Day => storeDay(day, store, { scene, bank, random });
  return {
    ...scene,
    person: { ...scene.person, kind: 'promoter' },
    places,
    history: scene.history.map(make),
    days: scene.days.map(make),
  };
}

/** The same person as a rider: waybills from the own pickup points to drops around. Competitors' pickup points are known. */
export function riderOf(scene: Scene, bank: MotionBank): Scene | null {
  const center = scene.places.find(({ kind }) => kind === 'own_store');
  if (!center) return null;
  const random = createRandom(seedOf(`rider ${scene.person.id}`));
  const around = () => shifted(center, random.normal(900), random.normal(900));
  const pickups = Array.from({ length: PICKUPS }, (_, n) => placeRow(`u${n}`, 'own_pickup', around(), 40));
  const rivals = Array.from({ length: 6 }, around)
    .filter((spot) => pickups.every((place) => distanceM(place, spot) > 200))
    .map((spot, n) => placeRow(`k${n}`, 'competitor_pickup', spot, 40));
  const make = (day: Day): Day => roundsDay(day, { pickups, rivals }, { scene, bank, random });
  return {
    ...scene,
    person: { ...scene.person, kind: 'rider' },
    places: [center, ...pickups, ...rivals],
    zones: [{ id: 'z1', lng: center.lng, lat: center.lat, radiusM: 8000, datum: 'wgs84' }],
    history: scene.history.map(make),
    days: scene.days.map(make),
  };
}

type Making = Readonly<{ scene: Scene; bank: MotionBank; random: Random }>;

function storeDay(day: Day, store: PlaceRow, { scene, bank, random }: Making): Day {
  const { startMs, endMs, breaks } = shiftOf(day);
  const leg = { bank, random };
  const comeMs = startMs - random.between(6, 14) * MIN_MS;
  const home = shifted(store, random.normal(2500), random.normal(2500));
  const errandMs = random.between(14, 17) * HOUR_MS + day.zeroMs;
  const corner = shifted(store, random.normal(120), random.normal(120));
  const stops: Stop[] = [
    { spot: home, endMs: comeMs - 20 * MIN_MS },
    { spot: store, endMs: random.next() < 0.4 ? errandMs : endMs + 10 * MIN_MS },
    { spot: corner, endMs: errandMs + random.between(6, 12) * MIN_MS },
    { spot: store, endMs: endMs + random.between(8, 14) * MIN_MS },
  ];
  const fixes = walk(stops, { startMs: comeMs - 40 * MIN_MS, ...leg });
  return withPunches(
    { ...bare(day), shift: { startMs, endMs, breaks, placeId: store.id }, fixes },
    scene,
    random,
  );
}

function roundsDay(
  day: Day,
  { pickups, rivals }: { pickups: readonly PlaceRow[]; rivals: readonly PlaceRow[] },
  { scene, bank, random }: Making,
): Day {
  const shift = shiftOf(day);
  const stops: Stop[] = [];
  const tasks: Day['tasks'][number][] = [];
  let ms = shift.startMs;
  for (let n = 0; ms < shift.endMs; n++) {
    const pickup = random.pick(pickups);
    const drop = dropNear(pickup, rivals, random);
    const waitMs = random.between(3, 8) * MIN_MS;
    const rideMs = (distanceM(pickup, drop) / 5) * 1000 + 2 * MIN_MS;
    stops.push(
      { spot: pickup, endMs: ms + waitMs },
      { spot: drop, endMs: ms + waitMs + rideMs + 3 * MIN_MS },
    );
    tasks.push(taskRow(`${day.day}-p${n}`, 'pickup', { spot: pickup, fromMs: ms, toMs: ms + waitMs }));
    const dropMs = ms + waitMs + rideMs;
    tasks.push(
      taskRow(`${day.day}-d${n}`, 'drop', { spot: drop, fromMs: dropMs - MIN_MS, toMs: dropMs + 4 * MIN_MS }),
    );
    ms = dropMs + rideMs + random.between(1, 15) * MIN_MS;
  }
  const fixes = walk(stops, { startMs: shift.startMs - 5 * MIN_MS, bank, random });
  return withPunches({ ...bare(day), shift, fixes, tasks }, scene, random);
}

/** A doorstep in the area that is no competitor's pickup point: an ordinary rider has no business there. */
function dropNear(pickup: Spot, rivals: readonly PlaceRow[], random: Random): Spot {
  const reachM = DROP_RADIUS_M * 0.7;
  const tried = Array.from({ length: 30 }, () =>
    shifted(pickup, random.between(-reachM, reachM), random.between(-reachM, reachM)),
  );
  return tried.find((spot) => rivals.every((rival) => distanceM(rival, spot) > 300)) ?? pickup;
}

export type Stop = Readonly<{ spot: Spot; endMs: number }>;

/** Stops in turn, each until its `endMs`, with ways between them; a stop that is already over is left out. */
export function walk(
  stops: readonly Stop[],
  { startMs, bank, random }: { startMs: number; bank: MotionBank; random: Random },
): Fix[] {
  const fixes: Fix[] = [];
  let ms = startMs;
  let at: Spot | null = null;
  for (const { spot, endMs } of stops) {
    if (endMs <= ms) continue;
    if (at && distanceM(at, spot) > 20) {
      const way = travel(bank, { from: at, to: spot, startMs: ms, random });
      fixes.push(...way.fixes);
      ms = way.endMs;
    }
    if (endMs > ms) fixes.push(...fillStay(bank, { center: spot, span: { startMs: ms, endMs }, random }));
    ms = Math.max(ms, endMs);
    at = spot;
  }
  return fixes;
}

function taskRow(
  id: string,
  kind: 'pickup' | 'drop' | 'wait',
  { spot, fromMs, toMs }: { spot: Spot; fromMs: number; toMs: number },
): Day['tasks'][number] {
  return { id, kind, lng: spot.lng, lat: spot.lat, datum: 'wgs84', from: iso(fromMs), to: iso(toMs) };
}

function shiftOf({ zeroMs }: Day): Day['shift'] {
  return {
    startMs: zeroMs + SHIFT.from * HOUR_MS,
    endMs: zeroMs + SHIFT.to * HOUR_MS,
    breaks: [{ startMs: zeroMs + 12 * HOUR_MS, endMs: zeroMs + 13 * HOUR_MS }],
  };
}

const bare = (day: Day): Day => ({
  ...day,
  fixes: [],
  leaves: [],
  visits: [],
  orders: [],
  punches: [],
  tasks: [],
});

function withPunches(day: Day, scene: Scene, random: Random): Day {
  const at = (kind: 'in' | 'out', ms: number) => punchAt(day, { kind, ms, personId: scene.person.id });
  return {
    ...day,
    punches: [
      at('in', day.shift.startMs - random.between(-1, 6) * MIN_MS),
      at('out', day.shift.endMs + random.between(0, 7) * MIN_MS),
    ],
  };
}
