import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** The demo's clock: real time plus an offset that only grows; while history is simulated it stands at chosen instants. */
export type DemoClock = Readonly<{
  now: () => Date;
  /** How far it runs ahead of real time, milliseconds; 0 while it stands. */
  aheadMs: () => number;
  /** Stands still at `at` (simulation of history). */
  standAt: (at: Date) => void;
  /** Runs on from `at`, or from real time when that is later. */
  runFrom: (at: Date) => Promise<void>;
}>;

const StoredClockSchema = z.strictObject({ offsetMs: z.number().min(0) });

/** Keeps its offset in `path`, so that a second start does not jump back. */
export async function createDemoClock(path: string): Promise<DemoClock> {
  const text = await readFile(path, 'utf8').catch(() => null);
  let offsetMs = text === null ? 0 : StoredClockSchema.parse(JSON.parse(text)).offsetMs;
  let standing: Date | null = null;
  return {
    now: () => standing ?? new Date(Date.now() + offsetMs),
    aheadMs: () => (standing === null ? offsetMs : 0),
    standAt: (at) => {
      standing = at;
    },
    runFrom: async (at) => {
      standing = null;
      offsetMs = Math.max(offsetMs, at.getTime() - Date.now(), 0);
      await writeFile(`${path}.new`, JSON.stringify({ offsetMs }));
      await rename(`${path}.new`, path);
    },
  };
}
