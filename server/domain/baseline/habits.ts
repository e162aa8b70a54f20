import type { Baseline } from './baseline.ts';
import { flowsOf, type Steps } from './cell-flows.ts';
import { hourAt } from './cell-hours.ts';
import { NEIGHBOURS, unpackCells } from './cell-list.ts';
import { minutesIn, minutesOfDay, minutesOfOthers } from './cell-minutes.ts';
import type { Timeline } from './timeline.ts';

/** Minutes of belief in "any hour" beside what was seen at this hour: two working hours. */
const HOUR_PRIOR_MIN = 120;
/** Minutes of belief in places never seen: half a day, spread over as many cells as a city district has. */
const NOVEL_MIN = 240;
const NOVEL_CELLS = 400;
/** Share (0-1) of a known cell's weight that the cells beside it are worth: a fence may lie on the line. */
const BESIDE = 0.05;

/** The row of a cell nobody knows. */
const UNKNOWN = 0;
const HOURS = 24;

/** What a baseline says, made ready to be asked often: columns by row, a row for each cell known and for those beside one. */
export class Habits {
  private readonly rows = new Map<number, number>();
  /** Minutes in the cell, and of the cells beside it (of these, rows without hours). */
  private readonly minutes: number[] = [0];
  private readonly besideMin: number[] = [0];
  /** Minutes by row and hour of the day, spread over the hours beside. */
  private readonly hours: number[] = Array.from({ length: HOURS }, () => 0);
  private readonly byHour = new Float64Array(HOURS);
  private readonly flows: ReadonlyMap<number, readonly [number, number, number]>;
  private total = 0;

  constructor(baseline: Baseline) {
    this.flows = new Map(flowsOf(baseline.flows));
    for (const [cell, [hour = 0, minutes = 0]] of unpackCells(baseline.cells, 2)) {
      const row = this.rows.get(cell) ?? this.addRow(cell);
      this.minutes[row] = (this.minutes[row] ?? 0) + minutes;
      this.total += minutes;
      while (this.hours.length < HOURS * this.minutes.length) this.hours.push(0);
      for (const [step, share] of HOUR_KERNEL) {
        const near = (hour + step + HOURS) % HOURS;
        const at = HOURS * row + near;
        this.hours[at] = (this.hours[at] ?? 0) + minutes * share;
        this.byHour[near] = (this.byHour[near] ?? 0) + minutes * share;
      }
    }
    for (const [cell, row] of Array.from(this.rows))
      for (const step of NEIGHBOURS) {
        const near = this.rows.get(cell + step) ?? this.addRow(cell + step);
        this.besideMin[near] = (this.besideMin[near] ?? 0) + (this.minutes[row] ?? 0) * BESIDE;
      }
  }

  /** Whether the person was ever in the cell. */
  knows(cell: number): boolean {
    return (this.minutes[this.rowOf(cell)] ?? 0) > 0;
  }

  /** Bits of surprise to find the person in `cell` at `hour` of the day: 0 where there was never another place. */
  surprisal(cell: number, hour: number): number {
    const row = this.rowOf(cell);
    return -Math.log2(this.heldMin(row, hour, this.shareOf(row)) / this.hourMin(hour));
  }

  private rowOf(cell: number): number {
    return this.rows.get(cell) ?? UNKNOWN;
  }

  private addRow(cell: number): number {
    const row = this.minutes.push(0) - 1;
    this.besideMin.push(0);
    this.rows.set(cell, row);
    return row;
  }

  /** Share (0-1) of any hour that belongs to the cell. */
  private shareOf(row: number): number {
    return (
      ((this.minutes[row] ?? 0) + (this.besideMin[row] ?? 0) + NOVEL_MIN / NOVEL_CELLS) /
      (this.total * (1 + BESIDE * NEIGHBOURS.length) + NOVEL_MIN)
    );
  }

  /** Minutes in the cell at the hour, with those believed. */
  private heldMin(row: number, hour: number, anyHour: number): number {
    return (this.hours[HOURS * row + hour] ?? 0) + HOUR_PRIOR_MIN * anyHour;
  }

  private hourMin(hour: number): number {
    return (this.byHour[hour] ?? 0) + HOUR_PRIOR_MIN;
  }

  /**
   * Jensen-Shannon divergence (0-1, bits) between the cells of `day` and those of the history with the `others`, each day of which
   * weighs as much as one of the history's (at most half in all).
   */
  divergence(day: Timeline, others: readonly Timeline[] = [], historyDays = 1): number {
    const seen = minutesOfDay(day);
    const beside = minutesOfOthers(others);
    if (seen.total === 0 || this.total + beside.total === 0) return 0;
    const lone =
      beside.total === 0 ? 0 : this.total === 0 ? 1 : others.length / (others.length + historyDays);
    const part = this.total === 0 ? lone : Math.min(0.5, lone);
    let shared = 0;
    let sum = 0;
    for (let number = 0; number < seen.minutes.length; number++) {
      const cell = seen.cells.cellOf(number);
      const p = (seen.minutes[number] ?? 0) / seen.total;
      const q =
        (1 - part) * ((this.minutes[this.rowOf(cell)] ?? 0) / (this.total || 1)) +
        part * (minutesIn(beside, cell) / (beside.total || 1));
      shared += q;
      sum += q === 0 ? p : term(p, q) + term(q, p);
    }
    return Math.min(1, Math.max(0, (sum + 1 - shared) / 2));
  }

  /**
   * Bits per observed hour by which the day would be more usual if it ran backwards (negative on an ordinary day): the likelihood ratio
   * of the two readings under the minutes by cell and hour (Neyman & Pearson 1933). Both visit the same places for the same time, so only
   * the order speaks, not how unusual the places are. `middleMin` is the minute of the day around which it turns.
   */
  orderSurprise({ cell, startMin, minutes }: Timeline, middleMin: number): number {
    let bits = 0;
    let observed = 0;
    for (let at = 0; at < cell.length; at++) {
      const held = minutes[at] ?? 0;
      const middle = (startMin[at] ?? 0) + held / 2;
      observed += held;
      const hour = hourAt(middle);
      const mirrored = hourAt(2 * middleMin - middle);
      if (hour === mirrored) continue;
      const row = this.rowOf(cell[at] ?? 0);
      const anyHour = this.shareOf(row);
      bits += held * Math.log2(this.heldMin(row, mirrored, anyHour) / this.heldMin(row, hour, anyHour));
    }
    return bits / (observed + QUIET_MIN);
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

/** Minutes of belief in "either order" beside a day's: a glance says nothing of it. */
const QUIET_MIN = 60;
/** Unit steps of belief in "either way" beside the steps seen in a cell: one day's way through it is no habit. */
const EITHER_WAY = 20;
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
