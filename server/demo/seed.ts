import { z } from 'zod';
import { dayOf } from '../domain/time.ts';
import { getSetting, saveSetting } from '../store/settings.ts';
import { listPeople } from '../store/people.ts';
import type { Deps } from '../flow/deps.ts';
import { buildHistory, type Approve } from './history.ts';
import { DEMO_ZONE, demoStart } from './start-time.ts';
import { tellHistory, type HistoryClock } from './timeline.ts';

const KEY = 'demo';
/** History judges a minute after each upload, whatever the running demo is set to. */
const TOLD_SETTLE_MS = 30_000;

const KeptSchema = z.object({ setUp: z.string().optional() });

/**
 * Whether the database holds the finished demo, one of another set-up (an earlier version's), nothing, or something else: another company,
 * or a demo that was not finished.
 */
export async function findDemo(setUp: string): Promise<'finished' | 'older' | 'none' | 'other'> {
  const kept = await getSetting(KEY);
  if (kept !== undefined) return KeptSchema.safeParse(kept).data?.setUp === setUp ? 'finished' : 'older';
  return (await listPeople()).length === 0 ? 'none' : 'other';
}

/**
 * Makes the demo company in an empty database: everything happens through the flows, at its own time, and the clock goes on from there.
 * Returns the API key for company records, which is shown once.
 */
export async function seedDemo(
  deps: Deps,
  input: {
    clock: HistoryClock;
    approve: Approve;
    setUp: string;
    say: (line: string) => void;
    /** Told before the first moment too; `day` is the one the history has come to. */
    onProgress: (progress: { done: number; of: number; day: string }) => void;
  },
): Promise<string> {
  const startAt = demoStart(input.clock.now());
  // Nothing runs by itself while history is told: each moment does its own work, in order.
  const telling: Deps = {
    ...deps,
    enqueue: () => Promise.resolve(),
    settleMs: TOLD_SETTLE_MS,
    sliceMs: Infinity,
  };
  const { moments, keyOf } = buildHistory({ startAt, approve: input.approve });
  let shown = -1;
  await tellHistory(telling, {
    clock: input.clock,
    moments,
    onProgress: ({ done, of, at }) => {
      const day = dayOf(at, DEMO_ZONE);
      input.onProgress({ done, of, day });
      const tenth = Math.floor((10 * done) / of);
      if (tenth > shown)
        input.say(`making the demo company: ${tenth * 10} %, its three weeks have come to ${day}`);
      shown = Math.max(shown, tenth);
    },
  });
  await input.clock.runFrom(startAt);
  await saveSetting(KEY, { startedAt: startAt, setUp: input.setUp });
  return keyOf();
}
