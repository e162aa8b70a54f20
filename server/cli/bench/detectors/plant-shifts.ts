import type { Level, Planted, Planter, Setting } from './case.ts';
import { detour } from './detour.ts';
import { only, spreadOver } from './plant-places.ts';
import { punchAt } from './records.ts';
import {
  distanceM,
  HOUR_MS,
  MIN_MS,
  replaceFixes,
  type Day,
  type PlaceRow,
  type Scene,
  type Spot,
} from './scene.ts';
import { walk } from './staff.ts';

export const STORE_PLANTERS: readonly Planter[] = [
  alternate('two-stores/4x90min', 'easy', { turns: 4, stayMin: 90 }),
  alternate('two-stores/3x60min', 'medium', { turns: 3, stayMin: 60 }),
  alternate('two-stores/2x40min', 'hard', { turns: 2, stayMin: 40 }),
];

export const PICKUP_PLANTERS: readonly Planter[] = [
  rounds('pickup-rounds/5x4', 'easy', { stops: 5, days: 4 }),
  rounds('pickup-rounds/4x3', 'medium', { stops: 4, days: 3 }),
  rounds('pickup-rounds/3x2', 'hard', { stops: 3, days: 2 }),
];

export const ATTENDANCE_PLANTERS: readonly Planter[] = [
  { ...base('attendance/absent-3h', 'easy'), plant: (scene, setting) => absent(scene, 180, setting) },
  { ...base('attendance/absent-90min', 'medium'), plant: (scene, setting) => absent(scene, 90, setting) },
  { ...base('attendance/left-60min-early', 'hard'), plant: leftEarly },
  { ...base('attendance/other-phone', 'medium'), plant: otherPhone },
];

function base(name: string, level: Level): Omit<Planter, 'plant'> {
  return { name, level, staff: 'promoter', unit: 'day', detectors: ['attendance-mismatch'] };
}

/** Turns between the own store and another one of the company, all in one shift. */
function alternate(
  name: string,
  level: Level,
  { turns, stayMin }: { turns: number; stayMin: number },
): Planter {
  return {
    name,
    level,
    staff: 'promoter',
    unit: 'day',
    detectors: ['two-stores'],
    plant(scene, { bank, random }) {
      const day = only(scene);
      const [store, ...others] = scene.places.filter(({ kind }) => kind === 'own_store');
      const other = others.find(
        (place) => store && distanceM(place, store) > 400 && distanceM(place, store) < 12_000,
      );
      if (!store || !other) return null;
      const fromMs = day.shift.breaks[0]?.endMs ?? day.shift.startMs;
      const stepMs = (day.shift.endMs - fromMs) / turns;
      const stops = Array.from({ length: turns }, (_, n): { spot: Spot; endMs: number }[] => [
        {
          spot: store,
          endMs: fromMs + n * stepMs + Math.max(10 * MIN_MS, stepMs - stayMin * MIN_MS - 20 * MIN_MS),
        },
        { spot: other, endMs: fromMs + (n + 1) * stepMs - 10 * MIN_MS },
      ]).flat();
      const span = { startMs: fromMs, endMs: day.shift.endMs + 15 * MIN_MS };
      const fixes = walk([...stops, { spot: store, endMs: span.endMs }], { startMs: fromMs, bank, random });
      return { scene: { ...scene, days: [replaceFixes(day, span, fixes)] }, days: [day.day] };
    },
  };
}

/** Stops of four to seven minutes at a competitor's pickup point with no waybill of ours, on several days. */
function rounds(name: string, level: Level, { stops, days }: { stops: number; days: number }): Planter {
  return {
    name,
    level,
    staff: 'rider',
    unit: 'window',
    detectors: ['pickup-rounds'],
    plant(scene, setting) {
      const point = scene.places.find(({ kind }) => kind === 'competitor_pickup');
      const chosen = new Set(spreadOver(scene.days.length, days));
      if (!point || scene.days.length < days + 2) return null;
      const changed = scene.days.map((day, at) =>
        chosen.has(at) ? withStops(day, point, { stops, setting }) : day,
      );
      const done = changed.filter((day, at) => day !== scene.days[at]).map(({ day }) => day);
      return { scene: { ...scene, days: changed }, days: done };
    },
  };
}

/** The stops, each with a way there and on; waybills whose time they take are delivered by others. */
function withStops(day: Day, point: PlaceRow, { stops, setting }: { stops: number; setting: Setting }): Day {
  const { random } = setting;
  const stepMs = (day.shift.endMs - day.shift.startMs - HOUR_MS) / stops;
  let changed = day;
  for (let n = 0; n < stops; n++) {
    const fromMs = day.shift.startMs + 20 * MIN_MS + n * stepMs + random.between(0, stepMs * 0.3);
    const made = detour(changed, { place: point, dwellMin: random.between(4, 7), fromMs }, setting);
    const span = made && { startMs: fromMs, endMs: made.dwell.endMs + 10 * MIN_MS };
    if (!made || !span) continue;
    const isFree = ({ from, to }: Day['tasks'][number]) =>
      Date.parse(to) < span.startMs || Date.parse(from) > span.endMs;
    changed = { ...made.day, tasks: made.day.tasks.filter(isFree) };
  }
  return changed;
}

/** Punched in at the store in time, then away until `minutes` later. */
function absent(scene: Scene, minutes: number, { bank, buildings, random }: Setting): Planted | null {
  const day = only(scene);
  const store = scene.places.find(({ id }) => id === day.shift.placeId);
  const away =
    store && buildings.filter((spot) => distanceM(spot, store) > 1500 && distanceM(spot, store) < 6000);
  if (!store || !away || away.length === 0) return null;
  const startMs = day.shift.startMs - 8 * MIN_MS;
  const backMs = day.shift.startMs + minutes * MIN_MS;
  const span = { startMs, endMs: backMs + 15 * MIN_MS };
  const fixes = walk(
    [
      { spot: random.pick(away), endMs: backMs },
      { spot: store, endMs: span.endMs + 5 * MIN_MS },
    ],
    { startMs, bank, random },
  );
  const changed = replaceFixes(day, span, fixes);
  const own = punchAt(day, { kind: 'in', ms: day.shift.startMs - 2 * MIN_MS, personId: scene.person.id });
  const punches = changed.punches.map((punch) => (punch.kind === 'in' ? own : punch));
  return { scene: { ...scene, days: [{ ...changed, punches }] }, days: [day.day] };
}

/** Gone an hour before the end of the shift; punched out in time. */
function leftEarly(scene: Scene, setting: Setting): Planted | null {
  const day = only(scene);
  const { bank, buildings, random } = setting;
  const store = scene.places.find(({ id }) => id === day.shift.placeId);
  const away =
    store && buildings.filter((spot) => distanceM(spot, store) > 1500 && distanceM(spot, store) < 5000);
  if (!store || !away || away.length === 0) return null;
  const startMs = day.shift.endMs - 75 * MIN_MS;
  const span = { startMs, endMs: day.shift.endMs + 15 * MIN_MS };
  const stops = [
    { spot: store, endMs: startMs + MIN_MS },
    { spot: random.pick(away), endMs: span.endMs },
  ];
  const changed = replaceFixes(day, span, walk(stops, { startMs, bank, random }));
  return { scene: { ...scene, days: [changed] }, days: [day.day] };
}

/** A colleague punches for the person with the colleague's phone; the person's own phone is elsewhere for two hours. */
function otherPhone(scene: Scene, setting: Setting): Planted | null {
  const made = absent(scene, 120, setting);
  const day = made?.scene.days[0];
  const peer = day?.peers[0];
  if (!made || !day || !peer) return null;
  const punches = day.punches.map((punch) =>
    punch.kind === 'in' ? { ...punch, deviceId: peer.deviceId } : punch,
  );
  return { ...made, scene: { ...made.scene, days: [{ ...day, punches }] } };
}
