import type { Deps } from '../flow/deps.ts';

/** Something that happens in the demo's history. */
export type Moment = Readonly<{ at: Date; run: (deps: Deps) => Promise<void> }>;

/** The clock that history is told by. */
export type HistoryClock = Readonly<{
  now: () => Date;
  standAt: (at: Date) => void;
  runFrom: (at: Date) => Promise<void>;
}>;

/** Lets the moments happen in order of time, each with the clock standing at its instant. */
export async function tellHistory(
  deps: Deps,
  input: {
    clock: HistoryClock;
    moments: readonly Moment[];
    onProgress: (progress: { done: number; of: number; at: Date }) => void;
  },
): Promise<void> {
  const ordered = input.moments.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  for (const [index, moment] of ordered.entries()) {
    input.onProgress({ done: index, of: ordered.length, at: moment.at });
    input.clock.standAt(moment.at);
    await moment.run(deps);
  }
}
