import { describe, expect, it } from 'vitest';
import { detour } from '../../../server/cli/bench/detectors/detour.ts';
import { makeCity } from '../../../server/cli/bench/detectors/made-city.ts';
import { collectMotion } from '../../../server/cli/bench/detectors/motion-bank.ts';
import { periodOf } from '../../../server/cli/bench/detectors/period-of.ts';
import { sellerOf } from '../../../server/cli/bench/detectors/plant-records.ts';
import { BEHAVIOURS, CONTROLS } from '../../../server/cli/bench/detectors/planters.ts';
import { distanceM, fixAt, MIN_MS, type Scene } from '../../../server/cli/bench/detectors/scene.ts';
import { promoterOf, riderOf } from '../../../server/cli/bench/detectors/staff.ts';
import { buildWorld, drawCompetitors } from '../../../server/cli/bench/detectors/world.ts';
import { PeriodSchema } from '../../../server/contract/period.ts';
import { createRandom, seedOf } from '../../../server/demo/random.ts';

const city = makeCity({ people: 4, days: 22 });
const bank = collectMotion(city.people.flatMap(({ days }) => days));
const person = city.people[0];
if (!person) throw new Error('nobody');
const others = city.people.slice(1);
const competitors = drawCompetitors(city.buildings, 0);
const { base } = buildWorld(person, { competitors, colleagues: others.slice(0, 2), seed: 0 });
const bases: Record<string, Scene | null> = {
  rep: base,
  promoter: promoterOf(base, bank),
  rider: riderOf(base, bank),
  seller: sellerOf(base),
};

function tryPlanter(name: string) {
  const planter = [...BEHAVIOURS, ...CONTROLS].find((one) => one.name === name);
  const scene = planter && bases[planter.staff];
  if (!planter || !scene) throw new Error(name);
  const random = createRandom(seedOf(name));
  for (let tries = 0; tries < 10; tries++) {
    const chosen = planter.unit === 'day' ? { ...scene, days: [random.pick(scene.days)] } : scene;
    const planted = planter.plant(chosen, {
      bank,
      random,
      buildings: city.buildings,
      strangers: others.slice(2),
    });
    if (planted) return { planter, chosen, planted };
  }
  return null;
}

describe('the made city', () => {
  it('is the same for the same seed', () => {
    expect(makeCity({ people: 1, days: 2 })).toEqual(makeCity({ people: 1, days: 2 }));
    expect(makeCity({ people: 1, days: 2, seed: 2 })).not.toEqual(makeCity({ people: 1, days: 2 }));
  });

  it('has competitors at least 300 m apart', () => {
    const close = competitors.flatMap((a, n) =>
      competitors.slice(n + 1).filter((b) => distanceM(a, b) < 300),
    );
    expect(close).toEqual([]);
  });
});

describe('made days of a job', () => {
  it.each(['promoter', 'rider'])('never hold a spot of another day of the same %s to the digit', (staff) => {
    const { history = [], days = [] } = bases[staff] ?? {};
    const all = [...history, ...days].map(
      ({ fixes }) => new Set(fixes.map(({ lng, lat }) => `${lng} ${lat}`)),
    );
    expect(all.length).toBeGreaterThan(10);
    const seen = new Set<string>();
    let again = 0;
    for (const spots of all) {
      for (const spot of spots) again += Number(seen.has(spot));
      for (const spot of spots) seen.add(spot);
    }
    // The place itself, where a recorded stay begins, is the same spot every day.
    expect(again).toBeLessThan(all.length * 10);
  });
});

describe('planted cases', () => {
  it.each([...BEHAVIOURS, ...CONTROLS].map(({ name }) => name))(
    '%s can be planted and is a valid period',
    (name) => {
      const made = tryPlanter(name);
      expect(made).not.toBeNull();
      if (!made) return;
      expect(PeriodSchema.safeParse(periodOf(made.planted.scene, name)).error?.issues).toBeUndefined();
      const judged = made.chosen.days.map(({ day }) => day);
      expect(made.planted.days.every((day) => judged.includes(day))).toBe(true);
      expect(made.planted.days.length > 0).toBe(
        made.planter.level !== 'control' || made.planter.name.startsWith('control/'),
      );
    },
  );

  it('hold no position outside working time', () => {
    const period = periodOf(base, 'p');
    const shifts = period.shifts.map(({ start, end }) => [
      Date.parse(start) - 15 * MIN_MS,
      Date.parse(end) + 15 * MIN_MS,
    ]);
    const stray = period.fixes?.t.filter(
      (ms) => !shifts.some(([from = 0, to = 0]) => ms >= from && ms <= to),
    );
    expect(stray).toEqual([]);
  });

  it('stay where and as long as the truth says, and go on where the day went on', () => {
    const day = base.days[0];
    const at = day && fixAt(day.fixes, day.shift.startMs + 60 * MIN_MS);
    if (!day || !at) throw new Error('no day');
    const place = { lng: at.lng + 0.01, lat: at.lat };
    const random = createRandom(5);
    const made = detour(
      day,
      { place, dwellMin: 45, fromMs: day.shift.startMs + 60 * MIN_MS },
      { bank, random },
    );
    const dwell = made?.dwell ?? { startMs: 0, endMs: 0 };
    const inside = made?.day.fixes.filter(({ ms }) => ms >= dwell.startMs && ms <= dwell.endMs) ?? [];
    expect((dwell.endMs - dwell.startMs) / MIN_MS).toBeCloseTo(45);
    expect(inside.length).toBeGreaterThan(20);
    expect(inside.every((fix) => distanceM(fix, place) < 150)).toBe(true);
    expect(made?.day.fixes.at(-1)).toEqual(day.fixes.at(-1));
  });
});
