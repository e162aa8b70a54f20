import type { Passages } from '../baseline/passages.ts';

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

/** An earlier day's passages beside today's, to be asked with several settings. */
export type PairedWay = Readonly<{
  /** Minute of each earlier passage, and the minutes of today's at its cell. */
  minute: readonly number[];
  again: readonly (readonly number[])[];
  /** Passages of which today has the cell at all, and the places in these lists of some of them, spread over the day. */
  common: number;
  anchors: readonly number[];
  seen: Stretches;
}>;

/** Lays an earlier day's passages beside today's, which are given by cell with the stretches seen. */
export function pairWay(
  { cell, minute }: Passages,
  byCell: ReadonlyMap<number, readonly number[]>,
  seen: Stretches,
): PairedWay {
  const again = cell.map((key) => byCell.get(key) ?? NONE);
  const common: number[] = [];
  for (let at = 0; at < again.length; at++) if (again[at] !== NONE) common.push(at);
  return { minute, again, common: common.length, anchors: spread(common, ANCHORS), seen };
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
  const atA = way.again[a] ?? NONE;
  const atB = way.again[b] ?? NONE;
  let better = best;
  for (let n = 0; n < atA.length; n++)
    for (let m = 0; m < atB.length; m++) {
      const pace = ((atB[m] ?? 0) - (atA[n] ?? 0)) / apart;
      if (Math.abs(pace - 1) > settings.replayWarp) continue;
      const found = countRepeated(way, { pace, offsetMin: (atA[n] ?? 0) - pace * fromMin }, settings);
      if (found && found.repeated > (better?.repeated ?? 0)) better = found;
      if (better && better.repeated >= enough) return better;
    }
  return better;
}

const NONE: readonly number[] = [];

/** Today's passages by cell. */
export function passagesByCell({ cell, minute }: Passages): Map<number, number[]> {
  const byCell = new Map<number, number[]>();
  cell.forEach((key, at) => {
    const known = byCell.get(key);
    if (known) known.push(minute[at] ?? 0);
    else byCell.set(key, [minute[at] ?? 0]);
  });
  return byCell;
}

/** Null when too few would have been seen, or too many of those are missed. */
function countRepeated(
  { minute, again, seen }: PairedWay,
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
    if (hasNear(again[at] ?? NONE, expected, passageMin)) {
      repeated++;
      fromMin = Math.min(fromMin, expected);
      toMin = Math.max(toMin, expected);
    } else if (isSeenAt(seen, expected) && ++missed > mayMiss) return null;
  }
  const of = repeated + missed;
  return of < minPassages || repeated < of * passageShare ? null : { repeated, of, fromMin, toMin };
}

function hasNear(minutes: readonly number[], expected: number, within: number): boolean {
  for (let at = 0; at < minutes.length; at++)
    if (Math.abs((minutes[at] ?? 0) - expected) <= within) return true;
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
