import { CellNumbers } from '../baseline/cell-numbers.ts';
import { countPassages, PassageWalk, type PackedPassages, type Passages } from '../baseline/passages.ts';

/** How much of an earlier day's way comes again: passages that do, of so many, and the stretch of today they lie in. */
export type RepeatedWay = Readonly<{ repeated: number; of: number; fromMin: number; toMin: number }>;

export type WaySettings = Readonly<{
  /** Minutes that a passage may be off. */
  passageMin: number;
  /** Share (0-1) by which one clock may run faster. */
  replayWarp: number;
  /** Share (0-1) of the passages that must come again. */
  passageShare: number;
  minPassages: number;
}>;

/** Passages, spread over the day, from two of which the relation of the clocks is guessed. */
const ANCHORS = 6;
/** Minutes between two anchors: nearer ones do not tell the pace. */
const ANCHOR_MIN = 60;

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

/** An earlier day's passages beside today's, to be asked with several settings. */
export type PairedWay = Readonly<{
  today: TodaysWay;
  /** Minute of each earlier passage, and the first of today's at its cell. */
  minute: readonly number[];
  again: readonly number[];
  /** Passages of which today has the cell at all, and the places in these lists of some of them, spread over the day. */
  common: number;
  anchors: readonly number[];
}>;

const NONE = -1;

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

/** Lays an earlier day's passages beside today's; null when fewer than `least` have a cell in common. */
export function pairWay(packed: PackedPassages, today: TodaysWay, least: number): PairedWay | null {
  const minute: number[] = [];
  const again: number[] = [];
  const common: number[] = [];
  let left = countPassages(packed);
  for (const walk = new PassageWalk(packed); walk.next(); left--) {
    // Most days have little in common with another, which is soon known.
    if (common.length + left < least) return null;
    const number = today.cells.find(walk.cell);
    const first = number === NONE ? NONE : (today.first[number] ?? NONE);
    if (first !== NONE) common.push(again.length);
    again.push(first);
    minute.push(walk.minute);
  }
  if (common.length < least) return null;
  return { today, minute, again, common: common.length, anchors: spread(common, ANCHORS) };
}

/**
 * The earlier passages that come again after one clock is laid over the other by an offset and a pace, as the best of the guesses by
 * two passages says (random sample consensus, Fischler and Bolles 1981, here of all pairs of a few). One that falls into a time nobody
 * saw counts neither way. Null when too few come again; the search ends with the first guess by which `enough` do.
 */
export function findRepeatedWay(
  way: PairedWay,
  settings: WaySettings,
  enough = way.common,
): RepeatedWay | null {
  const { minute, common, anchors } = way;
  if (minute.length < settings.minPassages) return null;
  if (common < settings.minPassages * settings.passageShare) return null;
  let best: RepeatedWay | null = null;
  // Plain loops here and below: they run some thousand times a day judged, and iterators are objects.
  for (let first = 0; first < anchors.length; first++)
    for (let second = first + 1; second < anchors.length; second++) {
      const pair = [anchors[first] ?? 0, anchors[second] ?? 0] as const;
      if (apartMin(way, pair) < ANCHOR_MIN) continue;
      best = bestOfPair(way, pair, { best, settings, enough });
      if (best && best.repeated >= enough) return best;
    }
  return best;
}

/** Minutes between two of the earlier passages, which are in order. */
const apartMin = ({ minute }: PairedWay, [a, b]: readonly [number, number]): number =>
  (minute[b] ?? 0) - (minute[a] ?? 0);

/** The better of `best` and what two passages taken for the same as today's at those cells say of all. */
function bestOfPair(
  way: PairedWay,
  pair: readonly [number, number],
  { best, settings, enough }: Readonly<{ best: RepeatedWay | null; settings: WaySettings; enough: number }>,
): RepeatedWay | null {
  const [a, b] = pair;
  const fromMin = way.minute[a] ?? 0;
  const apart = apartMin(way, pair);
  const { today } = way;
  let better = best;
  for (let n = way.again[a] ?? NONE; n !== NONE; n = today.next[n] ?? NONE)
    for (let m = way.again[b] ?? NONE; m !== NONE; m = today.next[m] ?? NONE) {
      const atMin = today.minute[n] ?? 0;
      const pace = ((today.minute[m] ?? 0) - atMin) / apart;
      if (Math.abs(pace - 1) > settings.replayWarp) continue;
      const found = countRepeated(way, { pace, offsetMin: atMin - pace * fromMin }, settings);
      if (found && found.repeated > (better?.repeated ?? 0)) better = found;
      if (better && better.repeated >= enough) return better;
    }
  return better;
}

/** Null when too few would have been seen, or too many of those are missed. */
function countRepeated(
  { today, minute, again }: PairedWay,
  { pace, offsetMin }: Readonly<{ pace: number; offsetMin: number }>,
  { passageMin, passageShare, minPassages }: WaySettings,
): RepeatedWay | null {
  const mayMiss = minute.length * (1 - passageShare);
  let repeated = 0;
  let missed = 0;
  let fromMin = Infinity;
  let toMin = -Infinity;
  for (let at = 0; at < minute.length; at++) {
    const expected = offsetMin + pace * (minute[at] ?? 0);
    if (hasNear(today, again[at] ?? NONE, { expected, within: passageMin })) {
      repeated++;
      fromMin = Math.min(fromMin, expected);
      toMin = Math.max(toMin, expected);
    } else if (isSeenAt(today.seen, expected) && ++missed > mayMiss) return null;
  }
  const of = repeated + missed;
  return of < minPassages || repeated < of * passageShare ? null : { repeated, of, fromMin, toMin };
}

/** Whether one of today's passages at a cell, `first` and those after it, is near the expected minute. */
function hasNear(
  { minute, next }: TodaysWay,
  first: number,
  { expected, within }: Readonly<{ expected: number; within: number }>,
): boolean {
  for (let at = first; at !== NONE; at = next[at] ?? NONE)
    if (Math.abs((minute[at] ?? 0) - expected) <= within) return true;
  return false;
}

function isSeenAt(seen: Stretches, minute: number): boolean {
  for (let at = 0; at < seen.length; at += 2)
    if (minute >= (seen[at] ?? 0) && minute <= (seen[at + 1] ?? 0)) return true;
  return false;
}

function spread(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  return Array.from(
    { length: most },
    (_, n) => values[Math.round((n * (values.length - 1)) / (most - 1))] ?? 0,
  );
}
