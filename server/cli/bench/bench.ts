/** A goal: `got` must be at least (or at most) `want`. */
export type Bar = Readonly<{ id: string; want: number; got: number; ok: boolean }>;

/** What one bench measured: figures by name (units in the name) and the goals it must reach. */
export type BenchResult = Readonly<{ figures: Readonly<Record<string, number>>; bars: readonly Bar[] }>;

export type Bench = Readonly<{
  name: string;
  about: string;
  /** What may follow the name; nothing when absent. */
  usage?: string;
  /** Left out of the run without a name. */
  onlyByName?: true;
  run: (say: (line: string) => void, args: readonly string[]) => Promise<BenchResult>;
}>;

/** The arguments after a bench's name are not as its usage says. */
export class BenchUsageError extends Error {}

export const atLeast = (id: string, want: number, got: number): Bar => ({ id, want, got, ok: got >= want });
export const atMost = (id: string, want: number, got: number): Bar => ({ id, want, got, ok: got <= want });

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that at least `share` (0-1) of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** Three significant digits: the machines are noisier than that. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
