import type { Baseline } from './baseline.ts';
import { flowsOf, type Steps } from './cell-flows.ts';
import { entriesOf, hourAt } from './cell-hours.ts';
import { NEIGHBOURS } from './cell-list.ts';
import type { Timeline } from './timeline.ts';

/** Minutes of belief in "any hour" beside what was seen at this hour: two working hours. */
const HOUR_PRIOR_MIN = 120;
/** Minutes of belief in places never seen: half a day, spread over as many cells as a city district has. */
const NOVEL_MIN = 240;
const NOVEL_CELLS = 400;
/** Share (0-1) of a known cell's weight that the cells beside it are worth: a fence may lie on the line. */
const BESIDE = 0.05;

/** What is known of one cell: minutes there, of the cells beside it, and by hour of the day (spread over the hours beside). */
type KnownCell = { minutes: number; besideMin: number; hours: Float64Array };

const NO_HOURS = new Float64Array(24);
const UNKNOWN: Readonly<KnownCell> = { minutes: 0, besideMin: 0, hours: NO_HOURS };

/** What a baseline says, made ready to be asked often. */
export class Habits {
  /** One look-up a question: keys beyond 31 bits are slow to hash. */
  private readonly cells = new Map<number, KnownCell>();
  private readonly byHour = new Float64Array(24);
  private readonly flows: ReadonlyMap<number, readonly [number, number, number]>;
  private total = 0;

  constructor(baseline: Baseline) {
    this.flows = new Map(flowsOf(baseline.flows));
    for (const [key, minutes] of entriesOf(baseline.cells)) {
      const cell = Math.floor(key / 24);
      const hour = key % 24;
      const known = this.cells.get(cell) ?? { minutes: 0, besideMin: 0, hours: new Float64Array(24) };
      this.cells.set(cell, known);
      known.minutes += minutes;
      this.total += minutes;
      for (const [step, share] of HOUR_KERNEL) {
        const near = (hour + step + 24) % 24;
        known.hours[near] = (known.hours[near] ?? 0) + minutes * share;
        this.byHour[near] = (this.byHour[near] ?? 0) + minutes * share;
      }
    }
    const visited = Array.from(this.cells);
    for (const [cell, { minutes }] of visited)
      for (const step of NEIGHBOURS) {
        const near = this.cells.get(cell + step) ?? { ...UNKNOWN };
        this.cells.set(cell + step, near);
        near.besideMin += minutes * BESIDE;
      }
  }

  /** Whether the person was ever in the cell. */
  knows(cell: number): boolean {
    return this.at(cell).minutes > 0;
  }

  /** Bits of surprise to find the person in `cell` at `hour` of the day: 0 where there was never another place. */
  surprisal(cell: number, hour: number): number {
    const known = this.at(cell);
    return -Math.log2(this.heldMin(known, hour, this.shareOf(known)) / this.hourMin(hour));
  }

  private at(cell: number): Readonly<KnownCell> {
    return this.cells.get(cell) ?? UNKNOWN;
  }

  /** Share (0-1) of any hour that belongs to the cell. */
  private shareOf({ minutes, besideMin }: Readonly<KnownCell>): number {
    return (
      (minutes + besideMin + NOVEL_MIN / NOVEL_CELLS) /
      (this.total * (1 + BESIDE * NEIGHBOURS.length) + NOVEL_MIN)
    );
  }

  /** Minutes in the cell at the hour, with those believed. */
  private heldMin({ hours }: Readonly<KnownCell>, hour: number, anyHour: number): number {
    return (hours[hour] ?? 0) + HOUR_PRIOR_MIN * anyHour;
  }

  private hourMin(hour: number): number {
    return (this.byHour[hour] ?? 0) + HOUR_PRIOR_MIN;
  }

  /**
   * Jensen-Shannon divergence (0-1, bits) between the cells of `day` and those of the history with the `others`, each day of which
   * weighs as much as one of the history's (at most half in all).
   */
  divergence(day: Timeline, others: readonly Timeline[] = [], historyDays = 1): number {
    const seen = minutesByCell([day]);
    const beside = minutesByCell(others);
    if (seen.total === 0 || this.total + beside.total === 0) return 0;
    const lone =
      beside.total === 0 ? 0 : this.total === 0 ? 1 : others.length / (others.length + historyDays);
    const part = this.total === 0 ? lone : Math.min(0.5, lone);
    let shared = 0;
    let sum = 0;
    for (const [cell, minutes] of seen.minutes) {
      const p = minutes / seen.total;
      const q =
        (1 - part) * (this.at(cell).minutes / (this.total || 1)) +
        part * ((beside.minutes.get(cell) ?? 0) / (beside.total || 1));
      shared += q;
      sum += term(p, q) + term(q, p);
    }
    return Math.min(1, Math.max(0, (sum + 1 - shared) / 2));
  }

  /**
   * Bits per observed hour by which the day would be more usual if it ran backwards (negative on an ordinary day). Both readings
   * visit the same places for the same time, so only the order speaks, not how unusual the places are.
   */
  orderSurprise({ cell, startMin, minutes, length }: Timeline): number {
    if (length === 0) return 0;
    const first = startMin[0] ?? 0;
    const last = (startMin[length - 1] ?? 0) + (minutes[length - 1] ?? 0);
    let bits = 0;
    let observed = 0;
    for (let at = 0; at < length; at++) {
      const held = minutes[at] ?? 0;
      const middle = (startMin[at] ?? 0) + held / 2;
      observed += held;
      const hour = hourAt(middle);
      const mirrored = hourAt(first + last - middle);
      if (hour === mirrored) continue;
      const known = this.at(cell[at] ?? 0);
      const anyHour = this.shareOf(known);
      const backwards = this.heldMin(known, mirrored, anyHour) * this.hourMin(hour);
      bits += held * Math.log2(backwards / (this.heldMin(known, hour, anyHour) * this.hourMin(mirrored)));
    }
    return observed === 0 ? 0 : bits / observed;
  }

  /** How far the day's steps go against the usual way of their cells: 1 all against it, -1 all with it, 0 nothing known. */
  againstFlow({ cell, east, north }: Steps): number {
    let sum = 0;
    cell.forEach((key, at) => {
      const flow = this.flows.get(key);
      if (flow) sum -= (flow[0] * (east[at] ?? 0) + flow[1] * (north[at] ?? 0)) / (flow[2] + EITHER_WAY);
    });
    return sum / (cell.length + QUIET_STEPS);
  }
}

/** Unit steps of belief in "either way" beside the steps seen in a cell. */
const EITHER_WAY = 3;
/** Steps of belief in "as usual" beside a day's: a short walk says nothing. */
const QUIET_STEPS = 10;

/** An hour's minutes also count a little for the hours beside it: people are late. */
const HOUR_KERNEL: readonly (readonly [number, number])[] = [
  [-1, 0.25],
  [0, 0.5],
  [1, 0.25],
];

const known = new WeakMap<Baseline, Habits>();

/** The habits of a baseline, made once for each. */
export function habitsOf(baseline: Baseline): Habits {
  const made = known.get(baseline);
  if (made) return made;
  const habits = new Habits(baseline);
  known.set(baseline, habits);
  return habits;
}

/** p log2(p / mean): one half of the divergence. */
const term = (p: number, q: number): number => (p === 0 ? 0 : p * Math.log2((2 * p) / (p + q)));

function minutesByCell(timelines: readonly Timeline[]): { minutes: Map<number, number>; total: number } {
  const seen = new Map<number, number>();
  let total = 0;
  for (const { cell, minutes, length } of timelines)
    for (let at = 0; at < length; at++) {
      const held = minutes[at] ?? 0;
      seen.set(cell[at] ?? 0, (seen.get(cell[at] ?? 0) ?? 0) + held);
      total += held;
    }
  return { minutes: seen, total };
}
