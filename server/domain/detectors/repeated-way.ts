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
 * The earlier passages that come again after one clock is laid over the other by an offset and a pace, as the best of the guesses by
 * two passages says (random sample consensus, Fischler and Bolles 1981, here of all pairs of a few). Null when too few can.
 */
export function findRepeatedWay(
  today: ReadonlyMap<number, readonly number[]>,
  earlier: Passages,
  settings: WaySettings,
): RepeatedWay | null {
  const { cell, minute } = earlier;
  if (cell.length < settings.minPassages) return null;
  const again = cell.map((key) => today.get(key) ?? NONE);
  const common = again.flatMap((minutes, at) => (minutes.length > 0 ? [at] : []));
  const mayMiss = Math.floor(cell.length * (1 - settings.passageShare));
  if (cell.length - common.length > mayMiss) return null;
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
          const found = countRepeated({ minute, again, mayMiss }, clock, settings.passageMin);
          if (found && found.repeated > (best?.repeated ?? 0)) best = found;
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
  mayMiss: number;
}>;

/** Null as soon as too many are missed. */
function countRepeated(
  { minute, again, mayMiss }: Asked,
  { pace, offsetMin }: Readonly<{ pace: number; offsetMin: number }>,
  withinMin: number,
): RepeatedWay | null {
  let missed = 0;
  let fromMin = Infinity;
  let toMin = -Infinity;
  for (let at = 0; at < minute.length; at++) {
    const expected = offsetMin + pace * (minute[at] ?? 0);
    const isThere = (again[at] ?? NONE).some((min) => Math.abs(min - expected) <= withinMin);
    if (!isThere && ++missed > mayMiss) return null;
    if (!isThere) continue;
    fromMin = Math.min(fromMin, expected);
    toMin = Math.max(toMin, expected);
  }
  return { repeated: minute.length - missed, of: minute.length, fromMin, toMin };
}

function spread(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  return Array.from(
    { length: most },
    (_, n) => values[Math.round((n * (values.length - 1)) / (most - 1))] ?? 0,
  );
}
