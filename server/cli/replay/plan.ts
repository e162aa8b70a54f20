import { createRandom } from '../../demo/random.ts';
import { MAX_FIXES_PER_BATCH, type Fix } from '../../contract/ingest.ts';

/** One request to make. `isReplyLost`: the phone never sees the answer and will send the same again. */
export type Sending = Readonly<{ fixes: readonly Fix[]; isReplyLost: boolean }>;

/** Fixes a phone has waiting after a while offline; also what a fast replay sends at once. */
const BURST = 500;
/** Of ten batches on a bad line, so many lose their reply or are sent again without need. */
const LOST_IN_TEN = 2;
const AGAIN_IN_TEN = 2;
/** Batches that wait together while the phone is offline. */
const OFFLINE_BATCHES = 5;

/** The requests of a phone with a good line: one batch after the other. */
export function planSteady(fixes: readonly Fix[], batchSize: number): Sending[] {
  const size = Math.max(1, Math.min(batchSize, MAX_FIXES_PER_BATCH));
  const batches = Array.from({ length: Math.ceil(fixes.length / size) }, (_, n) =>
    fixes.slice(n * size, (n + 1) * size),
  );
  return batches.map((batch) => ({ fixes: batch, isReplyLost: false }));
}

/** As fast as the server takes them. */
export const planFast = (fixes: readonly Fix[]): Sending[] => planSteady(fixes, BURST);

/**
 * A bad line: batches pile up and go out in any order, some replies are lost and the batch is sent again, some are sent twice for
 * nothing. `seed` fixes the choice, so that a run can be repeated.
 */
export function planFlaky(fixes: readonly Fix[], batchSize: number, seed: number): Sending[] {
  const random = createRandom(seed).next;
  const steady = planSteady(fixes, Math.min(batchSize, BURST / OFFLINE_BATCHES));
  const plan: Sending[] = [];
  for (let from = 0; from < steady.length; from += OFFLINE_BATCHES) {
    const burst = steady
      .slice(from, from + OFFLINE_BATCHES)
      .map((sending) => ({ sending, rank: random() }))
      .toSorted((a, b) => a.rank - b.rank);
    for (const { sending } of burst) {
      if (random() * 10 < LOST_IN_TEN) plan.push({ ...sending, isReplyLost: true });
      plan.push(sending);
      if (random() * 10 < AGAIN_IN_TEN) plan.push(sending);
    }
  }
  return plan;
}
