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

/** A day's passages by cell, and the stretches (minutes of the day) in which a passage would have been seen. */
export type SeenWay = Readonly<{
  byCell: ReadonlyMap<number, readonly number[]>;
  seen: readonly (readonly [fromMin: number, toMin: number])[];
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
  const again = cell.map((key) => byCell.get(key) ?? NONE);
  const common = again.flatMap((minutes, at) => (minutes.length > 0 ? [at] : []));
  if (common.length < settings.minPassages * settings.passageShare) return null;
  const anchors = spread(common, ANCHORS);
  let best: RepeatedWay | null = null;
  for (const a of anchors)
    for (const b of anchors) {
      const apartMin = (minute[b] ?? 0) - (minute[a] ?? 0);
      if (apartMin < ANCHOR_MIN) continue;
      for (const atA of again[a] ?? NONE)
        for (const atB of again[b] ?? NONE) {
          const pace = (atB - atA) / apartMin;
          if (Math.abs(pace - 1) > settings.replayWarp) continue;
          const clock = { pace, offsetMin: atA - pace * (minute[a] ?? 0) };
          const found = countRepeated({ minute, again, seen }, clock, settings);
          if (found && found.repeated > (best?.repeated ?? 0)) best = found;
          if (best?.repeated === common.length) return best;
        }
    }
  return best;
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
    if ((again[at] ?? NONE).some((min) => Math.abs(min - expected) <= passageMin)) {
      repeated++;
      fromMin = Math.min(fromMin, expected);
      toMin = Math.max(toMin, expected);
    } else if (seen.some(([from, to]) => expected >= from && expected <= to) && ++missed > mayMiss)
      return null;
  }
  const of = repeated + missed;
  return of < minPassages || repeated < of * passageShare ? null : { repeated, of, fromMin, toMin };
}

function spread(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  return Array.from(
    { length: most },
    (_, n) => values[Math.round((n * (values.length - 1)) / (most - 1))] ?? 0,
  );
}
