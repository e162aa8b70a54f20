import type { Level, Planted, Planter, Setting } from './case.ts';
import { findSlot } from './detour.ts';
import { visitRow } from './records.ts';
import { only } from './plant-places.ts';
import {
  distanceM,
  HOUR_MS,
  iso,
  MIN_MS,
  workSpans,
  type Day,
  type PlaceRow,
  type Scene,
  type VisitRow,
} from './scene.ts';

const CLAIM_MIN = 30;

export const VISIT_PLANTERS: readonly Planter[] = [
  elsewhere('fabricated-visit/3km', 'easy', { nearM: 3000, farM: 30_000 }),
  elsewhere('fabricated-visit/1km', 'medium', { nearM: 1000, farM: 3000 }),
  elsewhere('fabricated-visit/300m', 'hard', { nearM: 320, farM: 1000 }),
  {
    name: 'fabricated-visit/other-hour',
    level: 'hard',
    staff: 'rep',
    unit: 'day',
    detectors: ['visit-unsupported'],
    plant: movedInTime,
  },
];

/** A claim while the phone was silent: nobody can say, so nothing may be said. */
export const UNSEEN_VISIT: Planter = {
  name: 'control/unseen-visit',
  level: 'control',
  staff: 'rep',
  unit: 'day',
  detectors: [],
  plant(scene, { random }) {
    const day = only(scene);
    const startMs = findSlot(day, 2 * HOUR_MS, random);
    const customer = customersOf(scene).at(-1);
    if (startMs === null || !customer) return null;
    const span = { startMs, endMs: startMs + 2 * HOUR_MS };
    const quiet: Day = {
      ...day,
      fixes: day.fixes.filter(({ ms }) => ms < span.startMs || ms > span.endMs),
      gaps: [{ start: iso(span.startMs), end: iso(span.endMs), cause: 'offline' }],
      visits: day.visits.filter(({ start, end }) => !touches(start, end, span)),
    };
    return withVisit(scene, quiet, visitRow(customer.id, startMs + 40 * MIN_MS, startMs + 70 * MIN_MS));
  },
};

function elsewhere(name: string, level: Level, { nearM, farM }: { nearM: number; farM: number }): Planter {
  return {
    name,
    level,
    staff: 'rep',
    unit: 'day',
    detectors: ['visit-unsupported'],
    plant(scene, { random }) {
      const day = only(scene);
      for (let tries = 0; tries < 40; tries++) {
        const startMs = findSlot(day, CLAIM_MIN * MIN_MS, random);
        if (startMs === null) return null;
        const endMs = startMs + CLAIM_MIN * MIN_MS;
        const place = customersOf(scene).find((one) => {
          const m = closestM(day, one, { startMs, endMs });
          return m >= nearM && m <= farM;
        });
        if (place) return withVisit(scene, day, visitRow(place.id, startMs, endMs));
      }
      return null;
    },
  };
}

/** A visit that was made, claimed one to four hours off. */
function movedInTime(scene: Scene, { random }: Setting): Planted | null {
  const day = only(scene);
  const places = new Map(scene.places.map((place) => [place.id, place]));
  for (let tries = 0; day.visits.length > 0 && tries < 30; tries++) {
    const visit = random.pick(day.visits);
    const place = places.get(visit.customerId);
    const byMs = random.between(1, 4) * HOUR_MS * (random.next() < 0.5 ? -1 : 1);
    const startMs = Date.parse(visit.start) + byMs;
    const endMs = Date.parse(visit.end) + byMs;
    const isInWork = workSpans(day).some((span) => startMs >= span.startMs && endMs <= span.endMs);
    if (!place || !isInWork || !isObserved(day, { startMs, endMs })) continue;
    if (closestM(day, place, { startMs, endMs }) < 320) continue;
    const left = { ...day, visits: day.visits.filter(({ id }) => id !== visit.id) };
    return withVisit(scene, left, visitRow(place.id, startMs, endMs));
  }
  return null;
}

function withVisit(scene: Scene, day: Day, visit: VisitRow): Planted {
  const planted = { ...visit, id: 'v-planted' };
  const visits = [...day.visits, planted].toSorted((a, b) => (a.start < b.start ? -1 : 1));
  return { scene: { ...scene, days: [{ ...day, visits }] }, days: [day.day], visitId: planted.id };
}

/** How near the phone came from a quarter of an hour before the span to one after it; 0 when it was not observed. */
function closestM(day: Day, place: PlaceRow, { startMs, endMs }: { startMs: number; endMs: number }): number {
  const wide = { startMs: startMs - 15 * MIN_MS, endMs: endMs + 15 * MIN_MS };
  if (!isObserved(day, wide)) return 0;
  const fixes = day.fixes.filter(({ ms }) => ms >= wide.startMs && ms <= wide.endMs);
  return Math.min(...fixes.map((fix) => distanceM(fix, place)));
}

/** Fixes at most five minutes apart throughout. */
function isObserved(day: Day, { startMs, endMs }: { startMs: number; endMs: number }): boolean {
  const times = day.fixes.map(({ ms }) => ms).filter((ms) => ms >= startMs && ms <= endMs);
  return [startMs, ...times, endMs].every((ms, at, all) => ms - (all[at - 1] ?? ms) <= 5 * MIN_MS);
}

const customersOf = (scene: Scene): PlaceRow[] =>
  scene.places.filter(({ kind }) => kind === 'customer' || kind === 'own_store');

const touches = (start: string, end: string, span: { startMs: number; endMs: number }): boolean =>
  Date.parse(start) < span.endMs && Date.parse(end) > span.startMs;
