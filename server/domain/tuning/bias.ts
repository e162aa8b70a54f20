import { chanceAtLeast, shrunkRate } from '../statistics/binomial.ts';
import { mergeSmall, MIN_GROUP } from '../statistics/merge-small.ts';

/** How many times the rest's rate makes a group worth a look: the reverse of the four-fifths rule (29 CFR 1607.4 D). */
const MAX_RATIO = 1.25;
/** Chance below which a difference is hardly chance. */
const MAX_CHANCE = 0.05;
/** Trials that the rest's rate weighs as much as when a group is compared with it. */
const REST_STRENGTH = 50;

const DIMENSIONS = ['region', 'shift', 'brand'] as const;
type Dimension = (typeof DIMENSIONS)[number];
/** One judged shift: whose, in which groups, and which detectors' alerts somebody was told about. */
export type BiasShift = Readonly<{
  personId: string;
  groups: Readonly<Record<Dimension, string>>;
  detectors: readonly string[];
}>;
/** `per100` = shifts with an alert per 100 judged ones, `ratio` against everybody else; null where nothing can be compared. */
type BiasGroup = Readonly<{
  names: readonly string[];
  people: number;
  shifts: number;
  alerted: number;
  per100: number;
  ratio: number | null;
  isFlagged: boolean;
}>;
/** The groups of one dimension for one detector; `detector: null` is all of them together. */
export type BiasTable = Readonly<{
  detector: string | null;
  dimension: Dimension;
  groups: readonly BiasGroup[];
}>;

/**
 * Alert rates by group, over all detectors (`detector: null`) and for each one that flags a group (R21). A group is flagged when its rate
 * is well above the rest's and so many of its people alerted are hardly chance: one person alerted often flags nobody else.
 */
export function measureBias(shifts: readonly BiasShift[]): BiasTable[] {
  const detectors = [...new Set(shifts.flatMap((shift) => shift.detectors))].toSorted();
  const tables = [null, ...detectors].flatMap((detector) =>
    DIMENSIONS.map((dimension) => ({ detector, dimension, groups: groupsOf(shifts, dimension, detector) })),
  );
  return tables.filter(
    ({ detector, groups }) => detector === null || groups.some(({ isFlagged }) => isFlagged),
  );
}

type Cell = { shifts: number; alerted: number; people: Set<string>; alertedPeople: Set<string> };

function groupsOf(shifts: readonly BiasShift[], dimension: Dimension, detector: string | null): BiasGroup[] {
  const cells = new Map<string, Cell>();
  for (const { personId, groups, detectors } of shifts) {
    const cell = cells.get(groups[dimension]) ?? emptyCell();
    cells.set(groups[dimension], cell);
    cell.shifts += 1;
    cell.people.add(personId);
    if (detector === null ? detectors.length === 0 : !detectors.includes(detector)) continue;
    cell.alerted += 1;
    cell.alertedPeople.add(personId);
  }
  const sizes = [...cells].map(([name, { people }]) => ({ name, size: people.size }));
  const parts = mergeSmall(sizes, MIN_GROUP).map((part) => {
    const names = part.map(({ name }) => name).toSorted();
    return { names, cell: join(names.flatMap((name) => cells.get(name) ?? [])) };
  });
  return parts
    .map(({ names, cell }) =>
      compare(names, cell, join(parts.flatMap((other) => (other.cell === cell ? [] : other.cell)))),
    )
    .toSorted((a, b) => b.per100 - a.per100);
}

function compare(names: readonly string[], own: Cell, rest: Cell): BiasGroup {
  const rate = own.alerted / own.shifts;
  const restRate = rest.shifts === 0 ? 0 : rest.alerted / rest.shifts;
  const ratio = restRate === 0 ? null : rate / restRate;
  const isApart = rest.people.size > 0 && rate > restRate * MAX_RATIO;
  const [hits, people] = [own.alertedPeople.size, own.people.size];
  const [restHits, restPeople] = [rest.alertedPeople.size, rest.people.size];
  const mean = (restHits + 0.5) / (restPeople + 1);
  const belief = shrunkRate({ successes: restHits, trials: restPeople }, { mean, strength: REST_STRENGTH });
  return {
    names,
    people,
    shifts: own.shifts,
    alerted: own.alerted,
    per100: 100 * rate,
    ratio,
    isFlagged: isApart && chanceAtLeast(hits, people, belief) < MAX_CHANCE,
  };
}

const emptyCell = (): Cell => ({ shifts: 0, alerted: 0, people: new Set(), alertedPeople: new Set() });

function join(cells: readonly Cell[]): Cell {
  const whole = emptyCell();
  for (const cell of cells) {
    whole.shifts += cell.shifts;
    whole.alerted += cell.alerted;
    for (const id of cell.people) whole.people.add(id);
    for (const id of cell.alertedPeople) whole.alertedPeople.add(id);
  }
  return whole;
}
