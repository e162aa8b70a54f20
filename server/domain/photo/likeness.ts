/** Columns and rows of the grey picture a likeness is made of: eight neighbours a row, eight rows. */
export const LIKENESS_GRID = { columns: 9, rows: 8 } as const;
/** Share of a photo's height that is looked at, from the top: the phone writes time and name across the foot. */
export const LIKENESS_HEIGHT = 0.7;
/** Bits by which two likenesses may differ: a picture saved again differs by 0-2, two pictures of one counter by 10 and more. */
const MAX_BITS = 3;
/** Parts a likeness is looked up by; of one part more than bits may differ, one is always equal. */
const BANDS = MAX_BITS + 1;
/** Grey levels (0-255) between the darkest and the lightest square: a covered lens is like every other one. */
const MIN_RANGE = 24;
/** Grey levels (0-255) a step between neighbours must have to count, and how many of the 64 must count: a bare wall is no likeness. */
const MIN_STEP = 2;
const MIN_STEPS = 24;

/**
 * The difference hash (dHash) of 9 × 8 grey levels, row by row: 64 bits as 16 hex digits, each set where the light falls from a
 * square to its right neighbour. None for a picture with too little in it to be told from others. (Krawetz 2013, hackerfactor.com)
 */
export function likenessOf(grey: Uint8Array): string | null {
  const { columns, rows } = LIKENESS_GRID;
  if (grey.length !== columns * rows) throw new Error(`${columns * rows} grey levels, got ${grey.length}`);
  const steps = Array.from({ length: rows * (columns - 1) }, (_, bit) => {
    const at = Math.floor(bit / (columns - 1)) * columns + (bit % (columns - 1));
    return (grey[at] ?? 0) - (grey[at + 1] ?? 0);
  });
  const isTelling =
    Math.max(...grey) - Math.min(...grey) >= MIN_RANGE &&
    steps.filter((step) => Math.abs(step) >= MIN_STEP).length >= MIN_STEPS;
  if (!isTelling) return null;
  const bits = steps.map((step) => (step > 0 ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/** What photos are looked up by: two that are alike share one of these. */
export function likenessBands(likeness: string): string[] {
  const width = likeness.length / BANDS;
  return Array.from({ length: BANDS }, (_, n) => `${n}:${likeness.slice(n * width, (n + 1) * width)}`);
}

/** Whether two photos are the same picture, saved again or made smaller. */
export function isAlike(a: string, b: string): boolean {
  let rest = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let differing = 0;
  for (; rest > 0n; rest &= rest - 1n) differing += 1;
  return differing <= MAX_BITS;
}
