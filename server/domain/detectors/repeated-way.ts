import { CellNumbers } from '../baseline/cell-numbers.ts';
import { countPassages, PassageWalk, type PackedPassages, type Passages } from '../baseline/passages.ts';

/** What speaks for an earlier day's way coming again, and the stretch of today in which it does. */
export type RepeatedWay = Readonly<{
  /** How much likelier the times are for a replay than for another day on the same ways: a log-likelihood ratio, in nats. */
  nats: number;
  /** Passages that come again. */
  repeated: number;
  fromMin: number;
  toMin: number;
}>;

export type WaySettings = Readonly<{
  /** Minutes that a passage may be off. */
  passageMin: number;
  /** Share (0-1) by which one clock may run faster. */
  replayWarp: number;
}>;

/** The stretches (minutes of the day) in which a passage would have been seen: the first and last minute of each, one after the other. */
type Stretches = readonly number[];

/** Today's passages: `cells` are numbered, `first` is the first at each, and after each the next at the same cell; `NONE` where there is no other. */
export type TodaysWay = Readonly<{
  minute: readonly number[];
  cells: CellNumbers;
  first: readonly number[];
  next: Int32Array;
  seen: Stretches;
}>;

/** An earlier day's passages beside today's. */
type PairedWay = Readonly<{
  today: TodaysWay;
  /** Minute of each earlier passage, and the first of today's at its cell. */
  minute: readonly number[];
  again: readonly number[];
}>;

/** Today's minute is `offsetMin` and `pace` times the earlier day's. */
type Clock = Readonly<{ pace: number; offsetMin: number }>;

const NONE = -1;
/** Passages that must come again: fewer are some long stops that happen to last as long. */
const LEAST = 6;
/** Pairs of passages at one cell, spread over the day, of which any two tell a clock. */
const GUESSES = 20;
/** Minutes between two of them: nearer ones do not tell the pace. */
const GUESS_MIN = 30;
/** Clocks are tried once that agree to so many minutes at both of these minutes of the day. */
const SAME = { withinMin: 0.5, morningMin: 540, eveningMin: 1080 };
/** Minutes (one standard deviation) by which the time between two passages differs in a replay: a few metres and a few seconds. */
const REPLAY_SD_MIN = 0.2;
/**
 * The same of two days of one person: a share of that time, but hardly less than in a replay, since a train keeps its pace, and no more than
 * who keeps hours is late.
 */
const OWN_SD = { share: 0.25, leastMin: 0.22, mostMin: 12 };
/** Share of the times in a replay that are off all the same, at a corner of a cell. */
const OFF_SHARE = 0.1;
/** Nats of a passage seen again or not where it should be: four of five are in a replay, three of five on another day's same way. */
const HIT_NATS = Math.log(0.8 / 0.6);
const MISS_NATS = Math.log(0.4 / 0.2);

/** Today's passages by cell, with the stretches seen. */
export function todaysWay({ cell, minute }: Passages, seen: Stretches): TodaysWay {
  const cells = new CellNumbers();
  const first: number[] = [];
  const next = new Int32Array(cell.length);
  // From the last one on: so each knows the next.
  for (let at = cell.length - 1; at >= 0; at--) {
    const number = cells.add(cell[at] ?? 0);
    next[at] = number < first.length ? (first[number] ?? NONE) : NONE;
    first[number] = at;
  }
  return { minute, cells, first, next, seen };
}

/**
 * What of an earlier day's way comes again after one clock is laid over the other: the best stretch under the best of the clocks that
 * two passages tell (random sample consensus, Fischler and Bolles 1981, here of all pairs of some), set right by all passages that agree.
 * A passage that falls into a time nobody saw counts neither way. Null when too few come again.
 */
export function findRepeatedWay(
  packed: PackedPassages,
  today: TodaysWay,
  settings: WaySettings,
): RepeatedWay | null {
  const way = pairWay(packed, today);
  if (!way) return null;
  const guesses = listGuesses(way);
  const tried: number[] = [];
  let best: RepeatedWay | null = null;
  // Plain loops here and below: they run some thousand times a day judged, and iterators are objects.
  for (let a = 0; a < guesses.length; a += 2)
    for (let b = a + 2; b < guesses.length; b += 2) {
      const fromMin = way.minute[guesses[a] ?? 0] ?? 0;
      const apartMin = (way.minute[guesses[b] ?? 0] ?? 0) - fromMin;
      if (apartMin < GUESS_MIN) continue;
      const atMin = today.minute[guesses[a + 1] ?? 0] ?? 0;
      const pace = ((today.minute[guesses[b + 1] ?? 0] ?? 0) - atMin) / apartMin;
      if (Math.abs(pace - 1) > settings.replayWarp) continue;
      const guess = { pace, offsetMin: atMin - pace * fromMin };
      if (isTried(guess, tried)) continue;
      const clock = setRight(way, guess, settings);
      const found = clock && weigh(way, clock, settings);
      if (found && found.nats > (best?.nats ?? 0)) best = found;
    }
  return best;
}

/** Null when too few of the earlier passages have a cell in common with today's. */
function pairWay(packed: PackedPassages, today: TodaysWay): PairedWay | null {
  const minute: number[] = [];
  const again: number[] = [];
  let common = 0;
  let left = countPassages(packed);
  for (const walk = new PassageWalk(packed); walk.next(); left--) {
    // Most days have little in common with another, which is soon known.
    if (common + left < LEAST) return null;
    const number = today.cells.find(walk.cell);
    const first = number === NONE ? NONE : (today.first[number] ?? NONE);
    if (first !== NONE) common++;
    again.push(first);
    minute.push(walk.minute);
  }
  return common < LEAST ? null : { today, minute, again };
}

/** Some pairs of an earlier passage and one of today's at its cell, one after the other. */
function listGuesses({ today, again }: PairedWay): number[] {
  const all: number[] = [];
  for (let at = 0; at < again.length; at++)
    for (let n = again[at] ?? NONE; n !== NONE; n = today.next[n] ?? NONE) all.push(at, n);
  const pairs = all.length / 2;
  if (pairs <= GUESSES) return all;
  const some: number[] = [];
  for (let n = 0; n < GUESSES; n++) {
    const at = 2 * Math.floor((n * pairs) / GUESSES);
    some.push(all[at] ?? 0, all[at + 1] ?? 0);
  }
  return some;
}

/** Whether such a clock was tried; else it counts as tried from now on. */
function isTried({ pace, offsetMin }: Clock, tried: number[]): boolean {
  const morning = Math.round((offsetMin + pace * SAME.morningMin) / SAME.withinMin);
  const evening = Math.round((offsetMin + pace * SAME.eveningMin) / SAME.withinMin);
  const key = morning * 10_000 + evening;
  if (tried.includes(key)) return true;
  tried.push(key);
  return false;
}

/** The clock by which the passages that agree with this one are least off (least squares); null when they are few. */
function setRight(
  { today, minute, again }: PairedWay,
  { pace, offsetMin }: Clock,
  { passageMin, replayWarp }: WaySettings,
): Clock | null {
  let [count, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0];
  for (let at = 0; at < minute.length; at++) {
    const x = minute[at] ?? 0;
    const y = nearest(today, again[at] ?? NONE, { expected: offsetMin + pace * x, within: passageMin });
    if (Number.isNaN(y)) continue;
    count++;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }
  if (count < LEAST) return null;
  const spread = sumXX - (sumX * sumX) / count;
  const fitted = spread > 0 ? (sumXY - (sumX * sumY) / count) / spread : pace;
  const kept = Math.min(1 + replayWarp, Math.max(1 - replayWarp, fitted));
  return { pace: kept, offsetMin: (sumY - kept * sumX) / count };
}

/** The stretch of passages that speaks most for a replay by this clock (the largest sum of a run, as Kadane's). */
function weigh(
  { today, minute, again }: PairedWay,
  { pace, offsetMin }: Clock,
  { passageMin }: WaySettings,
): RepeatedWay {
  const best = { nats: 0, repeated: 0, fromMin: 0, toMin: 0 };
  let nats = 0;
  let repeated = 0;
  let fromMin = 0;
  let last = Number.NaN;
  let lastToday = 0;
  for (let at = 0; at < minute.length; at++) {
    const x = minute[at] ?? 0;
    const expected = offsetMin + pace * x;
    const y = nearest(today, again[at] ?? NONE, { expected, within: passageMin });
    if (Number.isNaN(y)) {
      if (isSeenAt(today.seen, expected)) nats -= MISS_NATS;
      if (nats < 0) [nats, last] = [0, Number.NaN];
      continue;
    }
    nats += Number.isNaN(last) ? 0 : HIT_NATS + natsOf(x - last, y - lastToday - pace * (x - last));
    if (Number.isNaN(last) || nats <= 0) [nats, repeated, fromMin] = [0, 0, y];
    [last, lastToday] = [x, y];
    repeated++;
    if (nats > best.nats) Object.assign(best, { nats, repeated, fromMin, toMin: y });
  }
  return best;
}

/** How much likelier in a replay it is that a time of `forMin` differs by `offMin`. */
function natsOf(forMin: number, offMin: number): number {
  const ownSd = Math.min(OWN_SD.mostMin, Math.max(OWN_SD.leastMin, OWN_SD.share * forMin));
  const narrower = 1 / (REPLAY_SD_MIN * REPLAY_SD_MIN) - 1 / (ownSd * ownSd);
  const ratio = (ownSd / REPLAY_SD_MIN) * Math.exp(-0.5 * offMin * offMin * narrower);
  return Math.log((1 - OFF_SHARE) * ratio + OFF_SHARE);
}

/** The minute of today's passage at a cell, `first` and those after it, that is nearest to the expected one; NaN when none is near. */
function nearest(
  { minute, next }: TodaysWay,
  first: number,
  { expected, within }: Readonly<{ expected: number; within: number }>,
): number {
  let found = Number.NaN;
  let least = within;
  for (let at = first; at !== NONE; at = next[at] ?? NONE) {
    const off = Math.abs((minute[at] ?? 0) - expected);
    if (off > least) continue;
    least = off;
    found = minute[at] ?? 0;
  }
  return found;
}

function isSeenAt(seen: Stretches, minute: number): boolean {
  for (let at = 0; at < seen.length; at += 2)
    if (minute >= (seen[at] ?? 0) && minute <= (seen[at + 1] ?? 0)) return true;
  return false;
}
