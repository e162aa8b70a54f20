import { detour, isWorked } from './detour.ts';
import type { Level, Planted, Planter, Setting } from './case.ts';
import { staysOf } from './motion-bank.ts';
import { distanceM, fixAt, MIN_MS, shifted, type Day, type Scene, type Spot } from './scene.ts';
import { placeRow } from './world.ts';

/** Metres from the stay the person leaves, and from every place the person is known to use. */
type Ring = Readonly<{ nearM: number; farM: number; clearM: number }>;
const FAR: Ring = { nearM: 1500, farM: 2500, clearM: 500 };
const NEAR: Ring = { nearM: 500, farM: 1500, clearM: 500 };
/** Next to a place of ours: the harder case of trajectory 4.3. */
const NEXT_DOOR: Ring = { nearM: 100, farM: 200, clearM: 100 };

export const COMPETITOR_PLANTERS: readonly Planter[] = [
  dwell('competitor/45min', 'easy', { dwellMin: 45, ring: FAR }),
  dwell('competitor/20min', 'medium', { dwellMin: 20, ring: NEAR }),
  dwell('competitor/10min', 'hard', { dwellMin: 10, ring: NEAR }),
  dwell('competitor/20min-150m', 'hard', { dwellMin: 20, ring: NEXT_DOOR }),
];

const NEW_STOP = ['new_stop', 'new_regular_stop'];

export const JOB_PLANTERS: readonly Planter[] = [
  job('second-job/5of10', 'easy', { dwellMin: 240, days: 5 }),
  job('second-job/3of10', 'medium', { dwellMin: 150, days: 3 }),
  job('second-job/2of10', 'hard', { dwellMin: 90, days: 2 }),
  {
    name: 'second-job/1day',
    level: 'hard',
    staff: 'rep',
    unit: 'day',
    detectors: ['route-change'],
    answers: NEW_STOP,
    plant: (scene, setting) => atUnknownPlace(scene, { dwellMin: 150, days: 1 }, setting),
  },
];

export const ZONE_PLANTERS: readonly Planter[] = [
  outside('zone/120min-15km', 'easy', { dwellMin: 120, beyondM: 15_000 }),
  outside('zone/60min-5km', 'medium', { dwellMin: 60, beyondM: 5000 }),
  outside('zone/30min-2km', 'hard', { dwellMin: 30, beyondM: 2000 }),
];

/** The same insertion at a place of ours: a detector that speaks here has learned the inserting, not the behaviour. */
export const ARTEFACT_CONTROL: Planter = {
  name: 'control/own-store',
  level: 'control',
  staff: 'rep',
  unit: 'day',
  detectors: [],
  plant(scene, setting) {
    const day = only(scene);
    const own = scene.places.filter(({ kind }) => kind === 'customer' || kind === 'own_store');
    return own.length === 0
      ? null
      : stayAt(scene, { day, place: setting.random.pick(own), dwellMin: 45 }, setting);
  },
};

function dwell(name: string, level: Level, { dwellMin, ring }: { dwellMin: number; ring: Ring }): Planter {
  return {
    name,
    level,
    staff: 'rep',
    unit: 'day',
    detectors: ['competitor-dwell'],
    plant(scene, setting) {
      const site = pickSpot(scene, ring, setting);
      if (!site) return null;
      const kept = scene.places.filter(
        (place) => place.kind !== 'competitor' || distanceM(place, site) >= 300,
      );
      const rival = placeRow('c-planted', 'competitor', site, 60);
      return stayAt(
        { ...scene, places: [...kept, rival] },
        { day: only(scene), place: site, dwellMin },
        setting,
      );
    },
  };
}

function job(name: string, level: Level, plan: { dwellMin: number; days: number }): Planter {
  return {
    name,
    level,
    staff: 'rep',
    unit: 'window',
    detectors: ['route-change'],
    answers: NEW_STOP,
    plant: (scene, setting) => atUnknownPlace(scene, plan, setting),
  };
}

/** Stays at a building nobody at the company knows, 1 to 5 km away, on some of the days. */
export function atUnknownPlace(
  scene: Scene,
  { dwellMin, days }: { dwellMin: number; days: number },
  setting: Setting,
): Planted | null {
  const site = pickSpot(scene, { nearM: 1000, farM: 5000, clearM: 500 }, setting);
  if (!site) return null;
  const starts = scene.days.map((day) =>
    day.leaves.length > 0 ? null : jobStart(day, dwellMin, setting.random),
  );
  const able = scene.days.filter((_, at) => starts[at] !== null);
  if (able.length < days) return null;
  const chosen = new Set(spreadOver(able.length, days).map((at) => able[at]));
  const changed = scene.days.map((day, at) => {
    const fromMs = starts[at];
    const made =
      chosen.has(day) && fromMs != null ? detour(day, { place: site, dwellMin, fromMs }, setting) : null;
    return made?.day ?? day;
  });
  const done = changed.filter((day, at) => day !== scene.days[at]).map(({ day }) => day);
  const places = scene.places.filter((place) => distanceM(place, site) >= 300);
  return done.length < days ? null : { scene: { ...scene, places, days: changed }, days: done };
}

/** A start that leaves room for the job within the shift, whatever break lies between, while the phone was reporting. */
function jobStart(day: Day, dwellMin: number, random: Setting['random']): number | null {
  const lastMs = day.shift.endMs - (dwellMin + 45) * MIN_MS;
  for (let tries = 0; tries < 30; tries++) {
    const fromMs = random.between(day.shift.startMs + 20 * MIN_MS, lastMs);
    const at = fixAt(day.fixes, fromMs);
    if (fromMs < lastMs && at && Math.abs(at.ms - fromMs) <= 15 * MIN_MS) return fromMs;
  }
  return null;
}

function outside(
  name: string,
  level: Level,
  { dwellMin, beyondM }: { dwellMin: number; beyondM: number },
): Planter {
  return {
    name,
    level,
    staff: 'rep',
    unit: 'day',
    detectors: ['off-zone'],
    plant(scene, setting) {
      const zone = scene.zones[0];
      if (!zone) return null;
      const angle = setting.random.between(0, 2 * Math.PI);
      const reachM = zone.radiusM + beyondM;
      const place = shifted(zone, Math.cos(angle) * reachM, Math.sin(angle) * reachM);
      if (scene.places.some((one) => distanceM(one, place) < 500 && one.kind !== 'competitor')) return null;
      const places = scene.places.filter((one) => distanceM(one, place) >= 300);
      return stayAt({ ...scene, places }, { day: only(scene), place, dwellMin }, setting);
    },
  };
}

function stayAt(
  scene: Scene,
  { day, place, dwellMin }: { day: Day; place: Spot; dwellMin: number },
  setting: Setting,
): Planted | null {
  const made = detour(day, { place, dwellMin }, setting);
  if (!made || !isWorked(day, made.dwell)) return null;
  return { scene: { ...scene, days: [made.day] }, days: [day.day] };
}

/** A building in the ring around one of the day's stays and clear of every place the person used before. */
export function pickSpot(
  scene: Scene,
  { nearM, farM, clearM }: Ring,
  { buildings, random }: Setting,
): Spot | null {
  const today = scene.days.flatMap(({ fixes }) => staysOf(fixes));
  const used = [...scene.history, ...scene.days].flatMap(({ fixes }) => staysOf(fixes));
  const own = scene.places.filter(({ kind }) => kind !== 'competitor');
  if (today.length === 0) return null;
  const from: Spot = random.pick<Spot>(nearM < 300 && own.length > 0 ? own : today);
  const near = buildings.filter((spot) => {
    const m = distanceM(spot, from);
    return m >= nearM && m <= farM;
  });
  for (let tries = 0; near.length > 0 && tries < 40; tries++) {
    const spot = random.pick(near);
    if ([...used, ...own].every((one) => distanceM(one, spot) >= clearM)) return spot;
  }
  return null;
}

/** `count` positions of 0 to `length` - 1, evenly apart, from the third on so that there is a quiet beginning. */
export function spreadOver(length: number, count: number): number[] {
  if (length === 1) return [0];
  const first = Math.min(2, length - count);
  return Array.from({ length: count }, (_, n) => first + Math.floor((n * (length - first)) / count));
}

export function only(scene: Scene): Day {
  const day = scene.days[0];
  if (!day || scene.days.length !== 1) throw new RangeError('made for one day');
  return day;
}
