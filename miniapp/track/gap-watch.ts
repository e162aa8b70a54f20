import { v7 as uuidv7 } from 'uuid';
import type { GapCause } from '../../server/contract/signal.ts';
import type { Clock } from './clock.ts';
import type { Outbox } from './outbox.ts';
import type { SamplerState } from './sampler.ts';

/** A pause this much longer than the pace is a gap. */
const TOLERANCE_MS = 120_000;
const CAUSES: Partial<Record<SamplerState, GapCause>> = {
  hidden: 'hidden',
  no_permission: 'permission',
  no_fix: 'no_fix',
};

type Deps = { outbox: Outbox; clock: Clock; personId: string };
/** `windowStartMs`: start of the collection window that now lies in, device clock. */
type Kept = { windowStartMs: number; stationaryMs: number };
export type GapWatch = ReturnType<typeof createGapWatch>;

/**
 * Notes why the phone was silent and tells it on return. A page that was killed leaves the last moment it was alive; a visible page
 * whose timers stood still was put to sleep by the phone's battery saver.
 */
export function createGapWatch({ outbox, clock, personId }: Deps) {
  return {
    /** Nothing could be read: the first reason since the last fix is kept. */
    barred: async (state: SamplerState): Promise<void> => {
      const cause = CAUSES[state];
      const alive = await outbox.alive(personId);
      if (!cause || !alive || alive.cause) return;
      await outbox.setAlive(personId, { ...alive, cause });
    },
    /** A fix was read: the silence before it, if it was one, becomes a gap. */
    kept: async ({ windowStartMs, stationaryMs }: Kept): Promise<void> => {
      const nowMs = clock.nowMs();
      const before = await outbox.alive(personId);
      await outbox.setAlive(personId, { atMs: nowMs, pageId: clock.pageId });
      if (!before || before.atMs < windowStartMs || nowMs - before.atMs <= stationaryMs + TOLERANCE_MS)
        return;
      const wasOtherLife = before.pageId !== clock.pageId;
      const cause: GapCause = wasOtherLife ? 'killed' : (before.cause ?? 'battery_saver');
      const gap = { startedAtMs: before.atMs, capturedAtMs: nowMs, cause };
      await outbox.addSignal(personId, { id: uuidv7(), kind: 'gap', ...gap });
    },
    /** Working time is over: what comes later is no gap of it. */
    over: (): Promise<unknown> => outbox.forgetAlive(personId),
  };
}
