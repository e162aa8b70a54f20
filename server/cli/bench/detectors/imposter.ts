import { createRandom } from '../../../demo/random.ts';
import { EMPTY_BASELINE } from '../../../domain/baseline/baseline.ts';
import { addOccupancy, hourAt, occupancyOf } from '../../../domain/baseline/cell-hours.ts';
import { Habits } from '../../../domain/baseline/habits.ts';
import { timelineOf, type Timeline } from '../../../domain/baseline/timeline.ts';
import { trackOf } from '../../../domain/track/settle.ts';
import { atLeast, rounded, type BenchResult } from '../bench.ts';
import { averagePrecision, rocAuc, type Labelled } from './metrics.ts';
import { staysOf } from './motion-bank.ts';
import { groupBy } from '../../../domain/group-by.ts';
import { HOUR_MS, type Fix } from './scene.ts';

/** Trajectory 3.5: the last fifth of some people is somebody else's; whose is it? The swapped people are drawn, not the busiest. */
const TEST_SHARE = 0.2;
const MIN_DAYS = 20;
const SWAPPED_SHARE = 20 / 69;
const SEEDS = 200;
const WANT = { auc: 0.96, ap: 0.87 };
const CELL_DEG = 0.005;
const DAY_MS = 24 * HOUR_MS;
const ZONE_MS = 8 * HOUR_MS;

type Cells = ReadonlyMap<string, number>;
type Person = Readonly<{ habits: Habits; known: Cells; late: readonly Timeline[]; lateCells: Cells }>;
type Score = (own: Person, shown: Person) => number;

/** The simple score of trajectory 3.5, and what the product's habits make of the same days. */
const SCORES: Readonly<Record<string, Score>> = {
  cellJs: (own, shown) => jensenShannon(own.known, shown.lateCells),
  dayDivergence: (own, shown) => mean(shown.late.map((day) => own.habits.divergence(day))),
  pooledDivergence: (own, shown) => own.habits.divergence(joined(shown.late)),
  surprisal: (own, shown) => mean(shown.late.map((day) => surprisalOf(own.habits, day))),
};

export function measureImposter(
  tracks: ReadonlyMap<string, readonly Fix[]>,
  say: (line: string) => void,
): BenchResult {
  const people = [...tracks.values()].flatMap((fixes) => readPerson(fixes) ?? []);
  const tables = new Map(Object.keys(SCORES).map((name) => [name, new Map<number, number>()]));
  const figures: Record<string, number> = { imposterPeople: people.length };
  say(`imposter task, ${people.length} people, ${SEEDS} draws: AUC (sd) AP`);
  for (const [name, score] of Object.entries(SCORES)) {
    const table = tables.get(name) ?? new Map<number, number>();
    const draws = Array.from({ length: SEEDS }, (_, seed) =>
      drawRows(people, seed, remembered(table, people, score)),
    );
    const aucs = draws.map(rocAuc);
    const auc = mean(aucs);
    const ap = mean(draws.map(averagePrecision));
    const sd = Math.sqrt(mean(aucs.map((one) => (one - auc) ** 2)));
    say(`  ${name.padEnd(20)}${auc.toFixed(3)} (${sd.toFixed(3)}) ${ap.toFixed(3)}`);
    figures[`imposter ${name} auc`] = rounded(auc);
    figures[`imposter ${name} ap`] = rounded(ap);
  }
  const got = (measure: string) => figures[`imposter pooledDivergence ${measure}`] ?? Number.NaN;
  return {
    figures,
    bars: [atLeast('Q3 imposter AUC', WANT.auc, got('auc')), atLeast('Q3 imposter AP', WANT.ap, got('ap'))],
  };
}

/** Some people drawn change their last fifth in a ring; a row a person. */
function drawRows(
  people: readonly Person[],
  seed: number,
  scoreOf: (own: number, shown: number) => number,
): Labelled[] {
  const random = createRandom(seed + 1);
  const order = people.map((_, at) => ({ at, key: random.next() })).toSorted((a, b) => a.key - b.key);
  const ring = order.slice(0, Math.max(2, Math.round(SWAPPED_SHARE * people.length))).map(({ at }) => at);
  return people.map((_, at) => {
    const place = ring.indexOf(at);
    const shown = place < 0 ? at : (ring[(place + 1) % ring.length] ?? at);
    return { score: scoreOf(at, shown), isTrue: place >= 0, person: String(at) };
  });
}

function remembered(table: Map<number, number>, people: readonly Person[], score: Score) {
  return (own: number, shown: number): number => {
    const key = own * people.length + shown;
    const before = table.get(key);
    if (before !== undefined) return before;
    const [a, b] = [people[own], people[shown]];
    const made = a && b ? score(a, b) : 0;
    table.set(key, made);
    return made;
  };
}

function readPerson(fixes: readonly Fix[]): Person | null {
  const days = [...groupBy(fixes, ({ ms }) => Math.floor((ms + ZONE_MS) / DAY_MS))];
  if (days.length < MIN_DAYS) return null;
  const cut = Math.round(days.length * (1 - TEST_SHARE));
  const timelines = days.map(([day, own]) =>
    timelineOf(trackOf(own.map(({ ms, ...fix }) => ({ ...fix, atMs: ms }))), day * DAY_MS - ZONE_MS),
  );
  const early = timelines.slice(0, cut);
  const cells = early.reduce<readonly number[]>((known, day) => addOccupancy(known, occupancyOf(day), 1), []);
  const cellsOf = (some: typeof days) => stayCells(some.flatMap(([, own]) => staysOf(own)));
  return {
    habits: new Habits({ ...EMPTY_BASELINE, cells, days: cut, weight: cut }),
    known: cellsOf(days.slice(0, cut)),
    late: timelines.slice(cut).filter(({ cell }) => cell.length > 0),
    lateCells: cellsOf(days.slice(cut)),
  };
}

function stayCells(stays: readonly { lng: number; lat: number }[]): Cells {
  const counts = new Map<string, number>();
  for (const { lng, lat } of stays) {
    const cell = `${Math.floor(lng / CELL_DEG)} ${Math.floor(lat / CELL_DEG)}`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1 / stays.length);
  }
  return counts;
}

function jensenShannon(a: Cells, b: Cells): number {
  const term = (p: number, q: number) => (p === 0 ? 0 : p * Math.log2((2 * p) / (p + q)));
  const cells = new Set([...a.keys(), ...b.keys()]);
  return [...cells].reduce((sum, cell) => {
    const [p, q] = [a.get(cell) ?? 0, b.get(cell) ?? 0];
    return sum + (term(p, q) + term(q, p)) / 2;
  }, 0);
}

function surprisalOf(habits: Habits, { cell, startMin, minutes }: Timeline): number {
  let bits = 0;
  let observed = 0;
  for (let at = 0; at < cell.length; at++) {
    const held = minutes[at] ?? 0;
    bits += held * habits.surprisal(cell[at] ?? 0, hourAt((startMin[at] ?? 0) + held / 2));
    observed += held;
  }
  return observed === 0 ? 0 : bits / observed;
}

/** Several days as one: only the time spent in each cell matters then. */
function joined(days: readonly Timeline[]): Timeline {
  return {
    cell: days.flatMap(({ cell }) => cell),
    startMin: days.flatMap(({ startMin }) => startMin),
    minutes: days.flatMap(({ minutes }) => minutes),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
