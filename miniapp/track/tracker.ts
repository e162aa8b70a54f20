import type { Bridge } from '../bridge/bridge.ts';
import type { Sampler } from './sampler.ts';
import type { Sync } from './sync.ts';

/** Looks whether something is due; fixes themselves wait longer for company. */
const SYNC_EVERY_MS = 30_000;

const AGAIN_MS = 60_000;

type Parts = {
  sampler: Pick<Sampler, 'state' | 'wake' | 'step'>;
  sync: Pick<Sync, 'flush'>;
  bridge?: Pick<Bridge, 'keepScreenOn'>;
  /** Whether the screen is to stay lit while recording. */
  wantsScreenOn?: () => boolean;
};

/** Runs sampling and sync for as long as the page lives; returns how to stop. */
export function startTracker({ sampler, sync, bridge, wantsScreenOn }: Parts): () => void {
  let stopped = false;
  let busy = false;
  let isWoken = false;
  let isLit = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const light = (): void => {
    const wanted = !stopped && sampler.state.get() === 'recording' && (wantsScreenOn?.() ?? false);
    if (wanted === isLit) return;
    isLit = wanted;
    void bridge?.keepScreenOn(wanted).catch(() => undefined);
  };
  const round = async (): Promise<void> => {
    busy = true;
    isWoken = false;
    // A phone that can keep nothing at the moment may be able to later.
    const waitMs = await sampler.step().catch(() => AGAIN_MS);
    busy = false;
    light();
    if (!stopped) next(isWoken ? 0 : waitMs);
  };
  const next = (waitMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void round(), waitMs);
  };
  const now = (): void => {
    if (busy) isWoken = true;
    else next(0);
  };
  const onShow = (): void => {
    now();
    void sync.flush();
  };
  const onOnline = (): void => void sync.flush({ urgent: true });

  const flushTimer = setInterval(() => void sync.flush(), SYNC_EVERY_MS);
  document.addEventListener('visibilitychange', onShow);
  window.addEventListener('online', onOnline);
  const unwake = sampler.wake.subscribe(now);
  onShow();
  return () => {
    stopped = true;
    light();
    clearTimeout(timer);
    clearInterval(flushTimer);
    document.removeEventListener('visibilitychange', onShow);
    window.removeEventListener('online', onOnline);
    unwake();
  };
}
