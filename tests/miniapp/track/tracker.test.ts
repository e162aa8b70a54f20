import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCell, touch } from '../../../miniapp/track/cell.ts';
import type { SamplerState } from '../../../miniapp/track/sampler.ts';
import { startTracker } from '../../../miniapp/track/tracker.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A sampler whose rounds take so long and are due again after a minute; `atEnd` comes in the last moment of each. */
function start({ tookMs = 0, atEnd = (_round: number, _wake: () => void): void => undefined }) {
  let rounds = 0;
  const wake = createCell(0);
  const sampler = {
    state: createCell<SamplerState>('recording'),
    wake,
    step: async (): Promise<number> => {
      rounds += 1;
      if (tookMs > 0) await new Promise((resolve) => setTimeout(resolve, tookMs));
      atEnd(rounds, () => touch(wake));
      return 60_000;
    },
  };
  const flush = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const stop = startTracker({ sampler, sync: { flush } });
  return { wake, stop, rounds: () => rounds };
}

it('keeps to one round after the other, however often it is woken at the end of one', async () => {
  const { stop, rounds } = start({
    atEnd: (round, wake) => {
      if (round <= 5) wake();
    },
  });
  await vi.advanceTimersByTimeAsync(1_000);
  const before = rounds();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(rounds() - before).toBe(10);
  stop();
});

it('does at once what it was woken for during a round', async () => {
  const { wake, stop, rounds } = start({ tookMs: 5_000 });
  await vi.advanceTimersByTimeAsync(1_000);
  touch(wake);
  await vi.advanceTimersByTimeAsync(4_500);
  expect(rounds()).toBe(2);
  stop();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(rounds()).toBe(2);
});
