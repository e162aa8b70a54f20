import type { Planted, Planter, Setting } from './case.ts';
import { detour } from './detour.ts';
import { staysOf } from './motion-bank.ts';
import { only, pickSpot } from './plant-places.ts';
import { visitRow } from './records.ts';
import { distanceM, fixAt, MIN_MS, shifted, type PlaceRow, type Scene, type Spot } from './scene.ts';
import { placeRow } from './world.ts';

/** Situations of places and ways that only look like something (product section 3). */
export const PLACE_TRAPS: readonly Planter[] = [
  trap('rival-next-door', 'day', rivalNextDoor),
  trap('lunch-at-rival', 'day', lunchAtRival),
  trap('planned-customer-outside-zone', 'day', plannedOutside),
  trap('drift-onto-rival', 'day', driftOntoRival),
  trap('one-bad-fix', 'day', oneBadFix),
];

/** A situation of a rep that no detector may notice. */
export function trap(name: string, unit: Planter['unit'], plant: Planter['plant']): Planter {
  return { name: `trap/${name}`, level: 'control', staff: 'rep', unit, detectors: [], plant };
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
  const untilMs = pause.endMs + random.between(0, 4) * MIN_MS;
  const made = detour(day, { place: spot, dwellMin: 52, fromMs, untilMs }, { bank, random });
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

export const same = (scene: Scene): Planted => ({ scene, days: [] });

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
