import { createRandom, seedOf } from '../../../demo/random.ts';
import type { Planter, Setting } from '../detectors/case.ts';
import { makeCity } from '../detectors/made-city.ts';
import { collectMotion } from '../detectors/motion-bank.ts';
import { COMPETITOR_PLANTERS, JOB_PLANTERS, ZONE_PLANTERS } from '../detectors/plant-places.ts';
import { VISIT_PLANTERS } from '../detectors/plant-visits.ts';
import { shifted, type Scene, type Spot } from '../detectors/scene.ts';
import { buildWorld, drawCompetitors } from '../detectors/world.ts';

/** Working days of everyone: the last ten are judged (with the fortnight they rest on), those before are what was usual. */
export const TOWN_DAYS = 20;
/** People of one town; one of them misbehaves. */
export const TOWN_PEOPLE = 100;
const RIVALS = 200;
/** A reading every two minutes, as a field app in the foreground gives. */
const PING_MS = 120_000;
/** Metres between towns in a square of ten by ten. */
const APART_M = 100_000;
const FIRST: Spot = { lng: 108, lat: 26 };
/** People whose recorded ways a planted detour is made of. */
const BANK_PEOPLE = 3;
/** Judged days on which a behaviour of one day may be planted: those that the first night judges. */
const JUDGED = [6, 7, 8];
const PLANTERS = [...COMPETITOR_PLANTERS, ...JOB_PLANTERS, ...VISIT_PLANTERS, ...ZONE_PLANTERS].filter(
  ({ staff }) => staff === 'rep',
);

/** A town of the company: the rival's shops, and everyone's days with honest records, but for one in a hundred. */
export type Town = Readonly<{
  id: string;
  rivals: readonly Spot[];
  staff: readonly Scene[];
  planted: number;
}>;

/** The `n`-th town with its first `people` people; always the same. */
export function makeTown(n: number, people: number): Town {
  const seed = n + 1;
  const center = shifted(FIRST, (n % 10) * APART_M, Math.floor(n / 10) * APART_M);
  const city = makeCity({ people, days: TOWN_DAYS, seed, center, pingMs: PING_MS });
  const rivals = drawCompetitors(city.buildings, seed, RIVALS);
  const scenes = city.people.map(
    (person) => buildWorld(person, { competitors: rivals, colleagues: [], seed }).base,
  );
  const setting: Setting = {
    bank: collectMotion(city.people.slice(0, BANK_PEOPLE).flatMap(({ days }) => days)),
    random: createRandom(seedOf(`town ${n}`)),
    buildings: city.buildings,
    strangers: [],
  };
  const planted = plantOne(scenes, n, setting);
  return {
    id: `t${n}`,
    rivals,
    staff: scenes.map((scene) => (scene === planted?.of ? planted.scene : scene)),
    planted: planted ? 1 : 0,
  };
}

/** The first person of the town, and the first behaviour from the `n`-th on, that have room for each other. */
function plantOne(scenes: readonly Scene[], n: number, setting: Setting): { of: Scene; scene: Scene } | null {
  for (const of of scenes.slice(0, TOWN_PEOPLE / 2))
    for (let turn = 0; turn < PLANTERS.length; turn++) {
      const planter = PLANTERS[(n + turn) % PLANTERS.length];
      const scene = planter && plantInto(of, planter, setting);
      if (scene) return { of, scene };
    }
  return null;
}

function plantInto(scene: Scene, planter: Planter, setting: Setting): Scene | null {
  const tried = planter.unit === 'window' ? [scene.days] : JUDGED.map((at) => scene.days.slice(at, at + 1));
  for (const days of tried) {
    const planted = days.length === 0 ? null : planter.plant({ ...scene, days }, setting);
    if (!planted) continue;
    const changed = new Map(planted.scene.days.map((day) => [day.day, day]));
    return { ...planted.scene, days: scene.days.map((day) => changed.get(day.day) ?? day) };
  }
  return null;
}
