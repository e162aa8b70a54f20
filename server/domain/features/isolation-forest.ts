/** One tree: inner nodes hold the feature and the value that split, leaves the number of rows; children of n stand at left[n], right[n]. */
type Tree = Readonly<{
  feature: Int16Array;
  split: Float64Array;
  left: Int32Array;
  right: Int32Array;
  size: Int32Array;
}>;

/** Trees that isolate rare rows in few steps (Liu, Ting & Zhou 2008, "Isolation forest"). */
export type IsolationForest = Readonly<{ trees: readonly Tree[]; sampleSize: number; width: number }>;

/** Trees and rows per tree of the paper: more change nothing there. */
const TREES = 100;
const SAMPLE = 256;

/** Grows a forest over rows of equal length; the same rows and seed give the same forest. Null below two rows. */
export function growForest(
  rows: readonly (readonly number[])[],
  { seed, trees = TREES, sample = SAMPLE }: { seed: number; trees?: number; sample?: number },
): IsolationForest | null {
  const width = rows[0]?.length ?? 0;
  if (rows.length < 2 || width === 0) return null;
  const random = createRandom(seed);
  const sampleSize = Math.min(sample, rows.length);
  const depth = Math.ceil(Math.log2(sampleSize));
  return {
    sampleSize,
    width,
    trees: Array.from({ length: trees }, () =>
      growTree(drawRows(rows, sampleSize, random), { depth, width, random }),
    ),
  };
}

/** Anomaly of a row, 0-1: 0.5 is ordinary, above 0.6 rare (the paper's 2^(-E(h)/c)). */
export function scoreRow(forest: IsolationForest, row: readonly number[]): number {
  const mean = forest.trees.reduce((sum, tree) => sum + pathLength(tree, row), 0) / forest.trees.length;
  return 2 ** (-mean / averagePath(forest.sampleSize));
}

/**
 * How much each number of the row adds to its anomaly: the score minus the score with that number put to the group's `typical` one
 * (0 or more, so that a finding can name what was unusual).
 */
export function contributionsOf(
  forest: IsolationForest,
  row: readonly number[],
  typical: readonly number[],
): number[] {
  const whole = scoreRow(forest, row);
  return row.map((_, at) => Math.max(0, whole - scoreRow(forest, row.with(at, typical[at] ?? 0))));
}

type Growing = Readonly<{ depth: number; width: number; random: () => number }>;

function growTree(rows: readonly (readonly number[])[], { depth, width, random }: Growing): Tree {
  const feature: number[] = [];
  const split: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const size: number[] = [];
  const grow = (part: readonly (readonly number[])[], level: number): number => {
    const node = size.length;
    feature.push(-1);
    split.push(0);
    left.push(-1);
    right.push(-1);
    size.push(part.length);
    const cut = level < depth && part.length > 1 ? drawCut(part, width, random) : null;
    if (!cut) return node;
    feature[node] = cut.feature;
    split[node] = cut.value;
    left[node] = grow(
      part.filter((row) => (row[cut.feature] ?? 0) < cut.value),
      level + 1,
    );
    right[node] = grow(
      part.filter((row) => (row[cut.feature] ?? 0) >= cut.value),
      level + 1,
    );
    return node;
  };
  grow(rows, 0);
  return {
    feature: Int16Array.from(feature),
    split: Float64Array.from(split),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    size: Int32Array.from(size),
  };
}

/** A feature that varies and a value within its range; null when all rows are alike. */
function drawCut(rows: readonly (readonly number[])[], width: number, random: () => number) {
  const first = Math.floor(random() * width);
  for (let tried = 0; tried < width; tried++) {
    const feature = (first + tried) % width;
    let low = Infinity;
    let high = -Infinity;
    for (const row of rows) {
      const value = row[feature] ?? 0;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high > low) return { feature, value: low + random() * (high - low) || high };
  }
  return null;
}

function pathLength({ feature, split, left, right, size }: Tree, row: readonly number[]): number {
  let node = 0;
  let steps = 0;
  while ((feature[node] ?? -1) >= 0) {
    const isLeft = (row[feature[node] ?? 0] ?? 0) < (split[node] ?? 0);
    node = (isLeft ? left[node] : right[node]) ?? 0;
    steps++;
  }
  return steps + averagePath(size[node] ?? 1);
}

/** Mean path of an unsuccessful search in a binary tree of `count` rows: what a leaf with several rows still hides. */
function averagePath(count: number): number {
  if (count <= 1) return 0;
  if (count === 2) return 1;
  const harmonic = Math.log(count - 1) + 0.5772156649;
  return 2 * harmonic - (2 * (count - 1)) / count;
}

/** `count` rows drawn without putting back (the first steps of Fisher-Yates). */
function drawRows<Row>(rows: readonly Row[], count: number, random: () => number): Row[] {
  const order = Uint32Array.from(rows.keys());
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(random() * (order.length - at));
    const held = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = held;
  }
  return Array.from(order.subarray(0, count)).flatMap((at) => rows.slice(at, at + 1));
}

/** Xorshift (Marsaglia 2003): a forest must be the same on every machine and day. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
