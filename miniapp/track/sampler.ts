import { BridgeError } from '../bridge/bridge.ts';
import type { BridgeFault } from '../bridge/bridge.ts';
import type { TodayView } from '../../server/contract/views.ts';
import type { Clock } from './clock.ts';
import { createCell } from './cell.ts';
import type { Reading } from './database.ts';
import { isSameSpot } from './distance.ts';

/** Why points are or are not being recorded; the person always sees it. */
export type SamplerState =
  'starting' | 'recording' | 'no_consent' | 'off_hours' | 'hidden' | 'no_permission' | 'no_fix';

export type SamplerPlan = Pick<TodayView, 'collectionWindows' | 'sampling' | 'locationConsent'>;

export type SamplerDeps = {
  locate: () => Promise<Reading>;
  save: (reading: Reading) => Promise<unknown>;
  /** Newest plan of the server; nothing before the first one. */
  plan: () => SamplerPlan | undefined;
  /** True from the moment the person withdraws, also offline. */
  isWithdrawn: () => Promise<boolean>;
  isVisible: () => boolean;
  clock: Clock;
  serverOffsetMs: () => number | undefined;
};
export type Sampler = ReturnType<typeof createSampler>;

/** Readings at one spot before the pace drops to the stationary one. */
const STATIONARY_AFTER = 3;
/** Re-check while nothing is recorded: well under the 60 s of R3. */
const IDLE_MS = 15_000;

/** Foreground sampling inside the collection windows. `step` does one round and says in how many ms the next is due; `last` and `fault` are for the screen only. */
export function createSampler(deps: SamplerDeps) {
  const state = createCell<SamplerState>('starting');
  const last = createCell<Reading | undefined>(undefined);
  const fault = createCell<BridgeFault | undefined>(undefined);
  let kept: { reading: Reading; monoMs: number } | undefined;
  let still = 0;

  const step = async (): Promise<number> => {
    const barred = await barredBy(deps);
    if (barred) return rest(barred);
    const reading = await deps.locate().catch((error: unknown) => faultIn(error));
    if (typeof reading === 'string') return rest(stateOf(reading), reading);
    const barredNow = await barredBy(deps);
    const plan = deps.plan();
    if (barredNow || !plan) return rest(barredNow ?? 'starting');
    return keep(reading, plan.sampling);
  };

  const rest = (why: SamplerState, because?: BridgeFault): number => {
    state.set(why);
    fault.set(because);
    if (why !== 'no_fix') last.set(undefined);
    return IDLE_MS;
  };

  const keep = async (reading: Reading, sampling: SamplerPlan['sampling']): Promise<number> => {
    const { intervalS, stationaryIntervalS, distanceM } = sampling;
    const monoMs = deps.clock.monoMs();
    const isStill = kept !== undefined && isSameSpot(kept.reading, reading, distanceM);
    still = isStill ? still + 1 : 0;
    if (!kept || !isStill || monoMs - kept.monoMs >= stationaryIntervalS * 1000) {
      await deps.save(reading);
      kept = { reading, monoMs };
    }
    last.set(reading);
    state.set('recording');
    fault.set(undefined);
    return (still >= STATIONARY_AFTER ? stationaryIntervalS : intervalS) * 1000;
  };

  return { state, last, fault, step };
}

/** Location may be read only inside a window, with consent, in the foreground (R1, R2). */
async function barredBy(deps: SamplerDeps): Promise<SamplerState | undefined> {
  const plan = deps.plan();
  if (!plan) return 'starting';
  if (!plan.locationConsent || (await deps.isWithdrawn())) return 'no_consent';
  const nowMs = deps.clock.nowMs() + (deps.serverOffsetMs() ?? 0);
  if (!isInWindow(plan.collectionWindows, nowMs)) return 'off_hours';
  return deps.isVisible() ? undefined : 'hidden';
}

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
