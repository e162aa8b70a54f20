import type { Api } from '../api.ts';
import { ApiError } from '../api.ts';
import { ageOf } from './clock.ts';
import type { Clock } from './clock.ts';
import { createCell } from './cell.ts';
import type { Outbox } from './outbox.ts';
import { sendFixBatch, sendNextPunches, sendPhotos, sendSignals, sendWithdrawals } from './send.ts';

/** Shown in evidence and used for fairness between phone models, never as an identity. */
export type Device = { model?: string; os?: string };
export type SyncApi = Pick<
  Api,
  'sendFixes' | 'sendPunches' | 'sendPhoto' | 'sendSignals' | 'withdrawConsent'
>;

export type SyncDeps = {
  outbox: Outbox;
  api: SyncApi;
  clock: Clock;
  personId: string;
  /** Fixes per upload, from the server's sampling plan. */
  batchSize: () => number;
  /** How long fixes may wait for company before the radio is woken for them; at once when absent. */
  uploadEveryMs?: () => number;
  serverOffsetMs: () => number | undefined;
  /** Nothing without the consent for it. */
  device: () => Device | undefined;
  /** 0 to 1, spreads the retries of many phones. */
  random: () => number;
};

/** What the person may see of it: `fault` is the code of the last failed try, 'offline' without a network. */
export type SyncState = {
  busy: boolean;
  lastSyncAtMs?: number;
  fault?: string;
  failures: number;
  /** By the wall clock and by the monotonic one; when either says that the wait is over, it is: a clock may be set back or sleep. */
  notBeforeMs: number;
  notBeforeMonoMs?: number;
  /** How often something has reached the server so far. */
  uploads?: number;
  /** Fixes of this run: how many were waiting, and how many are through. */
  progress?: { sent: number; total: number };
};
export type Sync = ReturnType<typeof createSync>;

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 300_000;

/** Sends what waits: withdrawals first, then punches, their photos, then fixes. One flush at a time per page and per phone. */
export function createSync(deps: SyncDeps) {
  const state = createCell<SyncState>({ busy: false, failures: 0, notBeforeMs: 0 });
  let running: Promise<void> | undefined;
  let next: { urgent: boolean; done: Promise<void> } | undefined;

  /** `urgent` ignores the back-off. A call during a flush is answered by one more flush, so that new items are never missed. */
  const flush = ({ urgent = false } = {}): Promise<void> => {
    if (!running) {
      running = underLock(urgent, () => flushOnce(urgent)).finally(() => {
        running = undefined;
      });
      return running;
    }
    if (next) next.urgent ||= urgent;
    else next = { urgent, done: running.then(flushNext) };
    return next.done;
  };

  const flushNext = (): Promise<void> => {
    const isUrgent = next?.urgent ?? false;
    next = undefined;
    return flush({ urgent: isUrgent });
  };

  const onProgress = (progress: { sent: number; total: number }): void =>
    state.set({ ...state.get(), progress });

  const onSent = (): void => state.set({ ...state.get(), uploads: (state.get().uploads ?? 0) + 1 });

  const flushOnce = async (urgent: boolean): Promise<void> => {
    if (!urgent && mustWait(state.get(), deps)) return;
    state.set({ ...state.get(), busy: true });
    try {
      await sendAll(deps, { urgent, onProgress, onSent });
      const { uploads = 0 } = state.get();
      state.set({ busy: false, lastSyncAtMs: deps.clock.nowMs(), failures: 0, notBeforeMs: 0, uploads });
    } catch (error) {
      state.set(afterFailure(error, state.get(), deps));
    }
  };

  return { state, flush };
}

type Run = {
  urgent: boolean;
  onProgress: (progress: { sent: number; total: number }) => void;
  onSent: () => void;
};

async function sendAll(deps: SyncDeps, { urgent, onProgress, onSent }: Run): Promise<void> {
  if (await sendWithdrawals(deps)) onSent();
  const isDue = urgent || (await isUploadDue(deps));
  if (await sendSignals(deps, isDue ? 'before' : 'before_without_gaps')) onSent();
  while (await sendNextPunches(deps)) onSent();
  if (await sendSignals(deps, 'after')) onSent();
  if (await sendPhotos(deps)) onSent();
  if (!isDue) return;
  const { fixes: total } = await deps.outbox.waiting(deps.personId);
  if (total > deps.batchSize()) onProgress({ sent: 0, total });
  while (await sendFixBatch(deps, total)) {
    if (total <= deps.batchSize()) continue;
    const { fixes: left } = await deps.outbox.waiting(deps.personId);
    onProgress({ sent: Math.max(0, total - left), total: Math.max(total, left) });
  }
  if (total > 0) onSent();
}

/** A few fresh points, and why there were none, can wait for company: each upload keeps the radio awake for seconds. */
async function isUploadDue({
  outbox,
  personId,
  batchSize,
  clock,
  uploadEveryMs,
}: SyncDeps): Promise<boolean> {
  if (!uploadEveryMs) return true;
  const [fix] = await outbox.nextFixes(personId, 1);
  const gap = (await outbox.signals(personId)).find(({ signal }) => signal.kind === 'gap');
  const oldest = [fix, gap].filter((row) => row !== undefined);
  if (oldest.length === 0) return false;
  if (oldest.some(({ stamp }) => (ageOf(stamp, clock).ageMs ?? Number.POSITIVE_INFINITY) >= uploadEveryMs()))
    return true;
  return (await outbox.waiting(personId)).fixes >= batchSize();
}

const mustWait = ({ notBeforeMs, notBeforeMonoMs = 0 }: SyncState, { clock }: SyncDeps): boolean =>
  clock.nowMs() < notBeforeMs && clock.monoMs() < notBeforeMonoMs;

function afterFailure(error: unknown, before: SyncState, { clock, random }: SyncDeps): SyncState {
  const fault = error instanceof ApiError ? error : new ApiError(0, 'device_storage');
  const failures = before.failures + 1;
  const backOffMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)) * (0.5 + random());
  const waitMs = fault.retryAfterS === undefined ? backOffMs : Math.max(backOffMs, fault.retryAfterS * 1000);
  const { progress: _over, ...rest } = before;
  const notBefore = { notBeforeMs: clock.nowMs() + waitMs, notBeforeMonoMs: clock.monoMs() + waitMs };
  return { ...rest, busy: false, fault: fault.code, failures, ...notBefore };
}

/** One tab of the phone sends at a time; where locks are missing the server's receipts keep it exactly once. */
async function underLock(urgent: boolean, work: () => Promise<void>): Promise<void> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  if (!locks) return work();
  await locks.request('mingqin-sync', { ifAvailable: !urgent }, (lock) => (lock ? work() : undefined));
}
