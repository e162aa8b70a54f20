import { LEAST_COMMON, nearest, NONE, type PairedWay } from './way-pairs.ts';

/** How exactly a way has to come again. */
export type WaySettings = Readonly<{
  /** Minutes that a passage may be off. */
  passageMin: number;
  /** Share (0-1) by which one clock may run faster. */
  replayWarp: number;
}>;

/** Today's minute is `offsetMin` and `pace` times the earlier day's. */
export type Clock = Readonly<{ pace: number; offsetMin: number }>;

/** Pairs of passages at one cell, spread over the day, of which any two tell a clock. */
const GUESSES = 16;
/** Minutes between two of them: nearer ones do not tell the pace. */
const GUESS_MIN = 15;
/** Two clocks are the same when they agree to `withinMin` minutes both in the morning and in the evening (minutes of the day). */
const SAME = { withinMin: 0.5, morningMin: 540, eveningMin: 1080 };

/** The clocks that any two of some pairs of passages tell, each once. */
export function listClocks(way: PairedWay, { replayWarp }: WaySettings): Clock[] {
  const guesses = listGuesses(way);
  const clocks: Clock[] = [];
  const told: number[] = [];
  // Plain loops: they run some thousand times a day judged, and iterators are objects.
  for (let a = 0; a < guesses.length; a += 2)
    for (let b = a + 2; b < guesses.length; b += 2) {
      const fromMin = way.minute[guesses[a] ?? 0] ?? 0;
      const apartMin = (way.minute[guesses[b] ?? 0] ?? 0) - fromMin;
      if (Math.abs(apartMin) < GUESS_MIN) continue;
      const atMin = way.today.minute[guesses[a + 1] ?? 0] ?? 0;
      const pace = ((way.today.minute[guesses[b + 1] ?? 0] ?? 0) - atMin) / apartMin;
      if (Math.abs(pace - 1) > replayWarp) continue;
      const clock = { pace, offsetMin: atMin - pace * fromMin };
      if (!isTold(clock, told)) clocks.push(clock);
    }
  return clocks;
}

/** The clock by which the passages that agree with this one are least off (least squares); null when they are few. */
export function refine(
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
  if (count < LEAST_COMMON) return null;
  const spread = sumXX - (sumX * sumX) / count;
  const fitted = spread > 0 ? (sumXY - (sumX * sumY) / count) / spread : pace;
  const kept = Math.min(1 + replayWarp, Math.max(1 - replayWarp, fitted));
  return { pace: kept, offsetMin: (sumY - kept * sumX) / count };
}

/**
 * Some pairs of an earlier passage and one of today's at its cell, one after the other. Of many the least ambiguous come first: of a cell
 * entered ten times on both days nine of ten pairs tell a wrong clock.
 */
function listGuesses({ today, again }: PairedWay): number[] {
  const all: number[] = [];
  const earlier = new Map<number, number>();
  for (let at = 0; at < again.length; at++) {
    const first = again[at] ?? NONE;
    if (first !== NONE) earlier.set(first, (earlier.get(first) ?? 0) + 1);
    for (let n = first; n !== NONE; n = today.next[n] ?? NONE) all.push(at, n);
  }
  const pairs = all.length / 2;
  if (pairs <= GUESSES) return all;
  const byDoubt = new Map<number, number[]>();
  for (let pair = 0; pair < pairs; pair++) {
    const first = again[all[2 * pair] ?? 0] ?? NONE;
    const doubt = (earlier.get(first) ?? 0) * lengthFrom(today.next, first);
    const alike = byDoubt.get(doubt);
    if (alike) alike.push(pair);
    else byDoubt.set(doubt, [pair]);
  }
  const some: number[] = [];
  for (const doubt of [...byDoubt.keys()].toSorted((a, b) => a - b)) {
    const alike = byDoubt.get(doubt) ?? [];
    const wanted = Math.min(alike.length, GUESSES - some.length / 2);
    for (let n = 0; n < wanted; n++) {
      const pair = alike[Math.floor((n * alike.length) / wanted)] ?? 0;
      some.push(all[2 * pair] ?? 0, all[2 * pair + 1] ?? 0);
    }
  }
  return some;
}

/** How many passages there are at the cell of `first` from it on. */
function lengthFrom(next: Int32Array, first: number): number {
  let length = 0;
  for (let at = first; at !== NONE; at = next[at] ?? NONE) length++;
  return length;
}

/** Whether such a clock was told; else it is from now on. */
function isTold({ pace, offsetMin }: Clock, told: number[]): boolean {
  const morning = Math.round((offsetMin + pace * SAME.morningMin) / SAME.withinMin);
  const evening = Math.round((offsetMin + pace * SAME.eveningMin) / SAME.withinMin);
  const key = morning * 10_000 + evening;
  if (told.includes(key)) return true;
  told.push(key);
  return false;
}
