import type { Planted, Planter, Setting } from './case.ts';
import { detour } from './detour.ts';
import { staysOf } from './motion-bank.ts';
import { atUnknownPlace, only, pickSpot } from './plant-places.ts';
import { visitRow } from './records.ts';
import {
  distanceM,
  fixAt,
  HOUR_MS,
  iso,
  MIN_MS,
  shifted,
  type Day,
  type PlaceRow,
  type Scene,
  type Spot,
} from './scene.ts';
import { placeRow } from './world.ts';

/** Situations of places and ways that only look like something (product section 3). */
export const PLACE_TRAPS: readonly Planter[] = [
  trap('rival-next-door', 'day', rivalNextDoor),
  trap('lunch-at-rival', 'day', lunchAtRival),
  trap('planned-customer-outside-zone', 'day', plannedOutside),
  trap('drift-onto-rival', 'day', driftOntoRival),
  trap('one-bad-fix', 'day', oneBadFix),
  trap('approved-side-job', 'window', approvedJob),
  trap('approved-trip', 'day', approvedTrip),
  trap('new-territory', 'window', newTerritory),
];

export function trap(
  name: string,
  unit: Planter['unit'],
  plant: Planter['plant'],
  staff: Planter['staff'] = 'rep',
): Planter {
  return { name: `trap/${name}`, level: 'control', staff, unit, detectors: [], plant };
}

/** A competitor's shop opens 50 to 90 m from the place of ours where the person stays longest that day. */
function rivalNextDoor(scene: Scene, { random }: Setting): Planted | null {
  const stay = longestOwnStay(scene);
  if (!stay) return null;
  const angle = random.between(0, 2 * Math.PI);
  const m = random.between(50, 90);
  const spot = shifted(stay.place, m * Math.cos(angle), m * Math.sin(angle));
  return same({ ...scene, places: [...scene.places, placeRow('c-trap', 'competitor', spot, 50)] });
}

/** Lunch at a competitor's counter in the break, some minutes of way and queue on both sides. */
function lunchAtRival(scene: Scene, { bank, random }: Setting): Planted | null {
  const day = only(scene);
  const pause = day.shift.breaks[0];
  const at = pause && fixAt(day.fixes, pause.startMs);
  if (!pause || !at) return null;
  const angle = random.between(0, 2 * Math.PI);
  const spot = shifted(at, 300 * Math.cos(angle), 300 * Math.sin(angle));
  const fromMs = pause.startMs - random.between(4, 8) * MIN_MS;
  const made = detour(day, { place: spot, dwellMin: 52, fromMs }, { bank, random });
  if (!made) return null;
  return same({
    ...scene,
    places: [...clearOf(scene, spot, 200), placeRow('c-trap', 'competitor', spot, 60)],
    days: [made.day],
  });
}

/** A known customer three kilometres beyond the zone, visited and logged. */
function plannedOutside(scene: Scene, setting: Setting): Planted | null {
  const day = only(scene);
  const zone = scene.zones[0];
  if (!zone) return null;
  const spot = outward(zone, zone.radiusM + 3000, setting);
  const made = detour(day, { place: spot, dwellMin: 60 }, setting);
  if (!made) return null;
  const visit = visitRow('o-far', made.dwell.startMs + MIN_MS, made.dwell.endMs - MIN_MS);
  const days = [
    { ...made.day, visits: [...made.day.visits, visit].toSorted((a, b) => (a.start < b.start ? -1 : 1)) },
  ];
  return same({
    ...scene,
    days,
    places: [...clearOf(scene, spot, 300), placeRow('o-far', 'customer', spot, 80)],
  });
}

/** Indoors the phone drifts 150 to 400 m for a quarter of an hour, onto a competitor, and reports a poor accuracy. */
function driftOntoRival(scene: Scene, { random }: Setting): Planted | null {
  const day = only(scene);
  const found = longestOwnStay(scene);
  if (!found || found.endMs - found.startMs < 30 * MIN_MS) return null;
  const m = random.between(150, 400);
  const angle = random.between(0, 2 * Math.PI);
  const startMs = random.between(found.startMs, found.endMs - 25 * MIN_MS);
  const endMs = startMs + random.between(12, 24) * MIN_MS;
  const fixes = day.fixes.map((fix) => {
    const share = Math.max(
      0,
      Math.min(1, (fix.ms - startMs) / (4 * MIN_MS), (endMs - fix.ms) / (4 * MIN_MS)),
    );
    const moved = shifted(fix, share * m * Math.cos(angle), share * m * Math.sin(angle));
    return share === 0
      ? fix
      : { ...fix, ...moved, accuracyM: Math.round(fix.accuracyM + share * m * random.between(0.35, 0.8)) };
  });
  const spot = shifted(found.place, m * Math.cos(angle), m * Math.sin(angle));
  return same({
    ...scene,
    places: [...clearOf(scene, spot, 150), placeRow('c-trap', 'competitor', spot, 60)],
    days: [{ ...day, fixes }],
  });
}

/** One reading lies inside a competitor's shop a kilometre away. */
function oneBadFix(scene: Scene, setting: Setting): Planted | null {
  const day = only(scene);
  const spot = pickSpot(scene, { nearM: 500, farM: 2000, clearM: 300 }, setting);
  const worked = day.fixes.filter(({ ms }) => ms > day.shift.startMs && ms < day.shift.endMs);
  if (!spot || worked.length === 0) return null;
  const bad = setting.random.pick(worked);
  const fixes = day.fixes.map((fix) => (fix === bad ? { ...fix, lng: spot.lng, lat: spot.lat } : fix));
  return same({
    ...scene,
    places: [...scene.places, placeRow('c-trap', 'competitor', spot, 60)],
    days: [{ ...day, fixes }],
  });
}

/** The second job of the planters, declared and approved with its place and hours. */
function approvedJob(scene: Scene, setting: Setting): Planted | null {
  const made = atUnknownPlace(scene, { dwellMin: 120, days: 3 }, setting);
  if (!made) return null;
  const known = made.scene.days.find(({ day }) => day === made.days[0]);
  const site = known && longestUnknown(made.scene, known);
  if (!site) return null;
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '07:30', to: '20:30' }));
  const declaration = { id: 'd1', status: 'approved', placeId: 'x-job', employer: '社区图书室', hours };
  return same({
    ...made.scene,
    places: [...made.scene.places, placeRow('x-job', 'other', site, 100)],
    declarations: [declaration],
  });
}

/** The whole day 60 km away on an approved trip. */
function approvedTrip(scene: Scene, setting: Setting): Planted | null {
  const day = only(scene);
  const { random } = setting;
  const [east, north] = [random.between(40, 60) * 1000, random.between(-40, 40) * 1000];
  const fixes = day.fixes.map((fix) => ({ ...fix, ...shifted(fix, east, north) }));
  const trip = {
    start: iso(day.shift.startMs - HOUR_MS),
    end: iso(day.shift.endMs + HOUR_MS),
    kind: 'trip' as const,
  };
  return same({ ...scene, days: [{ ...day, fixes, visits: [], orders: [], leaves: [trip] }] });
}

/** From the third day on the person serves another area: new customers, logged visits, a new zone, told by the manager. */
function newTerritory(scene: Scene, { random }: Setting): Planted | null {
  const angle = random.between(0, 2 * Math.PI);
  const [east, north] = [9000 * Math.cos(angle), 9000 * Math.sin(angle)];
  const first = scene.days[2];
  const last = scene.days.at(-1);
  if (!first || !last || scene.days.length < 8) return null;
  const own = scene.places.filter(({ kind }) => kind === 'customer' || kind === 'own_store');
  const moved = own.map((place): PlaceRow => ({
    ...place,
    ...shifted(place, east, north),
    id: `n-${place.id}`,
    kind: 'customer',
  }));
  const days = scene.days.map((day, at): Day => {
    if (at < 2) return day;
    const arranged = {
      from: iso(day.zeroMs),
      to: iso(day.zeroMs + 24 * HOUR_MS),
      reason: 'customer_change' as const,
    };
    return {
      ...day,
      fixes: day.fixes.map((fix) => ({ ...fix, ...shifted(fix, east, north) })),
      punches: day.punches.map(({ lng, lat, ...punch }) =>
        lng === undefined || lat === undefined ? punch : { ...punch, ...shifted({ lng, lat }, east, north) },
      ),
      visits: day.visits.map((visit) => ({ ...visit, customerId: `n-${visit.customerId}` })),
      orders: day.orders.map((order) => ({ ...order, customerId: `n-${order.customerId}` })),
      arrangements: [arranged],
    };
  });
  const zones = scene.zones.flatMap((zone) => [zone, { ...zone, id: 'z2', ...shifted(zone, east, north) }]);
  return same({ ...scene, days, places: [...scene.places, ...moved], zones });
}

const same = (scene: Scene): Planted => ({ scene, days: [] });

const clearOf = (scene: Scene, spot: Spot, m: number): PlaceRow[] =>
  scene.places.filter((place) => place.kind !== 'competitor' || distanceM(place, spot) >= m);

function outward(zone: Spot, m: number, { random }: Setting): Spot {
  const angle = random.between(0, 2 * Math.PI);
  return shifted(zone, m * Math.cos(angle), m * Math.sin(angle));
}

/** The longest stay of working time at a place of ours. */
function longestOwnStay(scene: Scene): { place: PlaceRow; startMs: number; endMs: number } | null {
  const { shift, fixes } = only(scene);
  const own = scene.places.filter(({ kind }) => kind === 'customer' || kind === 'own_store');
  const stays = staysOf(fixes).flatMap((stay) => {
    const place = own.find((one) => distanceM(one, stay) < 80);
    const startMs = Math.max(+stay.startAt, shift.startMs);
    const endMs = Math.min(+stay.lastFixAt, shift.endMs);
    return place && endMs - startMs >= 20 * MIN_MS ? [{ place, startMs, endMs }] : [];
  });
  return stays.toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs))[0] ?? null;
}

/** Where the day's longest stay away from every known place was. */
function longestUnknown(scene: Scene, { fixes }: Day): Spot | null {
  const stays = staysOf(fixes).filter((stay) => scene.places.every((place) => distanceM(place, stay) > 300));
  return stays.toSorted((a, b) => +b.lastFixAt - +b.startAt - (+a.lastFixAt - +a.startAt))[0] ?? null;
}
