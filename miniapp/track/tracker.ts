import type { Sampler } from './sampler.ts';
import type { Sync } from './sync.ts';

const SYNC_EVERY_MS = 30_000;

/** Runs sampling and sync for as long as the page lives; returns how to stop. */
export function startTracker({ sampler, sync }: { sampler: Sampler; sync: Sync }): () => void {
  let stopped = false;
  let busy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const round = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    const waitMs = await sampler.step().finally(() => {
      busy = false;
    });
    if (!stopped) timer = setTimeout(() => void round(), waitMs);
  };
  const onShow = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void round(), 0);
    void sync.flush();
  };
  const onOnline = (): void => void sync.flush({ urgent: true });

  const flushTimer = setInterval(() => void sync.flush(), SYNC_EVERY_MS);
  document.addEventListener('visibilitychange', onShow);
  window.addEventListener('online', onOnline);
  onShow();
  return () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(flushTimer);
    document.removeEventListener('visibilitychange', onShow);
    window.removeEventListener('online', onOnline);
  };
}
