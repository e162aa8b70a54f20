import type { Random } from '../../../demo/random.ts';
import type { Planted, Planter, Setting } from './case.ts';
import { only } from './plant-places.ts';
import { recordsOf } from './records.ts';
import { HOUR_MS, MIN_MS, shifted, type Fix, type Scene } from './scene.ts';

/** What others would notice of such a day by the records is left out: the track alone is in question. */
export const NO_VISITS = { visits: [], orders: [] } as const;
/** A day that is not the person's: each of these may notice it. */
const SWAP = ['route-change', 'spoofed-location', 'attendance-mismatch'];

export const ROUTE_PLANTERS: readonly Planter[] = [
  {
    name: 'route/other-weekday',
    level: 'hard',
    staff: 'rep',
    unit: 'day',
    detectors: ['route-change'],
    plant: otherWeekday,
  },
  {
    name: 'route/reversed',
    level: 'medium',
    staff: 'rep',
    unit: 'day',
    detectors: ['route-change', 'spoofed-location'],
    answers: ['unusual_order'],
    plant: reversed,
  },
];

export const BUDDY_PLANTERS: readonly Planter[] = [
  {
    name: 'buddy/colleague-day',
    level: 'easy',
    staff: 'rep',
    unit: 'day',
    detectors: SWAP,
    answers: ['unusual_places'],
    plant: colleagueDay,
  },
  {
    name: 'buddy/device-copy',
    level: 'medium',
    staff: 'rep',
    unit: 'day',
    detectors: SWAP,
    plant: deviceCopy,
  },
  { name: 'buddy/handover-noon', level: 'hard', staff: 'rep', unit: 'day', detectors: SWAP, plant: handover },
];

function reversed(scene: Scene): Planted | null {
  const day = only(scene);
  const sumMs = day.shift.startMs + day.shift.endMs;
  const fixes = day.fixes.map((fix) => ({ ...fix, ms: sumMs - fix.ms })).toReversed();
  return { scene: { ...scene, days: [{ ...day, fixes, ...NO_VISITS }] }, days: [day.day] };
}

/** What the person usually does on another weekday. */
function otherWeekday(scene: Scene): Planted | null {
  const day = only(scene);
  const weekday = new Date(day.zeroMs + 12 * HOUR_MS).getUTCDay();
  const source = scene.history.findLast(
    ({ zeroMs }) => new Date(zeroMs + 12 * HOUR_MS).getUTCDay() !== weekday,
  );
  if (!source) return null;
  const fixes = source.fixes.map((fix) => ({ ...fix, ms: fix.ms - source.zeroMs + day.zeroMs }));
  return { scene: { ...scene, days: [{ ...day, fixes, ...NO_VISITS }] }, days: [day.day] };
}

/** The phone spends the day with somebody the records do not name. */
function colleagueDay(scene: Scene, { strangers, random }: Setting): Planted | null {
  const day = only(scene);
  const raw = random.pick(random.pick(strangers).days);
  const fixes = raw.fixes.map((fix) => ({ ...fix, ms: fix.ms + day.zeroMs }));
  const own = scene.places.filter(({ kind }) => kind !== 'competitor');
  const records = recordsOf({ ...day, fixes }, { personId: scene.person.id, own, random });
  return {
    scene: { ...scene, days: [{ ...day, fixes, punches: records.punches, ...NO_VISITS }] },
    days: [day.day],
  };
}

/** Somebody else of the team carries this phone beside the own one. */
function deviceCopy(scene: Scene, { random }: Setting): Planted | null {
  const day = only(scene);
  const peer = day.peers.find(({ fixes }) => fixes.length > 100);
  if (!peer) return null;
  return {
    scene: { ...scene, days: [{ ...day, fixes: copied(peer.fixes, random), ...NO_VISITS }] },
    days: [day.day],
  };
}

function handover(scene: Scene, { random }: Setting): Planted | null {
  const day = only(scene);
  const noonMs = day.zeroMs + 12 * HOUR_MS;
  const peer = day.peers.find(({ fixes }) => fixes.filter(({ ms }) => ms > noonMs).length > 60);
  if (!peer) return null;
  const later = copied(peer.fixes, random).filter(({ ms }) => ms > noonMs + 30 * MIN_MS);
  const fixes = [...day.fixes.filter(({ ms }) => ms < noonMs), ...later];
  return { scene: { ...scene, days: [{ ...day, fixes, ...NO_VISITS }] }, days: [day.day] };
}

const copied = (fixes: readonly Fix[], random: Random): Fix[] =>
  fixes.map((fix) => ({ ...fix, ...shifted(fix, random.normal(5), random.normal(5)), ms: fix.ms + 3000 }));
