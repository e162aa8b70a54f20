import { createRandom, seedOf } from '../../../demo/random.ts';
import { findDelay, scoreCase, type Beside, type CaseHead, type CaseScore } from './case-score.ts';
import type { Planted, Planter, Setting, Staff } from './case.ts';
import { learnScore, type LearnedScore } from './learned-score.ts';
import { collectMotion, type MotionBank } from './motion-bank.ts';
import { sellerOf } from './plant-records.ts';
import { BEHAVIOURS, CONTROLS } from './planters.ts';
import type { RawCity, RawPerson } from './raw-person.ts';
import type { Scene } from './scene.ts';
import { SIMPLE_NAMES, simpleOf } from './simple-scores.ts';
import { promoterOf, riderOf } from './staff.ts';
import { buildWorld, drawCompetitors, MIN_OWN } from './world.ts';

/** `share`: each planter is tried on one in `share` people per seed. `change` makes every scene anew, for example with rarer pings. */
export type Plan = Readonly<{
  seeds: readonly number[];
  share: number;
  people?: number;
  planters?: (planter: Planter) => boolean;
  change?: (scene: Scene) => Scene;
  withSimple?: boolean;
  withDelay?: boolean;
}>;

const COLLEAGUES = 2;
/** Days tried until one has room for the planter. */
const TRIES = 4;
/** Judged days of a person from which they are a window: of a single week the records tell too little. */
const MIN_WINDOW_DAYS = 7;

/** People of a city by seed; some are for training, the others are only reported on. */
export class CaseRunner {
  private readonly city: RawCity;
  private readonly bank: MotionBank;

  constructor(city: RawCity) {
    this.city = city;
    this.bank = collectMotion(city.people.flatMap(({ days }) => days));
  }

  /** Judges the cases of a plan; `say` is told after each seed. */
  run(plan: Plan, say: (line: string) => void = () => undefined): CaseScore[] {
    const learned = plan.withSimple ? this.learnFromTraining() : null;
    return plan.seeds.flatMap((seed) => {
      const competitors = drawCompetitors(this.city.buildings, seed);
      const people = this.city.people.slice(0, plan.people ?? this.city.people.length);
      const scores = people.flatMap((person, n) =>
        this.runPerson(person, { plan, seed, n, competitors, learned }),
      );
      say(`seed ${seed}: ${scores.length} cases`);
      return scores;
    });
  }

  /** From the history of the people for training alone: nobody who is reported on is in it. */
  private learnFromTraining(): LearnedScore | null {
    const group = this.city.people.filter(({ half }) => half === 'train');
    return learnScore(
      group.map((person) => buildWorld(person, { competitors: [], colleagues: [], seed: 0 }).base),
    );
  }

  private runPerson(person: RawPerson, turn: Turn): CaseScore[] {
    const { plan, seed, n, competitors } = turn;
    const others = this.city.people.filter(({ id }) => id !== person.id);
    const colleagues = [0, 1]
      .map((k) => others[(n * COLLEAGUES + k + seed) % others.length])
      .filter((one) => one !== undefined);
    const strangers = others.filter((one) => !colleagues.includes(one));
    const { base } = buildWorld(person, { competitors, colleagues, seed });
    if (base.places.filter(({ kind }) => kind !== 'competitor').length < MIN_OWN) return [];
    const head: CaseHead = { person: person.id, half: person.half, seed };
    const bases = basesOf(base, this.bank);
    const setting: Omit<Setting, 'random'> = { bank: this.bank, buildings: this.city.buildings, strangers };
    return [
      ...this.runClean(bases, head, turn),
      ...[...BEHAVIOURS, ...CONTROLS]
        .filter((planter, at) => (n + seed + at) % plan.share === 0 && (plan.planters?.(planter) ?? true))
        .flatMap((planter) => runPlanter(planter, { scene: bases[planter.staff], head, setting, turn })),
    ];
  }

  /** Untouched days and windows of every kind of staff. */
  private runClean(bases: Bases, head: CaseHead, { plan, seed, n, learned }: Turn): CaseScore[] {
    const change = plan.change ?? ((scene) => scene);
    const beside: Beside = { simple: plan.withSimple ? SIMPLE_NAMES : [], learned };
    return STAFF.flatMap((staff, at) => {
      const scene = bases[staff];
      if (!scene || (n + seed + at) % plan.share !== 0) return [];
      const whole = change(scene);
      const days = staff === 'rep' || staff === 'promoter' ? whole.days : [];
      return [
        ...days.map((day) =>
          scoreCase(head, { scene: { ...whole, days: [day] }, planter: { staff, unit: 'day' } }, beside),
        ),
        ...(isWindow(whole)
          ? [scoreCase(head, { scene: whole, planter: { staff, unit: 'window' } }, beside)]
          : []),
      ];
    });
  }
}

type Turn = Readonly<{
  plan: Plan;
  seed: number;
  n: number;
  competitors: ReturnType<typeof drawCompetitors>;
  learned: LearnedScore | null;
}>;
type Bases = Readonly<Record<Staff, Scene | null>>;
const STAFF: readonly Staff[] = ['rep', 'promoter', 'rider', 'seller'];

function basesOf(base: Scene, bank: MotionBank): Bases {
  return { rep: base, promoter: promoterOf(base, bank), rider: riderOf(base, bank), seller: sellerOf(base) };
}

function runPlanter(
  planter: Planter,
  {
    scene,
    head,
    setting,
    turn: { plan, learned },
  }: { scene: Scene | null; head: CaseHead; setting: Omit<Setting, 'random'>; turn: Turn },
): CaseScore[] {
  const random = createRandom(seedOf(`${planter.name} ${head.person} ${head.seed}`));
  const made = scene && plantSomewhere(planter, scene, { ...setting, random });
  if (!made) return [];
  const change = plan.change ?? ((same) => same);
  const planted: Planted = { ...made, scene: change(made.scene) };
  const simple = simpleOf(planter.name);
  const score = scoreCase(
    head,
    {
      scene: planted.scene,
      planter,
      planted,
      ...(planter.level === 'control' && { untouched: change(sameDays(scene, made.scene)) }),
    },
    { simple: plan.withSimple && simple !== undefined ? [simple] : [], learned },
  );
  const isTimed =
    plan.withDelay && planter.unit === 'window' && planter.level !== 'control' && head.half === 'test';
  return [isTimed ? { ...score, delayDays: findDelay(planted, planter.detectors) } : score];
}

const sameDays = (scene: Scene, { days }: Scene): Scene => ({
  ...scene,
  days: scene.days.filter(({ day }) => days.some((one) => one.day === day)),
});

const isWindow = ({ days }: Scene): boolean => days.length >= MIN_WINDOW_DAYS;

/** A window as a whole, or the first of some ordinary days drawn that has room. */
function plantSomewhere(planter: Planter, scene: Scene, setting: Setting): Planted | null {
  if (planter.unit === 'window') return isWindow(scene) ? planter.plant(scene, setting) : null;
  const days = scene.days.filter(({ leaves }) => leaves.length === 0);
  for (let tries = 0; days.length > 0 && tries < TRIES; tries++) {
    const planted = planter.plant({ ...scene, days: [setting.random.pick(days)] }, setting);
    if (planted) return planted;
  }
  return null;
}
