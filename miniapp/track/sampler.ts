import { BridgeError } from '../bridge/bridge.ts';
import type { BridgeFault } from '../bridge/bridge.ts';
import type { TodayView } from '../../server/contract/views.ts';
import type { Clock } from './clock.ts';
import { createCell } from './cell.ts';
import type { Reading } from './database.ts';
import { isSameSpot } from './distance.ts';
import type { GapWatch } from './gap-watch.ts';
import type { OwnTimeState } from './own-time.ts';

/** Why points are or are not being recorded; the person always sees it. */
export type SamplerState =
  'starting' | 'recording' | 'no_consent' | 'off_hours' | 'resting' | 'hidden' | 'no_permission' | 'no_fix';

export type SamplerPlan = Pick<TodayView, 'collectionWindows' | 'sampling' | 'locationConsent'> &
  Partial<Pick<TodayView, 'session' | 'rest' | 'shifts'>>;

export type SamplerDeps = {
  locate: () => Promise<Reading>;
  /** `monoMs`: when it was read, by the monotonic clock. */
  save: (reading: Reading, monoMs: number) => Promise<unknown>;
  /** Newest plan of the server; nothing before the first one. */
  plan: () => SamplerPlan | undefined;
  /** The person's own word on rests and sessions that the server has not answered yet. */
  ownTime: (plan: SamplerPlan) => Promise<OwnTimeState>;
  /** True from the moment the person withdraws, also offline. */
  isWithdrawn: () => Promise<boolean>;
  isVisible: () => boolean;
  gaps?: GapWatch;
  clock: Clock;
  serverOffsetMs: () => number | undefined;
};
export type Sampler = ReturnType<typeof createSampler>;

/** Readings at one spot before the pace drops to the stationary one. */
const STATIONARY_AFTER = 3;
/** Re-check while nothing is recorded: well under the 60 s of R3. */
const IDLE_MS = 15_000;
/** Where no position comes the next try waits twice as long, up to this: a receiver that searches in vain drains most, and a stay of ten minutes needs two readings. */
const LAST_RETRY_MS = 120_000;

type Read = { reading: Reading; monoMs: number };
type Open = { plan: SamplerPlan; window: { startAt: string; endAt: string } };

/** Foreground sampling inside the collection windows. `step` does one round and says in how many ms the next is due; `last` and `fault` are for the screen only. */
export function createSampler(deps: SamplerDeps) {
  const state = createCell<SamplerState>('starting');
  const last = createCell<Reading | undefined>(undefined);
  const fault = createCell<BridgeFault | undefined>(undefined);
  /** Counts what should make the next round come at once: a rest, a session. */
  const wake = createCell(0);
  let kept: Read | undefined;
  /** The newest reading at the spot of the kept one: saved when the person moves on, so that it is known how long they stayed. */
  let latest: Read | undefined;
  let still = 0;
  let missed = 0;

  const step = async (): Promise<number> => {
    const before = await openWindow(deps);
    if (typeof before === 'string') return rest(before);
    const reading = await deps.locate().catch((error: unknown) => faultIn(error));
    if (typeof reading === 'string') return rest(stateOf(reading), reading);
    const now = await openWindow(deps);
    return typeof now === 'string' ? rest(now) : keep(reading, now);
  };

  const rest = async (why: SamplerState, because?: BridgeFault): Promise<number> => {
    const isNew = state.get() !== why;
    missed = why === 'no_fix' ? missed + 1 : 0;
    if (why === 'no_consent') latest = undefined;
    await saveLatest();
    state.set(why);
    fault.set(because);
    if (why !== 'no_fix') last.set(undefined);
    if (isNew) await (why === 'off_hours' || why === 'resting' ? deps.gaps?.over() : deps.gaps?.barred(why));
    return missed > 1 ? Math.min(LAST_RETRY_MS, IDLE_MS * 2 ** (missed - 1)) : IDLE_MS;
  };

  const saveLatest = async (): Promise<void> => {
    const read = latest;
    latest = undefined;
    if (read) await deps.save(read.reading, read.monoMs);
  };

  const keep = async (reading: Reading, open: Open): Promise<number> => {
    const pace = paceAt(open, serverNowMs(deps));
    const monoMs = deps.clock.monoMs();
    const isStill = kept !== undefined && isSameSpot(kept.reading, reading, pace.distanceM);
    still = isStill ? still + 1 : 0;
    missed = 0;
    if (isStill && kept && monoMs - kept.monoMs < pace.stationaryIntervalS * 1000)
      latest = { reading, monoMs };
    else {
      if (isStill) latest = undefined;
      await saveLatest();
      await deps.save(reading, monoMs);
      kept = { reading, monoMs };
    }
    await deps.gaps?.kept({
      windowStartMs: Date.parse(open.window.startAt) - (deps.serverOffsetMs() ?? 0),
      stationaryMs: pace.stationaryIntervalS * 1000,
    });
    last.set(reading);
    state.set('recording');
    fault.set(undefined);
    const waitMs = (still >= STATIONARY_AFTER ? pace.stationaryIntervalS : pace.intervalS) * 1000;
    return Math.max(1_000, Math.min(waitMs, msToNextChange(open, serverNowMs(deps))));
  };

  return { state, last, fault, wake, step };
}

const serverNowMs = ({ clock, serverOffsetMs }: SamplerDeps): number =>
  clock.nowMs() + (serverOffsetMs() ?? 0);

/** The window that is open, or why location may not be read: only inside one, with consent, in the foreground (R1, R2). */
async function openWindow(deps: SamplerDeps): Promise<Open | SamplerState> {
  const plan = deps.plan();
  if (!plan) return 'starting';
  if (!plan.locationConsent || (await deps.isWithdrawn())) return 'no_consent';
  const { windows, isResting } = await deps.ownTime(plan);
  if (isResting) return 'resting';
  const nowMs = serverNowMs(deps);
  const window = windows.find(
    ({ startAt, endAt }) => nowMs >= Date.parse(startAt) && nowMs < Date.parse(endAt),
  );
  if (!window) return 'off_hours';
  return deps.isVisible() ? { plan, window } : 'hidden';
}

/** Arriving and leaving are asked for more closely than the middle of a shift. */
function paceAt({ plan: { sampling }, window }: Open, nowMs: number): TodayView['sampling']['edge'] {
  const edgeMs = sampling.edgeMin * 60_000;
  const isEdge = nowMs - Date.parse(window.startAt) < edgeMs || Date.parse(window.endAt) - nowMs <= edgeMs;
  return isEdge ? sampling.edge : sampling;
}

/** No wait reaches past the end of the window: a shift's end stops the collection by itself, also offline. */
const msToNextChange = ({ window }: Open, nowMs: number): number => Date.parse(window.endAt) - nowMs;

/** Whether points may be collected at `nowMs` (server time). */
export function isInWindow(windows: TodayView['collectionWindows'], nowMs: number): boolean {
  return windows.some(({ startAt, endAt }) => nowMs >= Date.parse(startAt) && nowMs < Date.parse(endAt));
}

const DENIED: ReadonlySet<BridgeFault> = new Set([
  'no_permission',
  'system_denied',
  'org_denied',
  'location_off',
]);

const faultIn = (error: unknown): BridgeFault => (error instanceof BridgeError ? error.fault : 'no_fix');

/** Somebody or something said no, or there is only no signal. */
const stateOf = (fault: BridgeFault): 'no_permission' | 'no_fix' =>
  DENIED.has(fault) ? 'no_permission' : 'no_fix';
