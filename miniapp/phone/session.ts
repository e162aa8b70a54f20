import { createContext, useContext } from 'react';
import type { ConsentKind, ConsentsView } from '../../server/contract/consent.ts';
import type { MeView, TodayView } from '../../server/contract/views.ts';
import { api, healSignInWith, serverOffsetMs } from '../api.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { chooseBridge } from '../bridge/choose.ts';
import { isInsideFeishu, ready, signInWithFeishu } from '../bridge/feishu-client.ts';
import { createCell } from '../track/cell.ts';
import type { Cell } from '../track/cell.ts';
import { createClock } from '../track/clock.ts';
import type { Clock } from '../track/clock.ts';
import { createOutbox } from '../track/outbox.ts';
import type { Outbox } from '../track/outbox.ts';
import { createSampler } from '../track/sampler.ts';
import type { Sampler } from '../track/sampler.ts';
import { createSync } from '../track/sync.ts';
import type { Sync } from '../track/sync.ts';

/** All that the screens share for one signed-in person. */
export type PhoneSession = {
  me: MeView;
  bridge: Bridge;
  clock: Clock;
  outbox: Outbox;
  sync: Sync;
  sampler: Sampler;
  today: Cell<TodayView | undefined>;
  consents: Cell<ConsentsView | undefined>;
  /** Both resolve also without a network or session; then the last known state stays. */
  refreshToday: () => Promise<void>;
  refreshConsents: () => Promise<void>;
};

export const SessionContext = createContext<PhoneSession | undefined>(undefined);

export function useSession(): PhoneSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('SessionContext is missing');
  return session;
}

const BATCH_BEFORE_PLAN = 100;

export async function openSession(): Promise<PhoneSession> {
  const inFeishu = await isInsideFeishu();
  if (inFeishu) healSignInWith(signInWithFeishu);
  const me = await api.me();
  // A phone that loses its signal later must still be able to say where it is.
  if (inFeishu) void ready().catch(() => undefined);
  const clock = createClock();
  const base = {
    me,
    clock,
    bridge: chooseBridge({ demo: me.demo, inFeishu }),
    outbox: await createOutbox({ clock }),
    today: createCell<TodayView | undefined>(undefined),
    consents: createCell<ConsentsView | undefined>(undefined),
  };
  const { today, consents } = base;
  return {
    ...base,
    sync: syncFor(base),
    sampler: samplerFor(base),
    refreshToday: async () => {
      const view = await api.today(today.get() !== undefined).catch(() => undefined);
      if (view) today.set(view);
    },
    refreshConsents: async () => {
      const view = await api.consents().catch(() => undefined);
      if (view) consents.set(view);
    },
  };
}

type Base = Omit<PhoneSession, 'sync' | 'sampler' | 'refreshToday' | 'refreshConsents'>;

function syncFor({ me, clock, bridge, outbox, today, consents }: Base): Sync {
  return createSync({
    outbox,
    api,
    clock,
    personId: me.personId,
    serverOffsetMs,
    device: () => (isGranted(consents.get(), 'device_risk') ? bridge.device() : undefined),
    batchSize: () => today.get()?.sampling.batchSize ?? BATCH_BEFORE_PLAN,
    random: Math.random,
  });
}

function samplerFor({ me, clock, bridge, outbox, today }: Base): Sampler {
  return createSampler({
    locate: () => bridge.locate({ precise: false }),
    save: (reading) => outbox.addFix(me.personId, reading),
    plan: today.get,
    isWithdrawn: async () => (await outbox.withdrawals(me.personId)).includes('location'),
    isVisible: () => document.visibilityState === 'visible',
    clock,
    serverOffsetMs,
  });
}

/** Phone model and system are sent with their own consent only (R2). */
function isGranted(view: ConsentsView | undefined, kind: ConsentKind): boolean {
  return view?.consents.some((row) => row.kind === kind && row.state === 'granted') ?? false;
}
