import type { Random } from '../../../demo/random.ts';
import type { Level, Planter, Setting } from './case.ts';
import { findSlot } from './detour.ts';
import { only } from './plant-places.ts';
import { NO_VISITS } from './plant-swaps.ts';
import {
  distanceM,
  dropVisits,
  fixAt,
  HOUR_MS,
  MIN_MS,
  replaceFixes,
  shifted,
  type Day,
  type Fix,
  type PlaceRow,
  type Scene,
} from './scene.ts';

export const SPOOF_PLANTERS: readonly Planter[] = [
  spoof('spoof/teleport', 'easy', teleport),
  spoof('spoof/freeze-0m', 'easy', (day, _scene, setting) => freeze(day, 0, setting)),
  spoof('spoof/freeze-1.5m', 'medium', (day, _scene, setting) => freeze(day, 1.5, setting)),
  spoof('spoof/freeze-5m', 'hard', (day, _scene, setting) => freeze(day, 5, setting)),
  spoof('spoof/replay-0m', 'easy', (day, scene, setting) =>
    replay(day, scene, { noiseM: 0, warp: 0, ...setting }),
  ),
  spoof('spoof/replay-5m', 'medium', (day, scene, setting) =>
    replay(day, scene, { noiseM: 5, warp: 0.03, ...setting }),
  ),
  spoof('spoof/replay-10m', 'hard', (day, scene, setting) =>
    replay(day, scene, { noiseM: 10, warp: 0.03, ...setting }),
  ),
  spoof('spoof/straight-leg', 'medium', straightLegs),
  spoof('spoof/constant-accuracy', 'hard', parked),
];

function spoof(
  name: string,
  level: Level,
  change: (day: Day, scene: Scene, setting: Setting) => Day | null,
): Planter {
  return {
    name,
    level,
    staff: 'rep',
    unit: 'day',
    detectors: ['spoofed-location'],
    plant(scene, setting) {
      const day = change(only(scene), scene, setting);
      return day && { scene: { ...scene, days: [day] }, days: [day.day] };
    },
  };
}

/** From one fix to the next the phone is at an own store more than 2 km away, for an hour, and back as suddenly. */
function teleport(day: Day, scene: Scene, { random }: Setting): Day | null {
  const fromMs = findSlot(day, HOUR_MS, random);
  const at = fromMs === null ? undefined : fixAt(day.fixes, fromMs);
  const store = at && ownPlaces(scene).find((place) => distanceM(place, at) > 2000);
  if (!at || fromMs === null || !store) return null;
  const span = { startMs: at.ms + 1, endMs: at.ms + HOUR_MS };
  return dropVisits(
    replaceFixes(
      day,
      span,
      jittered(store, { startMs: at.ms + 30_000, endMs: span.endMs }, { noiseM: 3, random }),
    ),
    span,
  );
}

/** The same position for three hours or more, with a little noise, while the person goes about. */
function freeze(day: Day, noiseM: number, { random }: Setting): Day | null {
  const startMs = findSlot(day, 2.5 * HOUR_MS, random);
  const at = startMs === null ? undefined : fixAt(day.fixes, startMs);
  if (startMs === null || !at) return null;
  const endMs = Math.min(day.shift.endMs, startMs + 3.5 * HOUR_MS);
  return dropVisits(
    replaceFixes(
      day,
      { startMs, endMs },
      jittered(at, { startMs, endMs }, { noiseM, random, isAccuracyAlive: noiseM > 0 }),
    ),
    { startMs, endMs },
  );
}

/** The track of an earlier day, again; records stay as they were claimed. */
function replay(
  day: Day,
  scene: Scene,
  { noiseM, warp, random }: { noiseM: number; warp: number; random: Random },
): Day | null {
  const source = scene.history
    .filter(({ fixes }) => fixes.length > 100)
    .at(-1 - Math.floor(random.between(0, 5)));
  if (!source) return null;
  const stretch = 1 + random.between(-warp, warp);
  const middleMs = source.zeroMs + 13 * HOUR_MS;
  const fixes = source.fixes.map((fix) => ({
    ...shifted(fix, random.normal(noiseM), random.normal(noiseM)),
    accuracyM: fix.accuracyM,
    ms: day.zeroMs + 13 * HOUR_MS + (fix.ms - middleMs) * stretch,
  }));
  return { ...day, fixes, ...NO_VISITS };
}

/** A made-up day: own stores in turn, dead straight ways at one speed, three metres of noise. */
function straightLegs(day: Day, scene: Scene, { random }: Setting): Day | null {
  const stores = ownPlaces(scene).slice(0, 4);
  if (stores.length < 3) return null;
  const stepMs = 30_000;
  const fixes: Fix[] = [];
  let at: PlaceRow | undefined = stores[0];
  for (let ms = day.shift.startMs, n = 1; at && ms < day.shift.endMs; n++) {
    const stayMs = random.between(30, 60) * MIN_MS;
    fixes.push(...jittered(at, { startMs: ms, endMs: ms + stayMs }, { noiseM: 3, random }));
    ms += stayMs;
    const to: PlaceRow = stores[n % stores.length] ?? at;
    const steps = Math.max(2, Math.round(distanceM(at, to) / (8.3 * 30)));
    for (let step = 1; step <= steps; step++, ms += stepMs) {
      const share = step / steps;
      const spot = { lng: at.lng + (to.lng - at.lng) * share, lat: at.lat + (to.lat - at.lat) * share };
      fixes.push({ ms, ...shifted(spot, random.normal(3), random.normal(3)), accuracyM: 8 });
    }
    at = to;
  }
  return { ...day, fixes, ...NO_VISITS };
}

/** The whole shift at the own store in plain normal noise, and an accuracy that never changes. */
function parked(day: Day, scene: Scene, { random }: Setting): Day | null {
  const store = ownPlaces(scene)[0];
  return store ? { ...day, fixes: jittered(store, day.shift, { noiseM: 3, random }), ...NO_VISITS } : null;
}

function jittered(
  center: { lng: number; lat: number },
  { startMs, endMs }: { startMs: number; endMs: number },
  { noiseM, random, isAccuracyAlive = false }: { noiseM: number; random: Random; isAccuracyAlive?: boolean },
): Fix[] {
  const fixes: Fix[] = [];
  for (let ms = startMs; ms < endMs; ms += 30_000)
    fixes.push({
      ms,
      ...(noiseM === 0
        ? { lng: center.lng, lat: center.lat }
        : shifted(center, random.normal(noiseM), random.normal(noiseM))),
      accuracyM: isAccuracyAlive ? Math.round(random.between(8, 25)) : 8,
    });
  return fixes;
}

const ownPlaces = (scene: Scene): PlaceRow[] =>
  scene.places.filter(({ kind }) => kind === 'own_store' || kind === 'customer');
