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

/**
 * A day's passages by cell, and the stretches (minutes of the day) in which a passage would have been seen: the first and last minute
 * of each, one after the other.
 */
export type SeenWay = Readonly<{
  byCell: ReadonlyMap<number, readonly number[]>;
  seen: readonly number[];
}>;

/**
 * The earlier passages that come again after one clock is laid over the other by an offset and a pace, as the best of the guesses by
 * two passages says (random sample consensus, Fischler and Bolles 1981, here of all pairs of a few). One that falls into a time nobody
 * saw counts neither way. Null when too few come again.
 */
export function findRepeatedWay(
  { byCell, seen }: SeenWay,
  earlier: Passages,
  settings: WaySettings,
): RepeatedWay | null {
  const { cell, minute } = earlier;
  if (cell.length < settings.minPassages) return null;
  const again: (readonly number[])[] = [];
  const common: number[] = [];
  for (let at = 0; at < cell.length; at++) {
    const minutes = byCell.get(cell[at] ?? 0);
    if (minutes) common.push(at);
    again.push(minutes ?? NONE);
  }
  if (common.length < settings.minPassages * settings.passageShare) return null;
  const asked = { minute, again, seen, most: common.length };
  const anchors = spread(common, ANCHORS);
  let best: RepeatedWay | null = null;
  // Plain loops here and below: they run some thousand times a day judged, and iterators are objects.
  for (let first = 0; first < anchors.length; first++)
    for (let second = 0; second < anchors.length; second++) {
      const pair = [anchors[first] ?? 0, anchors[second] ?? 0] as const;
      best = bestOfPair(asked, pair, { best, settings });
      if (best?.repeated === common.length) return best;
    }
  return best;
}

/** The better of `best` and what two passages taken for the same as today's at those cells say of all. */
function bestOfPair(
  asked: Asked,
  [a, b]: readonly [number, number],
  { best, settings }: Readonly<{ best: RepeatedWay | null; settings: WaySettings }>,
): RepeatedWay | null {
  const fromMin = asked.minute[a] ?? 0;
  const apartMin = (asked.minute[b] ?? 0) - fromMin;
  if (apartMin < ANCHOR_MIN) return best;
  const atA = asked.again[a] ?? NONE;
  const atB = asked.again[b] ?? NONE;
  let better = best;
  for (let n = 0; n < atA.length; n++)
    for (let m = 0; m < atB.length; m++) {
      const pace = ((atB[m] ?? 0) - (atA[n] ?? 0)) / apartMin;
      if (Math.abs(pace - 1) > settings.replayWarp) continue;
      const found = countRepeated(asked, { pace, offsetMin: (atA[n] ?? 0) - pace * fromMin }, settings);
      if (found && found.repeated > (better?.repeated ?? 0)) better = found;
      if (better?.repeated === asked.most) return better;
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

type Asked = Readonly<{
  minute: readonly number[];
  again: readonly (readonly number[])[];
  seen: SeenWay['seen'];
  /** Passages of which today has the cell at all. */
  most: number;
}>;

/** Null when too few would have been seen, or too many of those are missed. */
function countRepeated(
  { minute, again, seen }: Asked,
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

function isSeenAt(seen: SeenWay['seen'], minute: number): boolean {
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
